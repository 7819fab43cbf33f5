import { DeskError, codeOf } from '../errors.ts'
import { classifyErrcode } from '../wecom/error-codes.ts'
import { WecomError } from '../wecom/wecom-error.ts'
import { backoffMs } from './backoff.ts'
import type { DispatchOptions } from './dispatch.ts'
import type { Message } from './message.ts'
import { buildRequest, perform, type Request } from './request.ts'
import { reportLost } from './report-lost.ts'

/** `message/send` refuses a task id that it has seen (`wecom.md` 4.4). */
const TASK_ID_EXISTS = 42014
/** Refusals of 微信客服 that speak of the conversation, not of a repeated message id (`wecom.md` 7.8). */
const WINDOW_SHUT = new Set([95001, 95002, 95018])

/** Sends one claimed message and records what became of it; never rejects for the platform's sake. */
export async function sendMessage(message: Message, token: string, options: DispatchOptions): Promise<void> {
  const { messages, composer, wecom, clock, updatableForMs, logger } = options
  let request = message.request
  if (request === null) {
    const body = await composer.compose(message)
    if (body === undefined) return messages.markDropped(message.id, token)
    request = buildRequest(message.id, message.to, body)
    const kept = await messages.keepRequest(
      message.id,
      token,
      request,
      request.to === 'members' ? request.taskId : null,
    )
    if (!kept) return // the claim ran out meanwhile: somebody else sends it
  }
  try {
    const { invalidUsers, ...sent } = await perform(wecom, request, clock.now(), updatableForMs)
    await messages.markSent(message.id, token, sent)
    if (invalidUsers.length > 0) {
      logger.warn(
        { code: 'members_unreachable', messageId: message.id, members: invalidUsers },
        'members not reached',
      )
      await reportLost(message, invalidUsers, options)
    }
  } catch (error) {
    if (!(error instanceof WecomError)) throw error
    if (message.request !== null && hadArrived(request, error)) {
      const card =
        request.to === 'members'
          ? { viewers: request.users, taskId: request.taskId }
          : { viewers: [], taskId: null }
      await messages.markSent(message.id, token, { ...card, at: clock.now(), code: null })
      return
    }
    await afterFailure(message, token, error, options)
  }
}

/** Whether a repeat was refused because the earlier attempt, whose outcome nobody knew, had arrived after all. */
function hadArrived(request: Request, { errcode, outcome }: WecomError): boolean {
  if (errcode === undefined || outcome === 'unknown') return false
  if (request.to === 'members') return errcode === TASK_ID_EXISTS
  // Which number a repeated message id gets is not documented (`wecom.md` 7.4).
  return request.to === 'owner' && classifyErrcode(errcode) === 'drop' && !WINDOW_SHUT.has(errcode)
}

async function afterFailure(
  message: Message,
  token: string,
  error: WecomError,
  options: DispatchOptions,
): Promise<void> {
  const { messages, clock, logger, backoff, giveUpAfterMs, random } = options
  const now = clock.now()
  const tooOld = now.getTime() - message.queuedAt.getTime() > giveUpAfterMs
  const line = {
    code: codeOf(error),
    errcode: error.errcode,
    messageId: message.id,
    attempts: message.attempts,
  }
  if (error.handling === 'drop' || (tooOld && error.handling !== 'alarm')) {
    logger.error({ ...line, err: new DeskError('message_dead', error.message) }, 'message given up')
    await messages.markDead(message.id, token, codeOf(error))
    await reportLost(message, 'users' in message.to ? message.to.users : [], options)
    return
  }
  // 'alarm' means the platform's settings are wrong for all messages: they wait, nothing is thrown away.
  logger[error.handling === 'alarm' ? 'error' : 'warn'](line, 'message put off')
  const dueAt = new Date(now.getTime() + backoffMs(message.attempts, backoff, random()))
  await messages.putOff(message.id, token, dueAt, error.outcome)
}
