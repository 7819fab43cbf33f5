import { expect } from 'chai'
import { explainDeadlines, planReopen, type Ticket } from '../../src/domain/ticket/index.ts'
import { planDeadlines, stopsOf, underStops } from '../../src/domain/ticket/deadlines.ts'
import { COUNTS, type Count } from '../../src/domain/calendar/index.ts'
import { TICKET_TEXTS } from '../../src/texts/ticket-texts.ts'
import { sayWhy } from '../../src/texts/why-texts.ts'
import {
  after,
  aStop,
  aTicket,
  frontDesk,
  hoursLater,
  sampleCalendar,
  samplePolicy,
  sampleRules,
} from '../support/builders.ts'
import { createRandom } from '../support/generated-tickets.ts'
import { aTicketView } from '../support/views.ts'

const when = { now: hoursLater(1), timeZone: 'Asia/Shanghai' }
const why = (ticket: Ticket) => sayWhy(ticket, explainDeadlines(ticket, sampleCalendar), when)

/** A ticket whose deadlines were reckoned from the start by this term, under these stops. */
function reckoned(start: Date, span: string, count: Count, stops: Ticket['stops'] = []): Ticket {
  const handleWithin = { span, count }
  const policy = { ...samplePolicy, 'REC-4.6': { ...samplePolicy['REC-4.6'], handleWithin } }
  const deadlines = planDeadlines(start, policy, sampleCalendar)
  const ticket = { ...aTicket(), ...deadlines, stops }
  return { ...ticket, ...underStops(ticket, stopsOf(ticket)) }
}

describe('为什么这个时间？', () => {
  it('REC-4.6 says start, rule, counting, stops and result', () => {
    const stop = aStop({ since: hoursLater(10), until: hoursLater(37) })
    expect(why(reckoned(hoursLater(0), 'P2D', 'rolling', [stop])).split('\n')).to.deep.equal([
      'JD-20261123-0001 的时限这样计算：',
      '处理时限：11月23日 10:00 登记 + 2天（按连续时间计算）= 11月25日 10:00；因等待备件暂停 1天3小时，顺延至 11月26日 13:00。依据《接待业主规程》4.6 部门处理时限。',
    ])
    const raised = { ...reckoned(hoursLater(0), 'P2D', 'rolling', [stop]), level: 1 }
    expect(why(raised).split('\n')[2]).to.equal(
      '转经理：11月23日 10:00 登记 + 7天（按连续时间计算）= 11月30日 10:00；因等待备件暂停 1天3小时，顺延至 12月1日 13:00。依据《接待业主规程》4.8 超时转经理。',
    )
  })

  it('REC-4.6 names the days that were passed over, with their holidays', () => {
    const text = why(reckoned(new Date('2026-09-24T16:40:00+08:00'), 'P2D', 'working_days'))
    expect(text).to.include(
      '+ 2个工作日（按工作日计算，当日不计，末日 24:00 止，跳过休息日 3 天：9月25日中秋节',
    )
    expect(text).to.include('= 9月30日 00:00')
  })

  it('says that it counts from the reopening', () => {
    const closed = aTicket({ status: 'closed', closedAt: hoursLater(2) })
    expect(
      why(after(closed, planReopen(closed, frontDesk, '又漏了', sampleRules, hoursLater(3)))),
    ).to.include('11月23日 13:00 重开 + 2天')
  })

  it('adds up to the deadlines in force in 500 cases of all counts, with and without stops', () => {
    const random = createRandom(20_261_123)
    const hour = (most: number) => Math.floor(random() * most)
    for (let n = 0; n < 500; n += 1) {
      const count = COUNTS[n % COUNTS.length] ?? 'rolling'
      const span = count === 'calendar_months' ? `P${String(1 + hour(3))}M` : `P${String(1 + hour(9))}D`
      const from = hour(9_000)
      const first = from + hour(300)
      const second = first + 1 + hour(100)
      const stops = [
        aStop({ since: hoursLater(first), until: hoursLater(second) }),
        aStop({ since: hoursLater(second + hour(50)), until: hoursLater(second + 50 + hour(90)) }),
      ].slice(0, hour(3))
      const ticket = reckoned(hoursLater(from), span, count, stops)
      const told = `case ${String(n)}: ${span} ${count}, ${String(stops.length)} stops`
      const [promise, next] = explainDeadlines(ticket, sampleCalendar)
      if (promise === undefined) throw new Error(told)
      const added = promise.stops.reduce((sum, { addedMs }) => sum + addedMs, 0)
      expect(promise.term.end.getTime() + added, told).to.equal(ticket.dueAt.getTime())
      expect(promise.at, told).to.deep.equal(ticket.dueAt)
      if (next !== undefined) expect(next.at, told).to.deep.equal(ticket.ladder[0]?.at)
      expect(Buffer.byteLength(why(ticket)), told).to.be.at.most(2048)
      expect(why(ticket), told).to.not.match(/undefined|null|NaN|Invalid/)
    }
  })

  it('keeps what was promised when a holiday was announced later', () => {
    const ticket = reckoned(hoursLater(0), 'P2D', 'working_days')
    const changed = { ...sampleCalendar, isWorkday: (day: string) => day > '2026-12-01' }
    const [promise] = explainDeadlines(ticket, changed)
    expect(promise?.at).to.deep.equal(ticket.dueAt)
    expect(promise?.term).to.deep.include({ end: ticket.promise.end, skipped: [] })
  })
})

describe('a promise', () => {
  it('REC-4.6 is not given for an instant that has passed already', () => {
    const said = (hours: number) =>
      TICKET_TEXTS.registered?.(aTicketView(aTicket(), { now: hoursLater(hours) })) ?? ''
    expect(said(47)).to.include('最迟 11月25日 10:00 前处理')
    expect(said(48)).to.include('会尽快处理').and.not.include('最迟')
  })
})
