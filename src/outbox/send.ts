import { DeskError, codeOf } from '../errors.ts'
import { WecomError } from '../wecom/wecom-error.ts'
import { backoffMs } from './backoff.ts'
import type { DispatchOptions } from './dispatch.ts'
import type { Message } from './message.ts'
import { buildRequest, perform } from './request.ts'
import { reportLost } from './report-lost.ts'

/** `message/send` refuses a task id that it has seen: an earlier attempt arrived after all (`wecom.md` 4.4). */
const TASK_ID_EXISTS = 42014

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
    const repeated = message.request !== null
    if (repeated && error.errcode === TASK_ID_EXISTS && request.to === 'members') {
      await messages.markSent(message.id, token, {
        at: clock.now(),
        viewers: request.users,
        taskId: request.taskId,
        code: null,
      })
      return
    }
    await afterFailure(message, token, error, options)
  }
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
  if (error.handling === 'drop' || tooOld) {
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
