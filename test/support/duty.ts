import { communitySchema } from '../../src/config/communities.ts'
import type { Community } from '../../src/config/index.ts'
import type { Handover } from '../../src/domain/duty/handover.ts'
import type { Leave } from '../../src/domain/duty/leave.ts'
import type { Absence, DutyPlan } from '../../src/domain/duty/substitution.ts'
import type { HandoverView, LeaveView } from '../../src/texts/view.ts'
import { hoursLater, MONDAY_10, sampleCalendar, sampleConfig } from './builders.ts'
import { aSetting } from './views.ts'

const [cuihu] = sampleConfig.communities
if (cuihu === undefined) throw new Error('the sample configuration has no community')
const sample = cuihu

export const shanghai = (local: string): Date => new Date(`${local}+08:00`)
const person = (userId: string) => ({
  userId,
  name: sample.members.find((member) => member.userId === userId)?.name ?? userId,
})

/** An absence between local instants of Shanghai such as `2026-11-24T00:00:00`. */
export function away(
  userId: string,
  from: string,
  to: string,
  deputy?: string,
  communityId = 'cuihu',
): Absence {
  return {
    userId,
    from: shanghai(from),
    to: shanghai(to),
    deputy: deputy === undefined ? null : { userId: deputy, communityId },
  }
}

/** The sample community's plan of duty; overrides of the community on top. */
export function aPlan(absences: readonly Absence[] = [], community: Partial<Community> = {}): DutyPlan {
  return {
    community: communitySchema.parse({ ...sample, ...community }),
    absences,
    calendar: sampleCalendar,
  }
}

/** The handover of Monday evening, open, with two open tickets counted. */
export function aHandover(overrides: Partial<Handover> = {}): Handover {
  const at = shanghai('2026-11-23T20:00:00')
  return {
    id: 'handover1',
    communityId: 'cuihu',
    version: 2,
    timeline: [],
    nextActionAt: shanghai('2026-11-23T20:15:00'),
    status: 'open',
    at,
    until: shanghai('2026-11-24T08:00:00'),
    leaving: [person('WangFang'), person('ChenJing')],
    coming: [person('LiuYang'), person('ZhouMin')],
    ended: ['前台白班'],
    begun: ['前台夜班'],
    counts: { open: 2, due: 1, unaccepted: 1, unconfirmed: 0 },
    items: [],
    notes: [],
    signedOut: null,
    signedIn: null,
    remindAfterMs: 900_000,
    tellAfterMs: 900_000,
    reminded: 0,
    ...overrides,
  }
}

/** WangFang's leave of the next day, asked for and open. */
export function aLeave(overrides: Partial<Leave> = {}): Leave {
  return {
    id: 'l1',
    communityId: 'cuihu',
    version: 1,
    timeline: [],
    nextActionAt: hoursLater(4),
    person: person('WangFang'),
    deputy: null,
    from: shanghai('2026-11-24T00:00:00'),
    to: shanghai('2026-11-25T00:00:00'),
    reason: null,
    status: 'requested',
    approver: 'supervisor',
    decidedBy: null,
    remindAfterMs: 4 * 3_600_000,
    reminded: 0,
    ...overrides,
  }
}

export function aLeaveView(leave: Leave = aLeave()): LeaveView {
  return { ...aSetting({ now: MONDAY_10 }), leave }
}

export function aHandoverView(handover: Handover = aHandover()): HandoverView {
  return { ...aSetting({ now: handover.at }), handover }
}
