import { planLeaveConfirmed, planLeaveDeclined } from '../../domain/duty/leave.ts'
import { defineTap } from '../tap.ts'

/** 同意: the leave holds from now on. */
export const leaveConfirmTap = defineTap({
  on: 'card:leave-confirm',
  run: ({ card, actor, eventId, now }, { leaves }) =>
    leaves.change(card.subject.id, eventId, now, (leave) => planLeaveConfirmed(leave, actor, now)),
})

/** 不同意. */
export const leaveDeclineTap = defineTap({
  on: 'card:leave-decline',
  run: ({ card, actor, eventId, now }, { leaves }) =>
    leaves.change(card.subject.id, eventId, now, (leave) => planLeaveDeclined(leave, actor, now)),
})
