import { codeOf } from '../errors.ts'
import { classifyErrcode } from '../wecom/error-codes.ts'
import { WecomError } from '../wecom/wecom-error.ts'
import { afterFailure } from './after-failure.ts'
import { buildBody } from './build-body.ts'
import type { DispatchOptions } from './dispatch.ts'
import type { Message } from './message.ts'
import type { Grant } from './quotas.ts'
import { CHAT_SHUT } from './owner-door.ts'
import { buildRequest, perform, type Request } from './request.ts'
import { reportLost } from './report-lost.ts'
import { markSaidAgain } from './said-again.ts'
import type { Route } from './routes.ts'
import { goByRobot, routeOf, withoutLostRobot } from './by-robot.ts'

/** `message/send` refuses a task id that it has seen (`wecom.md` 4.4). */
const TASK_ID_EXISTS = 42014

/**
 * Sends one claimed message, as far as the platform's quotas allow, and records what became of it; never rejects for the
 * platform's sake. Without quota it goes back untouched: not built, and not counted as an attempt.
 */
export async function sendMessage(found: Message, token: string, options: DispatchOptions): Promise<void> {
  const claimed = withoutLostRobot(found, options)
  const { messages, quotas, clock, ownerDoor } = options
  if (!(await ownerDoor.admits(claimed))) return messages.markDropped(claimed.id, token)
  if (claimed.splitOff.length > 0 && 'users' in claimed.to)
    await messages.split(claimed, token, claimed.to.users, claimed.splitOff) // a crash may have cut it short
  const act = `${claimed.id}:${token}`
  // A repeat must be the same to the letter, so nobody can be left out of it.
  const splitting = claimed.request === null ? 'may_split' : 'all_or_none'
  const route = await routeOf(claimed, options)
  const taken = await quotas.take(act, route, claimed.lane, splitting)
  if ('waitMs' in taken) {
    if (splitting === 'may_split') return messages.hold(taken.holds, claimed.lane, { ...claimed, token })
    return messages.giveBack(claimed.id, token, new Date(clock.now().getTime() + taken.waitMs))
  }
  const { grant, to, waiting } = taken
  const message = { ...claimed, to: 'robotOf' in to ? claimed.to : to }
  const isSplit =
    waiting.length === 0 || ('users' in to && (await messages.split(claimed, token, to.users, waiting)))
  await messages.hold(taken.holds, claimed.lane)
  const kept = claimed.request
  const request = isSplit ? (kept ?? (await prepare(message, to, token, options))) : undefined
  if (request === undefined) return quotas.giveBack(grant)
  // The platform's interval begins anew with each attempt, so others must know of this one.
  if (kept !== null) await markSaidAgain(message.id, token, kept, options)
  await sendRequest(message, token, request, grant, options)
}

/** Builds the request and keeps it; `undefined` when there is nothing to say or the claim has run out meanwhile. */
async function prepare(
  message: Message,
  route: Route,
  token: string,
  options: DispatchOptions,
): Promise<Request | undefined> {
  const { messages } = options
  const body = await buildBody(message, token, options)
  if (body === undefined) {
    await messages.markDropped(message.id, token)
    return undefined
  }
  const request = await markSaidAgain(message.id, token, buildRequest(message.id, route, body), options)
  const taskId = request.to === 'members' ? request.taskId : null
  return (await messages.keepRequest(message.id, token, request, taskId)) ? request : undefined
}

async function sendRequest(
  message: Message,
  token: string,
  request: Request,
  grant: Grant,
  options: DispatchOptions,
): Promise<void> {
  const { messages, quotas, wecom, clock, logger } = options
  // If this fails the units count a little longer than they must; that is no reason to lose the answer.
  const spent = () =>
    quotas.spent(grant).catch((error: unknown) => {
      logger.warn({ code: codeOf(error), messageId: message.id }, 'end of a call not counted')
    })
  try {
    const { invalidUsers, ...sent } = await perform(wecom, request, clock.now(), options).finally(spent)
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
    if (hadArrived(message, request, error)) {
      const card =
        request.to === 'members'
          ? { viewers: request.users, taskId: request.taskId }
          : { viewers: [], taskId: null }
      await messages.markSent(message.id, token, { ...card, at: clock.now(), code: null })
      return
    }
    if (await options.ownerDoor.turnsAway(message, error)) return messages.markDropped(message.id, token)
    if (await goByRobot(message, token, request, error, options)) return
    await afterFailure(message, token, error, options)
  }
}

/** Whether a repeat was refused because an earlier attempt, whose outcome nobody knew, had arrived after all. */
function hadArrived(
  { request: earlier, taskId }: Message,
  request: Request,
  { errcode, outcome }: WecomError,
): boolean {
  if (errcode === undefined || outcome === 'unknown') return false
  // A task id belongs to one message for ever, also when a dead letter is sent again.
  if (request.to === 'members') return taskId !== null && errcode === TASK_ID_EXISTS
  if (earlier === null || request.to !== 'owner') return false
  // Which number a repeated message id gets is not documented (`wecom.md` 7.4).
  return classifyErrcode(errcode) === 'drop' && !CHAT_SHUT.has(errcode)
}
