import { expect } from 'chai'
import { createGroupScheduler } from '../../src/schedulers/groups.ts'
import { hoursLater, MONDAY_10 } from '../support/builders.ts'

const HOUR = 3_600_000

describe('the group scheduler', () => {
  const outcomes: (boolean | Error)[] = []
  const scheduler = () =>
    createGroupScheduler({
      keepGroups: () => {
        const outcome = outcomes.shift() ?? true
        return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome)
      },
      everyMs: 6 * HOUR,
      retryMs: HOUR,
      now: MONDAY_10,
    })

  it('looks at its hours and not between them', async () => {
    const groups = scheduler()
    expect(await groups.run(hoursLater(5))).to.equal(0)
    expect(await groups.nextDueAt(MONDAY_10)).to.deep.equal(hoursLater(6))
    expect(await groups.run(hoursLater(6))).to.equal(1)
    expect(await groups.run(hoursLater(6))).to.equal(0)
    expect(await groups.nextDueAt(MONDAY_10)).to.deep.equal(hoursLater(12))
  })

  it('looks again sooner after a failure, and does not spin after an exception', async () => {
    const groups = scheduler()
    outcomes.push(false, new Error('away'))
    await groups.run(hoursLater(6))
    expect(await groups.nextDueAt(MONDAY_10)).to.deep.equal(hoursLater(7))
    await groups.run(hoursLater(7)).catch(() => undefined)
    expect(await groups.nextDueAt(MONDAY_10)).to.deep.equal(hoursLater(8))
  })
})
