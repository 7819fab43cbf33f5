import type { Receiver } from '../services/stores.ts'
import type { SharedState } from '../shared-state/shared-state.ts'

/** How a message goes out: to its receiver, or to a group by the group's robot. */
export type Route = Receiver | { robotOf: string }

/** Which groups the app cannot write into, so that their robots do; known to all processes. */
export interface Routes {
  /** The group chat of the app while it is there, else its robot if it has one. */
  of(to: Receiver): Promise<Route>
  /** The key of the group's robot. */
  robotOf(chatId: string): string | undefined
  /** Whether the app can write into the group. */
  known(chatId: string, isThere: boolean): Promise<void>
}

const ABSENT = 'absent'

/** Routes over the shared state; `robots` are keys by chat id. What is not confirmed for so long is tried again. */
export function createRoutes(
  state: Pick<SharedState, 'get' | 'set' | 'deleteIfEquals'>,
  robots: ReadonlyMap<string, string>,
  keepMs: number,
): Routes {
  const keyOf = (chatId: string) => `group_absent:${chatId}`
  return {
    async of(to) {
      if (!('chatId' in to) || !robots.has(to.chatId)) return to
      const isAbsent = (await state.get(keyOf(to.chatId))) !== undefined
      return isAbsent ? { robotOf: to.chatId } : to
    },
    robotOf: (chatId) => robots.get(chatId),
    async known(chatId, isThere) {
      if (isThere) await state.deleteIfEquals(keyOf(chatId), ABSENT)
      else await state.set(keyOf(chatId), ABSENT, keepMs)
    },
  }
}
