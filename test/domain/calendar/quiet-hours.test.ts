import { expect } from 'chai'
import { quietUntil } from '../../../src/domain/calendar/index.ts'

const NIGHT = { from: '22:00', to: '07:00' }
const SHANGHAI = 'Asia/Shanghai'
const NEW_YORK = 'America/New_York'

describe('quiet hours', () => {
  const cases: [title: string, at: string, until: string | undefined, hours?: typeof NIGHT, zone?: string][] =
    [
      ['have not begun a millisecond before', '2026-11-23T21:59:59.999+08:00', undefined],
      ['begin with their first instant', '2026-11-23T22:00:00+08:00', '2026-11-24T07:00:00+08:00'],
      ['last over midnight', '2026-11-24T00:00:00+08:00', '2026-11-24T07:00:00+08:00'],
      ['last to the last millisecond', '2026-11-24T06:59:59.999+08:00', '2026-11-24T07:00:00+08:00'],
      ['are over at their end', '2026-11-24T07:00:00+08:00', undefined],
      ['pass from 28 to 29 February', '2028-02-28T23:30:00+08:00', '2028-02-29T07:00:00+08:00'],
      ['pass from 29 February to March', '2028-02-29T23:30:00+08:00', '2028-03-01T07:00:00+08:00'],
      ['pass into a new year', '2026-12-31T23:59:59+08:00', '2027-01-01T07:00:00+08:00'],
      [
        'may lie within a day',
        '2026-11-23T13:00:00+08:00',
        '2026-11-23T14:00:00+08:00',
        { from: '12:00', to: '14:00' },
      ],
      ['within a day do not wrap', '2026-11-23T02:00:00+08:00', undefined, { from: '12:00', to: '14:00' }],
      [
        'may end at 24:00',
        '2026-11-23T23:59:59+08:00',
        '2026-11-24T00:00:00+08:00',
        { from: '22:00', to: '24:00' },
      ],
      [
        'that end at 24:00 are over at midnight',
        '2026-11-24T00:00:00+08:00',
        undefined,
        { from: '22:00', to: '24:00' },
      ],
      [
        'mean the same with 00:00',
        '2026-11-23T23:00:00+08:00',
        '2026-11-24T00:00:00+08:00',
        { from: '22:00', to: '00:00' },
      ],
      [
        'are an hour shorter when clocks go forward',
        '2026-03-08T01:30:00-05:00',
        '2026-03-08T07:00:00-04:00',
        NIGHT,
        NEW_YORK,
      ],
      [
        'are an hour longer when clocks go back',
        '2026-11-01T01:30:00-04:00',
        '2026-11-01T07:00:00-05:00',
        NIGHT,
        NEW_YORK,
      ],
      [
        'also in the second of two equal hours',
        '2026-11-01T01:30:00-05:00',
        '2026-11-01T07:00:00-05:00',
        NIGHT,
        NEW_YORK,
      ],
      [
        'end after the gap when their end is skipped',
        '2026-03-08T01:45:00-05:00',
        '2026-03-08T03:30:00-04:00',
        { from: '22:00', to: '02:30' },
        NEW_YORK,
      ],
      [
        'end at the first of two equal times',
        '2026-11-01T01:29:00-04:00',
        '2026-11-01T01:30:00-04:00',
        { from: '22:00', to: '01:30' },
        NEW_YORK,
      ],
      [
        'do not begin again at the second',
        '2026-11-01T01:10:00-05:00',
        undefined,
        { from: '22:00', to: '01:30' },
        NEW_YORK,
      ],
    ]
  for (const [title, at, until, hours = NIGHT, zone = SHANGHAI] of cases) {
    it(`${title} (${at}, ${hours.from}–${hours.to})`, () => {
      const end = quietUntil(new Date(at), hours, zone)
      expect(end).to.deep.equal(until === undefined ? undefined : new Date(until))
    })
  }

  it('do not exist in a community without', () => {
    expect(quietUntil(new Date('2026-11-24T00:00:00+08:00'), null, SHANGHAI)).to.equal(undefined)
  })

  it('cover a year and a half exactly when the local time says so', () => {
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: NEW_YORK, hour: '2-digit', minute: '2-digit' })
    for (let minute = 0; minute < 548 * 24 * 60; minute += 211) {
      const at = new Date(Date.parse('2027-01-01T00:00:00Z') + minute * 60_000)
      const local = clock.format(at)
      const end = quietUntil(at, NIGHT, NEW_YORK)
      expect(end !== undefined, at.toISOString()).to.equal(local >= '22:00' || local < '07:00')
      if (end !== undefined) expect(quietUntil(end, NIGHT, NEW_YORK), at.toISOString()).to.equal(undefined)
    }
  })
})
