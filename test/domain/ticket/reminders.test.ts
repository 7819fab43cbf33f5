import { expect } from 'chai'
import type { Policy } from '../../../src/config/policy.ts'
import {
  nextActionAt,
  planDueStep,
  planFinish,
  planNote,
  planSendBack,
  planTake,
  planTransfer,
  type Ticket,
} from '../../../src/domain/ticket/index.ts'
import type { Change, Refusal } from '../../../src/domain/record.ts'
import {
  after,
  aStop,
  aTicket,
  frontDesk,
  hoursLater,
  ONLY_LADDER,
  plumber,
  sampleCalendar,
  samplePolicy,
  sends,
  supervisor,
} from '../../support/builders.ts'

const rules = { policy: samplePolicy, calendar: sampleCalendar }
const URGENT = '5栋1单元1203 李先生 13900000001 电梯困人，快来'
const minutes = (count: number) => hoursLater(count / 60)
const minuteOf = (at: Date | null) => (at === null ? null : (at.getTime() - hoursLater(0).getTime()) / 60_000)

/** The steps that time takes until the hour, each as minute and messages, and how the ticket stands then. */
function live(
  start: Ticket,
  untilHour: number,
): { steps: [minute: number | null, sent: string[]][]; ticket: Ticket } {
  let ticket = start
  const steps: [number | null, string[]][] = []
  for (let at = nextActionAt(ticket); at !== null && at <= hoursLater(untilHour); at = nextActionAt(ticket)) {
    const change = planDueStep(ticket, rules, at)
    steps.push([minuteOf(at), sends(change)])
    ticket = after(ticket, change)
  }
  return { steps, ticket }
}
const lanes = (change: Change<Ticket> | Refusal | undefined) =>
  change === undefined || 'refused' in change
    ? []
    : change.messages.flatMap((message) => ('send' in message ? [message.lane] : []))

describe('a waiting ticket that nobody takes', () => {
  it('REC-4.5 is alarmed again after 10, 20 and 30 minutes, then supervisor and manager hear of it', () => {
    expect(live(aTicket(), 40).steps).to.deep.equal([
      [10, ['intake → "front_desk"']],
      [20, ['intake → "front_desk"']],
      [30, ['intake → "front_desk"']],
      [40, ['unaccepted → "supervisor"']],
      [50, ['unaccepted → "manager"']],
    ])
  })

  it('REC-4.5 EMG-1 an urgent one every 3 minutes, in the danger lane', () => {
    const urgent = aTicket({ text: URGENT })
    expect(live(urgent, 1).steps.map(([minute]) => minute)).to.deep.equal([3, 6, 9, 12])
    expect(lanes(planDueStep(urgent, rules, minutes(3)))).to.deep.equal(['danger'])
    expect(lanes(planDueStep(urgent, rules, minutes(9)))).to.deep.equal(['danger', 'danger'])
  })

  it('REC-4.5 ends the earlier cards of those who get a fresh one', () => {
    const change = planDueStep(aTicket(), rules, minutes(10))
    expect(change?.messages[0]).to.deep.include({ settle: ['intake', 'assignment'], say: 'alarmed_again' })
    expect(change?.messages[1]).to.deep.include({ lane: 'task', facts: { again: 'yes' } })
  })

  it('REC-4.5 with the department begins anew, and alarms the department', () => {
    const transferred = after(aTicket(), planTransfer(aTicket(), frontDesk, 'engineering', minutes(5)))
    expect(live(transferred, 0.5).steps).to.deep.equal([
      [15, ['assignment → "engineering"']],
      [25, ['assignment → "engineering"']],
    ])
  })

  it('REC-4.5 after a standstill takes the missed steps as one, so that each person hears it once', () => {
    const change = planDueStep(aTicket(), rules, hoursLater(5))
    expect(sends(change)).to.deep.equal([
      'intake → "front_desk"',
      'unaccepted → "supervisor"',
      'unaccepted → "manager"',
    ])
    expect(minuteOf(nextActionAt(after(aTicket(), change)))).to.equal(48 * 60)
  })

  it('REC-4.5 is not alarmed once it is taken, nor once it is over', () => {
    const taken = after(aTicket(), planTake(aTicket(), frontDesk, minutes(9)))
    expect(minuteOf(nextActionAt(taken))).to.equal(9 + 12 * 60)
    const closed = after(aTicket(), planFinish(aTicket(), frontDesk, '好了', minutes(9)))
    expect(nextActionAt(closed)).to.equal(null)
  })

  it('waits anew when it is sent back to nobody', () => {
    const done = { ...aTicket({ status: 'done' as const }), assignee: null }
    const back = after(done, planSendBack(done, frontDesk, minutes(100)))
    expect(minuteOf(nextActionAt(back))).to.equal(110)
  })
})

describe('a ticket in the hands of somebody who does nothing', () => {
  const taken = after(aTicket(), planTake(aTicket(), frontDesk, hoursLater(1)))

  it('REC-4.6 reminds him twice, then the supervisor hears, and he is warned before the deadline', () => {
    expect(live(taken, 47).steps.map(([minute, sent]) => [(minute ?? 0) / 60, sent])).to.deep.equal([
      [13, ['idle_reminder → ["WangFang"]']],
      [25, ['idle_reminder → ["WangFang"]']],
      [37, ['idle_told → "supervisor"']],
      [42, ['due_soon → ["WangFang"]']],
    ])
  })

  it('REC-4.6 what he does begins the time anew, what others do does not', () => {
    const noted = after(taken, planNote(taken, frontDesk, '已约师傅', hoursLater(10)))
    expect(nextActionAt(noted)).to.deep.equal(hoursLater(22))
    const byAnother = after(taken, planNote(taken, supervisor, '请抓紧', hoursLater(10)))
    expect(nextActionAt(byAnother)).to.deep.equal(hoursLater(13))
  })

  it('REC-4.6 an urgent one is reminded after half an hour, in the danger lane', () => {
    const urgent = aTicket({ text: URGENT })
    const held = after(urgent, planTake(urgent, frontDesk, minutes(1)))
    expect(minuteOf(nextActionAt(held))).to.equal(31)
    expect(lanes(planDueStep(held, rules, minutes(31)))).to.deep.equal(['danger'])
  })

  it('REC-4.6 he who takes it shortly before the deadline is not warned: his card says it', () => {
    const late = after(aTicket(), planTake(aTicket(), frontDesk, hoursLater(43)))
    expect(live(late, 49).steps.flatMap(([, sent]) => sent)).to.not.include('due_soon → ["WangFang"]')
  })

  it('REC-4.6 a deadline that has passed is not warned of any more', () => {
    const quiet = { ...taken, level: 2, pace: { ...ONLY_LADDER, warnBeforeMs: 3_600_000 } }
    const change = planDueStep(quiet, rules, hoursLater(50))
    expect(change?.entries[0]?.type).to.equal('warned')
    expect(sends(change)).to.deep.equal([])
    expect(nextActionAt(after(quiet, change))).to.equal(null)
  })

  it('REC-4.6 a deadline that was moved is warned of again', () => {
    const { ticket } = live(taken, 47)
    const moved = { ...ticket, level: 2, dueAt: hoursLater(100) }
    expect(nextActionAt(moved)).to.deep.equal(hoursLater(94))
  })

  it('of the department is reminded like the front desk', () => {
    const transferred = after(aTicket(), planTransfer(aTicket(), frontDesk, 'engineering', minutes(5)))
    const his = after(transferred, planTake(transferred, plumber, minutes(8)))
    expect(live(his, 13).steps[0]?.[1]).to.deep.equal(['idle_reminder → ["ZhangWei"]'])
  })
})

describe('a ticket whose clock stands still', () => {
  it('REC-4.5 REC-4.6 is neither alarmed nor reminded nor warned of; afterwards the time begins anew', () => {
    const waiting = aTicket({ stop: aStop() })
    expect(nextActionAt(waiting)).to.deep.equal(hoursLater(25))
    const resumed = after(waiting, planDueStep(waiting, rules, hoursLater(25)))
    expect(nextActionAt(resumed)).to.deep.equal(minutes(25 * 60 + 10))
    const taken = after(aTicket(), planTake(aTicket(), frontDesk, minutes(1)))
    const stopped = { ...taken, stop: aStop() }
    expect(nextActionAt(stopped)).to.deep.equal(hoursLater(25))
    expect(nextActionAt(after(stopped, planDueStep(stopped, rules, hoursLater(25))))).to.deep.equal(
      hoursLater(37),
    )
  })
})

describe('the pace of a ticket', () => {
  it('REC-4.5 REC-4.6 is what was in force at reception; a new policy disturbs no running ticket', () => {
    const brisk = { first: 'PT1M', every: 'PT1M', times: 1, then: [] }
    const changed: Policy = {
      ...samplePolicy,
      acceptance: { normal: brisk, urgent: brisk },
      idle: { normal: brisk, urgent: brisk },
      'REC-4.6': { ...samplePolicy['REC-4.6'], warnAtShare: 0.1 },
      'REC-4.7': { ...samplePolicy['REC-4.7'], after: { span: 'PT1H', count: 'rolling' } },
    }
    const later = { policy: changed, calendar: sampleCalendar }
    let ticket = aTicket()
    expect(planDueStep(ticket, later, minutes(9))).to.equal(undefined)
    ticket = after(ticket, planDueStep(ticket, later, minutes(10)))
    expect(nextActionAt(ticket)).to.deep.equal(minutes(20))
    const taken = after(ticket, planTake(ticket, frontDesk, minutes(15)))
    expect(planDueStep(taken, later, hoursLater(12))).to.equal(undefined)
    expect(nextActionAt(taken)).to.deep.equal(hoursLater(12.25))
    const idle = after(taken, planDueStep(taken, later, hoursLater(12.25)))
    expect(idle.level).to.equal(0)
    expect(nextActionAt(idle)).to.deep.equal(hoursLater(24.25))
  })
})
