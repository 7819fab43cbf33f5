import { expect } from 'chai'
import { sayInstant, saySpan } from '../../../src/domain/calendar/index.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('sayInstant', () => {
  const now = new Date('2026-11-23T06:00:00Z') // Monday 14:00 in Shanghai
  const cases: [iso: string, said: string][] = [
    ['2026-11-23T06:02:00Z', '11月23日 14:02'],
    ['2026-11-22T16:00:00Z', '11月23日 00:00'],
    ['2026-11-24T01:00:00Z', '11月24日 09:00'],
    ['2026-11-22T15:59:00Z', '11月22日 23:59'],
    ['2026-11-25T06:02:00Z', '11月25日 14:02'],
    ['2026-01-05T01:05:00Z', '1月5日 09:05'],
    ['2027-01-03T01:00:00Z', '2027年1月3日 09:00'],
    ['2025-12-31T01:00:00Z', '2025年12月31日 09:00'],
  ]
  for (const [iso, said] of cases) {
    it(`says ${said}`, () => {
      expect(sayInstant(new Date(iso), now, 'Asia/Shanghai')).to.equal(said)
    })
  }

  it('names the year of a day in another one, also on New Year’s Eve', () => {
    const eve = new Date('2026-12-31T10:00:00Z')
    expect(sayInstant(new Date('2027-01-01T01:00:00Z'), eve, 'Asia/Shanghai')).to.equal('2027年1月1日 09:00')
  })
})

describe('saySpan', () => {
  const cases: [ms: number, said: string][] = [
    [2 * DAY + 3 * HOUR + 59 * MINUTE, '2天3小时'],
    [2 * DAY, '2天'],
    [DAY + 5 * MINUTE, '1天'],
    [3 * HOUR + 20 * MINUTE, '3小时20分钟'],
    [HOUR, '1小时'],
    [59 * MINUTE + 59_999, '59分钟'],
    [MINUTE - 1, '不到1分钟'],
    [0, '不到1分钟'],
    [-90 * MINUTE, '1小时30分钟'],
  ]
  for (const [ms, said] of cases) {
    it(`says ${String(ms)} ms as ${said}`, () => {
      expect(saySpan(ms)).to.equal(said)
    })
  }
})
