import { expect } from 'chai'
import holidays from '../../../config/holidays.json' with { type: 'json' }
import { createCalendar, deadlineAfter, termProblem, type Count } from '../../../src/domain/calendar/index.ts'

const shanghai = createCalendar('Asia/Shanghai', holidays.years)

/** An instant given in Beijing time. */
const beijing = (local: string): Date => new Date(`${local}:00+08:00`)

/** The deadline in Beijing time; 24:00 is written as the 00:00 that follows it. */
function deadline(start: string, span: string, count: Count): string {
  const at = deadlineAfter(beijing(start), { span, count }, shanghai)
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16)
}

describe('deadlineAfter', () => {
  const examples: [start: string, span: string, expected: Partial<Record<Count, string>>][] = [
    [
      '2026-09-24T16:40',
      'P2D',
      {
        calendar_days: '2026-09-27T00:00',
        calendar_days_rollover: '2026-09-29T00:00',
        rolling: '2026-09-26T16:40',
        working_days: '2026-09-30T00:00',
      },
    ],
    [
      '2026-09-30T10:00',
      'P2D',
      {
        calendar_days: '2026-10-03T00:00',
        calendar_days_rollover: '2026-10-09T00:00',
        rolling: '2026-10-02T10:00',
        working_days: '2026-10-10T00:00',
      },
    ],
    [
      '2026-02-13T18:30',
      'P2D',
      {
        calendar_days: '2026-02-16T00:00',
        calendar_days_rollover: '2026-02-25T00:00',
        rolling: '2026-02-15T18:30',
        working_days: '2026-02-25T00:00',
      },
    ],
    [
      '2026-11-23T09:00',
      'P1W',
      {
        calendar_days: '2026-12-01T00:00',
        calendar_days_rollover: '2026-12-01T00:00',
        rolling: '2026-11-30T09:00',
      },
    ],
    ['2026-01-31T12:00', 'P1M', { calendar_months: '2026-03-01T00:00' }],
    [
      '2026-11-23T23:50',
      'PT12H',
      {
        calendar_days: '2026-11-24T11:50',
        calendar_days_rollover: '2026-11-24T11:50',
        rolling: '2026-11-24T11:50',
      },
    ],
  ]
  for (const [start, span, expected] of examples) {
    for (const count of [
      'rolling',
      'calendar_days',
      'calendar_days_rollover',
      'working_days',
      'calendar_months',
    ] as const) {
      const end = expected[count]
      if (end === undefined) continue
      it(`domain-facts 5.4: ${start} + ${span} counted as ${count} ends at ${end}`, () => {
        expect(deadline(start, span, count)).to.equal(end)
      })
    }
  }

  it('REC-4.6 counts 2 days as 48 hours over the end of the year by default', () => {
    expect(deadline('2026-12-30T22:15', 'P2D', 'rolling')).to.equal('2027-01-01T22:15')
  })

  it('ends months at their last day when the day does not exist, leap years included', () => {
    expect(deadline('2028-01-31T08:00', 'P1M', 'calendar_months')).to.equal('2028-03-01T00:00')
    expect(deadline('2027-01-29T08:00', 'P1M', 'calendar_months')).to.equal('2027-03-01T00:00')
    expect(deadline('2028-02-29T08:00', 'P1Y', 'calendar_months')).to.equal('2029-03-01T00:00')
    expect(deadline('2026-12-15T08:00', 'P2M', 'calendar_months')).to.equal('2027-02-16T00:00')
  })

  it('passes over 29 February day by day', () => {
    expect(deadline('2028-02-28T08:00', 'P2D', 'calendar_days')).to.equal('2028-03-02T00:00')
    expect(deadline('2027-02-28T08:00', 'P1D', 'calendar_days')).to.equal('2027-03-02T00:00')
  })

  it('takes the local day of the start, not the one in UTC', () => {
    expect(deadline('2026-11-23T00:10', 'P1D', 'calendar_days')).to.equal('2026-11-25T00:00')
    expect(deadline('2026-11-23T23:59', 'P1D', 'calendar_days')).to.equal('2026-11-25T00:00')
  })

  it('lets a rolling day be 24 hours and a calendar day end at local midnight when clocks change', () => {
    const berlin = createCalendar('Europe/Berlin', [])
    const start = new Date('2026-10-24T10:00:00Z') // noon in summer time, a day before the clocks go back
    expect(deadlineAfter(start, { span: 'P1D', count: 'rolling' }, berlin).toISOString()).to.equal(
      '2026-10-25T10:00:00.000Z',
    )
    expect(deadlineAfter(start, { span: 'P1D', count: 'calendar_days' }, berlin).toISOString()).to.equal(
      '2026-10-25T23:00:00.000Z',
    )
  })

  it('ends a day whose midnight is skipped when the next day really begins', () => {
    const santiago = createCalendar('America/Santiago', [])
    const end = deadlineAfter(
      new Date('2026-09-04T15:00:00Z'),
      { span: 'P1D', count: 'calendar_days' },
      santiago,
    )
    expect(end.toISOString()).to.equal('2026-09-06T04:00:00.000Z')
  })

  const wrong: [span: string, count: Count, complaint: RegExp][] = [
    ['', 'rolling', /not an ISO/],
    ['2 days', 'rolling', /not an ISO/],
    ['P0D', 'rolling', /zero/],
    ['P', 'rolling', /zero/],
    ['-P2D', 'rolling', /negative/],
    ['P3DT-1H', 'rolling', /negative/],
    ['P1M', 'rolling', /months or years/],
    ['P99999D', 'rolling', /ten years/],
    ['P1DT12H', 'calendar_days', /whole days/],
    ['P0.5D', 'calendar_days_rollover', /whole days/],
    ['P1M', 'calendar_days', /whole days/],
    ['PT12H', 'working_days', /whole days/],
    ['P1W', 'working_days', /whole days/],
    ['P30D', 'calendar_months', /whole months/],
    ['P1M1D', 'calendar_months', /whole months/],
    ['P1.5M', 'calendar_months', /whole months/],
  ]
  for (const [span, count, complaint] of wrong) {
    it(`refuses "${span}" counted as ${count}`, () => {
      expect(termProblem({ span, count })).to.match(complaint)
      expect(() => deadlineAfter(beijing('2026-11-23T09:00'), { span, count }, shanghai))
        .to.throw()
        .with.property('code', 'bad_term')
    })
  }
})
