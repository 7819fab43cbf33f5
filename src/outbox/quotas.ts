import type { Clock } from '../clock.ts'
import type { Lane } from '../domain/record.ts'
import type { Receiver } from '../services/stores.ts'
import type { SharedState } from '../shared-state/shared-state.ts'
import type { Draw } from '../shared-state/units.ts'
import { ownerKey, ownerQueue, planDraws, planUpdateDraws, queuesOf } from './draws.ts'
import { holdsFor, type Hold } from './holds.ts'
import type { Limits } from './limits.ts'
import type { Route } from './routes.ts'
import type { Message } from './message.ts'

/** Units taken for one call; its end is told when the call is over. */
export interface Grant {
  act: string
  draws: Draw[]
}

/** A grant for those of the receivers who have quota left, and the members who must wait; or how long all must. */
export type Taken = ({ grant: Grant; to: Route; waiting: string[] } | { waitMs: number }) & {
  /** The queues of all who must wait. */
  holds: Hold[]
}

/** The platform's quotas as the outbox meets them: asked before every call, shared by all processes. */
export interface Quotas {
  /** Takes what the message needs, as far as there is quota. */
  take(act: string, to: Route, lane: Lane, splitting: 'may_split' | 'all_or_none'): Promise<Taken>
  /** Takes what changing a card needs, or tells how long to wait in milliseconds. */
  takeUpdate(act: string, lane: Lane): Promise<Grant | number>
  /** The call is over, whatever came of it. */
  spent(grant: Grant): Promise<void>
  /** No call was made. */
  giveBack(grant: Grant): Promise<void>
  /** A new message of an owner: five can be sent to him again (`wecom.md` 7.4). */
  ownerWrote(owner: { openKfId: string; externalUserId: string }, at: Date): Promise<void>
  /** Counts what was sent before this process was started, where nobody else has kept count. */
  recount(deliveries: readonly { to: Receiver; at: Date }[]): Promise<void>
  /** How long the quota has kept the message waiting, in milliseconds; 0 when it has not. Counted in the figures. */
  delayOf(message: Message): Promise<number>
  /** For the metrics: what was delayed by a minute or more since the start. */
  figures(): { lane: Lane; count: number; sumMs: number }[]
}

/** What the quotas need; `holdMs` is longer than a call can take. */
export interface QuotaOptions {
  state: SharedState
  limits: Limits
  groupMembers: (chatId: string) => readonly string[]
  clock: Clock
  holdMs: number
  /** Told whenever receivers have to wait, until when. */
  onHold?: (until: Date) => void
  /** Told when a queue can be sent to before its hold ends. */
  onRelease?: (queue: string) => Promise<void>
}

/** Delays shorter than this are not worth a word. */
const WORTH_TELLING_MS = 60_000
/** The mark that a receiver had to wait outlives the wait by this, so that what was queued behind finds it. */
const MARK_MS = 24 * 3_600_000

/** The quotas over the shared state. */
export function createQuotas(options: QuotaOptions): Quotas {
  const { state, limits, groupMembers, clock, holdMs, onHold, onRelease } = options
  const delays = new Map<Lane, { count: number; sumMs: number }>()
  const markOf = (queue: string): string => `held:${queue}`

  async function tryDraws(act: string, draws: Draw[]): Promise<number[]> {
    const now = clock.now()
    return state.takeUnits(act, draws, now, new Date(now.getTime() + holdMs))
  }

  async function hold(queues: readonly string[], waitMs: number): Promise<Hold[]> {
    const now = clock.now()
    for (const queue of queues)
      await state.set(markOf(queue), String(now.getTime() + waitMs), waitMs + MARK_MS)
    const holds = holdsFor(queues, waitMs, now)
    for (const { until } of holds) onHold?.(until)
    return holds
  }

  /** All of it, or those members whose own quota is not used up: asked again without the others. */
  async function take(act: string, to: Route, lane: Lane, maySplit: boolean): Promise<Taken> {
    const { shared, each } = planDraws(to, lane, limits, groupMembers)
    const draws = [...shared, ...each.values()]
    const waits = await tryDraws(act, draws)
    const longest = Math.max(...waits)
    if (longest === 0) return { grant: { act, draws }, to, waiting: [], holds: [] }
    const sharedWait = Math.max(...waits.slice(0, shared.length))
    const members = [...each.keys()].map((userId, index) => ({
      userId,
      wait: waits[shared.length + index] ?? 0,
    }))
    const holds: Hold[] = []
    const waiting = members.filter(({ wait }) => wait > 0)
    for (const { userId, wait } of waiting) holds.push(...(await hold(queuesOf({ users: [userId] }), wait)))
    const free = members.flatMap(({ userId, wait }) => (wait === 0 ? [userId] : []))
    if (sharedWait === 0 && maySplit && free.length > 0) {
      const rest = await take(act, { users: free }, lane, true)
      const all = [...holds, ...rest.holds]
      if ('waitMs' in rest) return { ...rest, holds: all }
      return { ...rest, waiting: [...waiting.map(({ userId }) => userId), ...rest.waiting], holds: all }
    }
    if (sharedWait > 0) holds.push(...(await hold(queuesOf(to), sharedWait)))
    return { waitMs: longest, holds }
  }

  return {
    take: (act, to, lane, splitting) => take(act, to, lane, splitting === 'may_split'),
    async takeUpdate(act, lane) {
      const draws = planUpdateDraws(lane, limits)
      const wait = Math.max(...(await tryDraws(act, draws)))
      return wait === 0 ? { act, draws } : wait
    },
    spent: ({ act, draws }) => state.stampUnits(act, draws, clock.now()),
    giveBack: ({ act, draws }) => state.returnUnits(act, draws),
    async ownerWrote(owner, at) {
      // The platform tells whole seconds.
      await state.forgetUnits(ownerKey(owner), new Date(at.getTime() + 1000))
      await onRelease?.(ownerQueue(owner))
    },
    async recount(deliveries) {
      const instants = new Map<string, { times: Date[]; keepMs: number }>()
      const now = clock.now().getTime()
      for (const { to, at: begunAt } of deliveries) {
        // Known is when the call began; it may have counted until it could have ended.
        const at = new Date(Math.min(now, begunAt.getTime() + holdMs))
        // A group may have been told by its robot, which refuses loudly; counting it as a group is on the safe side.
        // What an owner can be sent depends on when he wrote; the platform refuses loudly there.
        if ('owner' in to) continue
        const { shared, each } = planDraws(to, 'danger', limits, groupMembers)
        for (const draw of [...shared, ...each.values()]) {
          const keepMs = Math.max(...draw.windows.map(({ spanMs }) => spanMs))
          const known = instants.get(draw.key) ?? { times: [], keepMs }
          instants.set(draw.key, known)
          for (let unit = 0; unit < draw.units; unit += 1) known.times.push(at)
        }
      }
      for (const [key, { times, keepMs }] of instants) await state.seedUnits(key, times, keepMs)
    },
    async delayOf({ to, queuedAt, lane }) {
      const waitedMs = clock.now().getTime() - queuedAt.getTime()
      if (waitedMs < WORTH_TELLING_MS) return 0
      const ends = await Promise.all(queuesOf(to).map((queue) => state.get(markOf(queue))))
      if (ends.every((end) => Number(end ?? 0) <= queuedAt.getTime())) return 0
      const { count, sumMs } = delays.get(lane) ?? { count: 0, sumMs: 0 }
      delays.set(lane, { count: count + 1, sumMs: sumMs + waitedMs })
      return waitedMs
    },
    figures: () => [...delays].map(([lane, figures]) => ({ lane, ...figures })),
  }
}
