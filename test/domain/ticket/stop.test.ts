import { expect } from 'chai'
import {
  planCloseUnsolved,
  planDueStep,
  planEscalation,
  planFinish,
  planKindCorrection,
  planOwnersAnswer,
  planResume,
  planStop,
  planTake,
  planTransfer,
  withNextAction,
  type StopReason,
  type Ticket,
} from '../../../src/domain/ticket/index.ts'
import {
  after,
  aTicket,
  frontDesk,
  guard,
  hoursLater,
  manager,
  plumber,
  refusalOf,
  sampleRules,
  sends,
  ONLY_LADDER,
} from '../../support/builders.ts'

const transferred = after(aTicket(), planTransfer(aTicket(), frontDesk, 'engineering', hoursLater(1)))
const taken = after(transferred, planTake(transferred, plumber, hoursLater(1)))
const stop = (
  ticket: Ticket,
  [from, until]: [from: number, until: number],
  actor = plumber,
  reason: StopReason = 'waiting_parts',
) => planStop(ticket, actor, { reason, until: hoursLater(until) }, sampleRules, hoursLater(from))
const stopped = after(taken, stop(taken, [10, 34]))
const instants = ({ dueAt, ladder }: Ticket) => [dueAt, ...ladder.map(({ at }) => at)]

describe('planStop', () => {
  it('REC-4.6 shifts promise and ladder by the stopped span, both values on the timeline', () => {
    expect(instants(stopped)).to.deep.equal([hoursLater(72), hoursLater(72), hoursLater(192)])
    expect(stopped.firstDueAt).to.deep.equal(hoursLater(48))
    expect(stopped.timeline.at(-1)).to.deep.include({
      type: 'stopped',
      facts: {
        reason: 'waiting_parts',
        until: hoursLater(34).toISOString(),
        dueBefore: hoursLater(48).toISOString(),
        dueAfter: hoursLater(72).toISOString(),
      },
    })
  })

  it('REC-4.6 gives the assignee a fresh card and tells the reporter why and until when', () => {
    expect(sends(stop(taken, [10, 34]))).to.deep.equal(['work → ["ZhangWei"]', 'stopped → ["ZhaoQiang"]'])
  })

  it('REC-4.7 lets nothing fall due meanwhile', () => {
    expect(planEscalation(stopped, hoursLater(71))).to.equal(undefined)
    expect(after(stopped, planEscalation(stopped, hoursLater(72))).level).to.equal(1)
  })

  it('is for the assignee and the desk, while it is open', () => {
    expect(refusalOf(stop(taken, [10, 34], frontDesk))).to.equal(undefined)
    expect(refusalOf(stop(taken, [10, 34], guard))).to.equal('not_allowed')
    expect(refusalOf(stop(transferred, [10, 34], plumber)), 'not his yet').to.equal('not_allowed')
    const closed = after(taken, planFinish(taken, frontDesk, '好了', hoursLater(9)))
    expect(refusalOf(stop(closed, [10, 34]))).to.equal('already_over')
  })

  it('is refused while it stands still already, saying since when and by whom', () => {
    expect(stop(stopped, [11, 40])).to.deep.equal({
      refused: 'not_now',
      facts: { event: 'stopped', by: '张伟', at: hoursLater(10).toISOString() },
    })
  })

  it('is refused when it would end now or in the past', () => {
    expect(refusalOf(stop(taken, [10, 10]))).to.equal('stop_in_past')
    expect(refusalOf(stop(taken, [10, 9]))).to.equal('stop_in_past')
  })

  it('REC-4.6 all stops for one reason together keep its limit', () => {
    const owner = 'waiting_owner'
    expect(refusalOf(stop(taken, [10, 10 + 168], plumber, owner))).to.equal(undefined)
    expect(refusalOf(stop(taken, [10, 11 + 168], plumber, owner))).to.equal('stop_too_long')
    const first = after(taken, stop(taken, [10, 34], plumber, owner))
    const again = after(first, planResume(first, plumber, hoursLater(34)))
    expect(refusalOf(stop(again, [40, 40 + 144], plumber, owner))).to.equal(undefined)
    expect(refusalOf(stop(again, [40, 41 + 144], plumber, owner))).to.equal('stop_too_long')
    expect(refusalOf(stop(again, [40, 41 + 144])), 'for another reason').to.equal(undefined)
  })

  it('REC-4.6 is possible until four hours after a broken promise; what was left of it is nothing', () => {
    const late = after(taken, planEscalation(taken, hoursLater(48)))
    const ticket = after(late, stop(late, [52, 76]))
    expect(instants(ticket)).to.deep.equal([hoursLater(76), hoursLater(48), hoursLater(192)])
    expect(sends(stop(late, [52, 76]))).to.include('overdue → "supervisor"')
    expect(refusalOf(stop(late, [53, 76]))).to.equal('too_late')
  })
})

describe('the end of a stop', () => {
  it('comes by itself at its instant, with a card to the assignee, and leaves the deadlines where they were', () => {
    expect(withNextAction(taken, asChange(stop(taken, [10, 34]))).set.nextActionAt).to.deep.equal(
      hoursLater(34),
    )
    expect(planDueStep(stopped, sampleRules, hoursLater(33))).to.equal(undefined)
    const decision = planDueStep(stopped, sampleRules, hoursLater(34))
    expect(sends(decision)).to.deep.equal(['work → ["ZhangWei"]'])
    const ticket = after(stopped, decision)
    expect(ticket.stop).to.equal(null)
    expect(instants(ticket)).to.deep.equal(instants(stopped))
    expect(ticket.timeline.at(-1)).to.deep.include({ type: 'resumed', by: 'clock' })
  })

  it('a clock that is late has not stopped the terms for longer; the ladder catches up after it', () => {
    const ladderOnly = { ...stopped, pace: ONLY_LADDER }
    const ticket = after(ladderOnly, planDueStep(ladderOnly, sampleRules, hoursLater(100)))
    expect(instants(ticket)).to.deep.equal(instants(stopped))
    expect(after(ticket, planDueStep(ticket, sampleRules, hoursLater(100))).level).to.equal(1)
  })

  it('comes earlier by tap: the deadlines come nearer and the reporter hears of it', () => {
    const decision = planResume(stopped, plumber, hoursLater(16))
    expect(instants(after(stopped, decision))).to.deep.equal([
      hoursLater(54),
      hoursLater(54),
      hoursLater(174),
    ])
    expect(sends(decision)).to.deep.equal(['work → ["ZhangWei"]', 'resumed → ["ZhaoQiang"]'])
    const ticket = after(stopped, decision)
    expect(planResume(ticket, plumber, hoursLater(17))).to.deep.equal({
      refused: 'not_now',
      facts: { event: 'resumed', by: '张伟', at: hoursLater(16).toISOString() },
    })
    expect(refusalOf(planResume(stopped, guard, hoursLater(16)))).to.equal('not_allowed')
    expect(refusalOf(planResume(taken, plumber, hoursLater(16))), 'never stopped').to.equal('not_now')
  })

  it('comes with the answer of the owner who was waited for', () => {
    const waiting = after(taken, stop(taken, [10, 34], plumber, 'waiting_owner'))
    const decision = planOwnersAnswer(waiting, { owner: 'wm1' }, ' 明天下午在家 ', hoursLater(16))
    const ticket = after(waiting, decision)
    expect(ticket.stop).to.equal(null)
    expect(ticket.timeline.slice(-2).map(({ type }) => type)).to.deep.equal(['noted', 'resumed'])
    expect(sends(decision)[0]).to.equal('owner_answered → ["ZhangWei"]')
    expect(refusalOf(planOwnersAnswer(waiting, { owner: 'wm1' }, ' ', hoursLater(16)))).to.equal(
      'text_missing',
    )
    expect(refusalOf(planOwnersAnswer(stopped, { owner: 'wm1' }, '好', hoursLater(16)))).to.equal('not_now')
  })

  it('comes with the end of the matter, so that nothing wakes it again', () => {
    for (const decision of [
      planFinish(stopped, frontDesk, '好了', hoursLater(20)),
      planFinish(stopped, plumber, '好了', hoursLater(20)),
      planCloseUnsolved(stopped, manager, '产权不属物业', hoursLater(20)),
    ]) {
      if ('refused' in decision) throw new Error(decision.refused)
      expect(after(stopped, decision).stop).to.equal(null)
      expect(withNextAction(stopped, decision).set.nextActionAt).to.equal(null)
    }
  })

  it('REC-4.4 counts on when the kind is corrected meanwhile', () => {
    const ticket = after(stopped, planKindCorrection(stopped, frontDesk, 'help', sampleRules, hoursLater(20)))
    expect(instants(ticket)).to.deep.equal(instants(stopped))
    expect(ticket.stop).to.deep.equal(stopped.stop)
  })
})

function asChange(decision: ReturnType<typeof planStop>) {
  if ('refused' in decision) throw new Error(decision.refused)
  return decision
}
