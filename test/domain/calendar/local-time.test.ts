import { expect } from 'chai'
import {
  dayOf,
  localDate,
  localTime,
  nextLocalTime,
  previousWeek,
  weekOf,
} from '../../../src/domain/calendar/index.ts'

const SHANGHAI = 'Asia/Shanghai'
const BERLIN = 'Europe/Berlin'
const at = (iso: string): Date => new Date(iso)

describe('local dates and times', () => {
  it('tells date and time on the wall of the community', () => {
    expect(localDate(at('2026-11-22T16:00:00Z'), SHANGHAI)).to.equal('2026-11-23')
    expect(localDate(at('2026-11-22T15:59:59.999Z'), SHANGHAI)).to.equal('2026-11-22')
    expect(localTime(at('2026-11-22T16:00:00Z'), SHANGHAI)).to.equal('00:00')
    expect(localDate(at('2026-12-31T16:30:00Z'), SHANGHAI)).to.equal('2027-01-01')
  })

  it('gives a day from its midnight to the next', () => {
    expect(dayOf('2028-02-29', SHANGHAI)).to.deep.equal({
      from: at('2028-02-28T16:00:00Z'),
      to: at('2028-02-29T16:00:00Z'),
    })
  })

  it('gives 25 and 23 hours to the days on which clocks change', () => {
    const hours = ({ from, to }: { from: Date; to: Date }) => (to.getTime() - from.getTime()) / 3_600_000
    expect(hours(dayOf('2026-10-25', BERLIN))).to.equal(25)
    expect(hours(dayOf('2026-03-29', BERLIN))).to.equal(23)
  })

  it('begins a day at the first of two midnights', () => {
    // Havana puts its clocks back from 01:00 to 00:00.
    expect(dayOf('2026-11-01', 'America/Havana').from).to.deep.equal(at('2026-11-01T04:00:00Z'))
  })

  it('REC-4.9 gives last week from Monday 00:00 to Sunday 24:00, on every day of this week', () => {
    const lastWeek = {
      from: at('2026-11-15T16:00:00Z'),
      to: at('2026-11-22T16:00:00Z'),
      monday: '2026-11-16',
    }
    expect(previousWeek(at('2026-11-22T16:00:00Z'), SHANGHAI)).to.deep.equal(lastWeek)
    expect(previousWeek(at('2026-11-29T15:59:59Z'), SHANGHAI)).to.deep.equal(lastWeek)
    expect(weekOf(at('2026-11-22T15:59:59Z'), SHANGHAI)).to.deep.equal(lastWeek)
  })

  it('gives the week over the end of the year', () => {
    expect(weekOf(at('2027-01-02T04:00:00Z'), SHANGHAI).monday).to.equal('2026-12-28')
  })
})

describe('nextLocalTime', () => {
  it('REC-4.3 is later today, or tomorrow when the time is now or over', () => {
    expect(nextLocalTime(at('2026-11-23T09:29:59Z'), '17:30', SHANGHAI)).to.deep.equal(
      at('2026-11-23T09:30:00Z'),
    )
    expect(nextLocalTime(at('2026-11-23T09:30:00Z'), '17:30', SHANGHAI)).to.deep.equal(
      at('2026-11-24T09:30:00Z'),
    )
    expect(nextLocalTime(at('2026-11-23T15:59:00Z'), '17:30', SHANGHAI)).to.deep.equal(
      at('2026-11-24T09:30:00Z'),
    )
  })

  it('REC-4.9 is the next Monday, a week on when this one is over', () => {
    const monday = at('2026-11-23T01:00:00Z')
    expect(nextLocalTime(at('2026-11-18T04:00:00Z'), '09:00', SHANGHAI, 1)).to.deep.equal(monday)
    expect(nextLocalTime(at('2026-11-23T00:59:59Z'), '09:00', SHANGHAI, 1)).to.deep.equal(monday)
    expect(nextLocalTime(monday, '09:00', SHANGHAI, 1)).to.deep.equal(at('2026-11-30T01:00:00Z'))
  })

  it('takes the first of two equal times and moves a skipped one on by the gap', () => {
    expect(nextLocalTime(at('2026-10-24T20:00:00Z'), '02:30', BERLIN)).to.deep.equal(
      at('2026-10-25T00:30:00Z'),
    )
    expect(nextLocalTime(at('2026-10-25T00:30:00Z'), '02:30', BERLIN)).to.deep.equal(
      at('2026-10-26T01:30:00Z'),
    )
    expect(nextLocalTime(at('2026-03-28T20:00:00Z'), '02:30', BERLIN)).to.deep.equal(
      at('2026-03-29T01:30:00Z'),
    )
  })

  it('steps over the end of the year', () => {
    expect(nextLocalTime(at('2026-12-31T10:00:00Z'), '17:30', SHANGHAI)).to.deep.equal(
      at('2027-01-01T09:30:00Z'),
    )
  })
})
