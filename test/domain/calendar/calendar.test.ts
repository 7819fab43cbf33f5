import { expect } from 'chai'
import holidays from '../../../config/holidays.json' with { type: 'json' }
import { addSpan, createCalendar, spanMs, spanProblem } from '../../../src/domain/calendar/index.ts'

describe('createCalendar', () => {
  const calendar = createCalendar('Asia/Shanghai', holidays.years)
  const cases: [date: string, isWorkday: boolean, why: string][] = [
    ['2026-11-23', true, 'an ordinary Monday'],
    ['2026-11-22', false, 'an ordinary Sunday'],
    ['2026-10-01', false, 'the national day, a Thursday'],
    ['2026-10-10', true, 'a Saturday worked instead'],
    ['2026-02-14', true, 'a Saturday worked before the spring festival'],
    ['2026-02-23', false, 'the last day of the spring festival'],
    ['2025-09-28', true, 'a Sunday worked instead'],
    ['2025-10-08', false, 'the last day of the long week of 2025'],
    ['2027-10-01', true, 'a Friday of a year without notice'],
  ]
  for (const [date, isWorkday, why] of cases) {
    it(`${isWorkday ? 'works' : 'rests'} on ${date}, ${why}`, () => {
      expect(calendar.isWorkday(date)).to.equal(isWorkday)
    })
  }

  it('knows as many days off and worked weekends as the notices of 2025 and 2026', () => {
    const count = holidays.years.map(({ year, days }) => [
      year,
      days.filter(({ isOffDay }) => isOffDay).length,
      days.filter(({ isOffDay }) => !isOffDay).length,
    ])
    expect(count).to.deep.equal([
      [2025, 28, 5],
      [2026, 33, 6],
    ])
    for (const { date, isOffDay } of holidays.years.flatMap(({ days }) => days)) {
      if (isOffDay) continue
      expect(createCalendar('Asia/Shanghai', []).isWorkday(date), `${date} is a weekend`).to.be.false
    }
  })
})

describe('spans', () => {
  it('counts a day as 24 hours', () => {
    expect(spanMs('P1DT1H')).to.equal(25 * 3_600_000)
    expect(addSpan(new Date('2026-11-23T00:00:00Z'), 'PT15S')).to.deep.equal(new Date('2026-11-23T00:00:15Z'))
  })

  for (const bad of ['', 'P', 'PT', 'PT0S', '-PT1H', 'P1Y', 'P1M', 'tomorrow', 'P2', 'P999999999D']) {
    it(`refuses "${bad}"`, () => {
      expect(spanProblem(bad)).to.be.a('string')
      expect(() => spanMs(bad))
        .to.throw()
        .with.property('code', 'bad_span')
    })
  }
})
