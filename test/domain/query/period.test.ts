import { expect } from 'chai'
import { periodOf, type PeriodName } from '../../../src/domain/query/index.ts'

const ZONE = 'Asia/Shanghai'
const at = (local: string) => new Date(`${local}+08:00`)

describe('the periods of figures', () => {
  const cases: [PeriodName, string, string, string][] = [
    ['today', '2026-11-23T00:00:00', '2026-11-23', '2026-11-24'],
    ['yesterday', '2026-11-23T10:00:00', '2026-11-22', '2026-11-23'],
    ['this_week', '2026-11-23T00:00:00', '2026-11-23', '2026-11-30'],
    ['this_week', '2026-11-22T23:59:59', '2026-11-16', '2026-11-23'],
    ['last_week', '2026-11-23T10:00:00', '2026-11-16', '2026-11-23'],
    ['this_month', '2026-11-30T23:59:59', '2026-11-01', '2026-12-01'],
    ['last_month', '2026-03-31T10:00:00', '2026-02-01', '2026-03-01'],
    ['last_month', '2026-01-01T00:00:00', '2025-12-01', '2026-01-01'],
  ]
  for (const [name, now, from, to] of cases) {
    it(`${name} at ${now} is ${from} to ${to}`, () => {
      const period = periodOf(name, at(now), ZONE)
      expect(period.from).to.deep.equal(at(`${from}T00:00:00`))
      expect(period.to).to.deep.equal(at(`${to}T00:00:00`))
    })
  }
})
