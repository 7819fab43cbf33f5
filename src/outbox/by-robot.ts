import { GROUP_OUT_OF_REACH } from '../wecom/error-codes.ts'
import type { WecomError } from '../wecom/wecom-error.ts'
import type { DispatchOptions } from './dispatch.ts'
import type { Message } from './message.ts'
import type { Request } from './request.ts'
import type { Route } from './routes.ts'

type Needs = Pick<DispatchOptions, 'messages' | 'routes' | 'clock' | 'logger'>

/** How the message goes out; a request that may have arrived already is repeated the way it went. */
export function routeOf({ request, to }: Message, { routes }: Pick<Needs, 'routes'>): Promise<Route> {
  if (request === null) return routes.of(to)
  return Promise.resolve(request.to === 'robot' ? { robotOf: request.chatId } : to)
}

/** A request by a robot that the configuration does not have any more is built anew. */
export function withoutLostRobot(message: Message, { routes }: Pick<Needs, 'routes'>): Message {
  const { request } = message
  const isLost = request?.to === 'robot' && routes.robotOf(request.chatId) === undefined
  return isLost ? { ...message, request: null } : message
}

/** After a refusal because the app cannot write into the group: its robot, if it has one, does it at once. */
export async function goByRobot(
  message: Message,
  token: string,
  request: Request,
  { errcode }: WecomError,
  { messages, routes, clock, logger }: Needs,
): Promise<boolean> {
  if (request.to !== 'group' || !GROUP_OUT_OF_REACH.has(errcode ?? 0)) return false
  const { chatId } = request
  await routes.known(chatId, false)
  if (routes.robotOf(chatId) === undefined) return false
  logger.warn({ code: 'group_by_robot', errcode, chatId }, 'group told by its robot')
  // What the group was told before nobody can see any more, so the request is built anew in any case.
  await messages.putOff(message.id, token, clock.now(), 'refused')
  return true
}
