import { createHash } from 'node:crypto'
import { spanMs } from '../domain/calendar/index.ts'
import { dayOf, localDate } from '../domain/calendar/local-time.ts'
import { planLeaveReminder, type Leave } from '../domain/duty/leave.ts'
import {
  approverOf,
  planLeaveRequest,
  type LeaveProblem,
  type LeaveRequest,
} from '../domain/duty/request-leave.ts'
import { sameUser } from '../domain/duty/turns.ts'
import type { Change, Refusal } from '../domain/record.ts'
import type { Rules } from '../domain/rules.ts'
import type { Addressing } from './addressing.ts'
import { changeRecord, type Outcome } from './change-record.ts'
import type { DutyPlans, LeaveBook } from './duty.ts'
import type { LeaveStore } from './stores.ts'

/** What people and the clock do with leave. */
export interface LeaveService {
  /** Asks for the local days, both included; the same event asks once. */
  request(
    request: Omit<LeaveRequest, 'from' | 'to'> & { fromDay: string; toDay: string },
    communityId: string,
    eventId: string,
    now: Date,
  ): Promise<{ asked: Leave } | { problem: LeaveProblem }>
  change(
    id: string,
    eventId: string,
    now: Date,
    decide: (leave: Leave) => Change<Leave> | Refusal | undefined,
  ): Promise<Outcome<Leave>>
  /** The person's leaves that are not over, the next one first. */
  ofPerson(userId: string, now: Date): Promise<Leave[]>
  /** Reminds of leaves that nobody has decided on; resolves to how many. */
  remindDue(now: Date, limit: number): Promise<number>
}

/** The use cases of leave over its store; the book is told of every change at once. */
export function createLeaveService(deps: {
  store: LeaveStore
  addressing: Addressing
  book: Pick<LeaveBook, 'refresh'>
  planOf: DutyPlans
  rules: (communityId: string) => Rules
}): LeaveService {
  const { store, addressing, book, planOf, rules } = deps

  const change: LeaveService['change'] = async (id, eventId, now, decide) => {
    const outcome = await changeRecord(store, addressing, id, eventId, now, decide)
    if ('changed' in outcome) await book.refresh(now)
    return outcome
  }

  return {
    change,
    async ofPerson(userId, now) {
      const leaves = await store.ofPerson(userId, now)
      return leaves.sort((one, other) => one.from.getTime() - other.from.getTime())
    },
    async request({ fromDay, toDay, ...rest }, communityId, eventId, now) {
      // The id comes from the event, so that a replayed event cannot ask twice.
      const id = `l${createHash('sha256').update(eventId).digest('hex').slice(0, 23)}`
      const known = await store.find(id)
      if (known !== undefined) return { asked: known }
      const plan = planOf(communityId)
      if (plan === undefined) return { problem: 'past' }
      const { policy, calendar } = rules(communityId)
      const { timeZone } = calendar
      const own = plan.community.members.find(({ userId }) => sameUser(userId, rest.person.userId))
      const planned = planLeaveRequest(
        { ...rest, from: dayOf(fromDay, timeZone).from, to: dayOf(toDay, timeZone).to },
        await store.ofPerson(rest.person.userId, now),
        plan,
        {
          approver: approverOf(own ?? { ...rest.person, roles: ['staff'] }, plan.community.members),
          limits: {
            atMostMs: spanMs(policy.leave.atMost),
            aheadAtMostMs: spanMs(policy.leave.aheadAtMost),
            remindAfterMs: spanMs(policy.leave.remindAfter),
          },
          startOfToday: dayOf(localDate(now, timeZone), timeZone).from,
        },
        now,
      )
      if ('problem' in planned) return planned
      const { set, entries, messages } = planned
      const asked = await store.create({
        ...set,
        id,
        timeline: entries.map((entry) => ({ ...entry, eventId })),
        outbox: addressing.address({ id, communityId }, 1, messages, now),
      })
      await book.refresh(now)
      return { asked }
    },
    async remindDue(now, limit) {
      let done = 0
      for (const { id, version } of await store.due(now, limit)) {
        const outcome = await change(id, `clock-${id}-${String(version)}`, now, (leave) =>
          planLeaveReminder(leave, now),
        )
        if ('changed' in outcome) done += 1
      }
      return done
    },
  }
}
