import { expect } from 'chai'
import { validate } from 'node-cron'
import { cronEvery } from '../../src/schedulers/cron-every.ts'

describe('cronEvery', () => {
  for (const [ms, expression] of [
    [1, '*/1 * * * * *'],
    [1000, '*/1 * * * * *'],
    [7000, '*/6 * * * * *'],
    [15_000, '*/15 * * * * *'],
    [59_000, '*/30 * * * * *'],
    [60_000, '*/1 * * * *'],
    [900_000, '*/15 * * * *'],
    [86_400_000, '*/59 * * * *'],
  ] as const) {
    it(`beats every ${ms} ms as ${expression}`, () => {
      expect(cronEvery(ms)).to.equal(expression)
      expect(validate(expression)).to.equal(true)
    })
  }
})
