import { expect } from 'chai'
import { advance } from '../../src/sandbox/advance.ts'
import { createMovableClock } from '../../src/sandbox/movable-clock.ts'
import { hoursLater, MONDAY_10 } from '../support/builders.ts'
import { createFixedClock } from '../support/fixed-clock.ts'

/** Work that is due at instants; settling does what is due and may make more. */
function aStage(instants: Date[], onDone: (at: Date) => Date[] = () => []) {
  const clock = createMovableClock({ base: createFixedClock(MONDAY_10) })
  let waiting = [...instants]
  const done: Date[] = []
  let settled = 0
  const stage = {
    clock,
    settle() {
      settled += 1
      const due = waiting.filter((at) => at <= clock.now())
      waiting = waiting.filter((at) => at > clock.now())
      done.push(...due.map(() => clock.now()))
      waiting.push(...due.flatMap(onDone))
      return Promise.resolve(due.length)
    },
    nextDueAt: () => Promise.resolve([...waiting].sort((a, b) => Number(a) - Number(b))[0]),
  }
  return { stage, clock, done, settled: () => settled, left: () => waiting }
}

describe('advance', () => {
  it('visits every due instant in its order and does its work at its own time', async () => {
    const { stage, clock, done } = aStage([hoursLater(30), hoursLater(2), hoursLater(48)])
    await advance(stage, hoursLater(48))
    expect(done).to.deep.equal([hoursLater(2), hoursLater(30), hoursLater(48)])
    expect(clock.now()).to.deep.equal(hoursLater(48))
  })

  it('also what comes up on the way', async () => {
    const { stage, done } = aStage([hoursLater(1)], (at) =>
      at < hoursLater(5) ? [new Date(at.getTime() + 3_600_000)] : [],
    )
    await advance(stage, hoursLater(10))
    expect(done).to.deep.equal([1, 2, 3, 4, 5].map(hoursLater))
  })

  it('leaves what is due later', async () => {
    const { stage, clock, done, left } = aStage([hoursLater(5)])
    await advance(stage, hoursLater(4))
    expect(done).to.deep.equal([])
    expect(left()).to.deep.equal([hoursLater(5)])
    expect(clock.now()).to.deep.equal(hoursLater(4))
  })

  it('does what is due now before it moves', async () => {
    const { stage, done } = aStage([MONDAY_10])
    await advance(stage, hoursLater(1))
    expect(done).to.deep.equal([MONDAY_10])
  })

  it('to the present or the past it only does what is due', async () => {
    const { stage, clock, settled } = aStage([hoursLater(1)])
    await advance(stage, hoursLater(-5))
    expect(clock.now()).to.deep.equal(MONDAY_10)
    expect(settled()).to.be.at.least(1)
  })

  it('comes to its end although something stays due all the time', async () => {
    const clock = createMovableClock({ base: createFixedClock(MONDAY_10) })
    let settled = 0
    const stuck = {
      clock,
      settle: () => Promise.resolve((settled += 1) < 0 ? 1 : 0),
      nextDueAt: () => Promise.resolve(MONDAY_10),
    }
    await advance(stuck, hoursLater(1))
    expect(clock.now()).to.deep.equal(hoursLater(1))
    expect(settled).to.be.at.most(3602)
  })

  it('passes a failure on and can be called again', async () => {
    const { stage, done } = aStage([hoursLater(1)])
    let failed = false
    await advance(
      { ...stage, settle: () => Promise.reject(new Error('database away')) },
      hoursLater(2),
    ).catch(() => (failed = true))
    expect(failed).to.equal(true)
    await advance(stage, hoursLater(2))
    expect(done).to.deep.equal([hoursLater(1)])
  })
})
