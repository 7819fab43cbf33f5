import { spanMs } from '../domain/calendar/index.ts'
import { changeAt, nextChange } from '../domain/duty/changes.ts'
import { planHandoverReminder, type Handover } from '../domain/duty/handover.ts'
import { draftHandover, planHandoverOpening } from '../domain/duty/open-handover.ts'
import { sameUser } from '../domain/duty/turns.ts'
import type { Role } from '../domain/people.ts'
import type { Change, Refusal } from '../domain/record.ts'
import type { Rules } from '../domain/rules.ts'
import type { Addressing } from './addressing.ts'
import { changeRecord, type Outcome } from './change-record.ts'
import type { DutyPlans } from './duty.ts'
import type { HandoverStore, TicketStore } from './stores.ts'

/** Whose shifts are handed over. */
const ROLE: Role = 'front_desk'
/** The handovers among which words for the other shift look for theirs: the planned one and the last ones. */
const LATEST = 4
/** The most open tickets that are counted. */
const MOST_TICKETS = 2000
/** A last shift without a next one is over after a day. */
const DAY_MS = 86_400_000

/** What people and the clock do with handovers. */
export interface HandoverService {
  /** Makes sure that the coming change of shift of every community waits for its instant; resolves to how many were new. */
  planNext(now: Date): Promise<number>
  /** Opens, reminds or ends one that has fallen due; whether it did anything. */
  run(handover: Handover, now: Date): Promise<boolean>
  change(
    id: string,
    eventId: string,
    now: Date,
    decide: (handover: Handover) => Change<Handover> | Refusal | undefined,
  ): Promise<Outcome<Handover>>
  find(id: string): Promise<Handover | undefined>
  /** The handover that the member is part of: the one just opened, else the coming one, else one left unsigned. */
  currentOf(userId: string, communityId: string): Promise<Handover | undefined>
}

/** The use cases of handovers over their store, the roster and the open tickets. */
export function createHandoverService(deps: {
  store: HandoverStore
  tickets: Pick<TicketStore, 'touchedIn'>
  addressing: Addressing
  communityIds: () => readonly string[]
  planOf: DutyPlans
  rules: (communityId: string) => Rules
}): HandoverService {
  const { store, tickets, addressing, communityIds, planOf, rules } = deps
  /** Quiet hours are not those of people at work: what names the shift itself is sent at once, also at night. */
  const atWork: Addressing = {
    address(record, version, intents, at, cause) {
      const isToShift = intents.some((intent) => 'send' in intent && 'users' in intent.to)
      return addressing.address(record, version, intents, at, isToShift ? 'act' : cause)
    },
  }
  /** What this process has planned already, by community; the store knows the same, but need not be asked. */
  const planned = new Map<string, string>()

  const change: HandoverService['change'] = (id, eventId, now, decide) =>
    changeRecord(store, atWork, id, eventId, now, decide)

  async function planFor(communityId: string, now: Date): Promise<boolean> {
    const plan = planOf(communityId)
    const coming = plan === undefined ? undefined : nextChange(plan, ROLE, now)
    if (plan === undefined || coming === undefined) return false
    const until = nextChange(plan, ROLE, coming.at)?.at ?? new Date(coming.at.getTime() + DAY_MS)
    const { handover } = rules(communityId).policy
    const draft = draftHandover(communityId, coming, until, {
      remindAfterMs: spanMs(handover.remindAfter),
      tellAfterMs: spanMs(handover.tellAfter),
    })
    if (planned.get(communityId) === draft.id) return false
    const entry = { at: now, type: 'planned', by: 'clock' as const, eventId: `plan-${draft.id}`, facts: {} }
    const isNew = await store.create({ ...draft, timeline: [entry], outbox: [] })
    planned.set(communityId, draft.id)
    return isNew
  }

  return {
    change,
    find: (id) => store.find(id),
    async planNext(now) {
      let count = 0
      for (const communityId of communityIds()) if (await planFor(communityId, now)) count += 1
      return count
    },
    async run({ id, communityId, status, version, at }, now) {
      const eventId = `clock-${id}-${String(version)}`
      if (status !== 'planned') {
        const outcome = await change(id, eventId, now, (current) => planHandoverReminder(current, now))
        return 'changed' in outcome
      }
      const plan = planOf(communityId)
      const shiftChange = plan === undefined ? undefined : changeAt(plan, ROLE, at)
      const moment = { from: now, to: new Date(now.getTime() + 1) }
      const open = await tickets.touchedIn(communityId, moment, MOST_TICKETS)
      const outcome = await change(id, eventId, now, (current) =>
        planHandoverOpening(current, shiftChange, open, now),
      )
      return 'changed' in outcome
    },
    async currentOf(userId, communityId) {
      const latest = await store.latest(communityId, LATEST)
      const own = latest.filter(({ leaving, coming }) =>
        [...leaving, ...coming].some((person) => sameUser(person.userId, userId)),
      )
      const open = own.filter(({ status }) => status === 'open')
      // One that the supervisor has been told of is stale: words said hours later are for the coming change.
      const fresh = open.find(({ reminded }) => reminded < 2)
      return fresh ?? own.find(({ status }) => status === 'planned') ?? open[0]
    },
  }
}
