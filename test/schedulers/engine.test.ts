import { expect } from 'chai'
import { useFakeTimers } from 'sinon'
import type { Clock } from '../../src/clock.ts'
import { createEngine, type Engine } from '../../src/schedulers/engine.ts'
import type { Scheduler } from '../../src/schedulers/scheduler.ts'
import { createMemoryState } from '../../src/shared-state/memory-state.ts'
import { hoursLater, MONDAY_10 } from '../support/builders.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { createCapturedLog } from '../wecom/support/captured-log.ts'

const aMoment = () => new Promise((resolve) => setImmediate(resolve))

function aScheduler(name: string, overrides: Partial<Scheduler> = {}): Scheduler {
  return {
    name,
    leased: false,
    run: () => Promise.resolve(0),
    nextDueAt: () => Promise.resolve(undefined),
    ...overrides,
  }
}
/** A scheduler that has so much to do, one thing a run, and writes down that it ran. */
function aWorker(name: string, ran: string[], work = 0, overrides: Partial<Scheduler> = {}): Scheduler {
  let left = work
  return aScheduler(name, {
    run: () => {
      ran.push(name)
      return Promise.resolve(left > 0 ? (left--, 1) : 0)
    },
    ...overrides,
  })
}
function anEngine(schedulers: Scheduler[], clock: Clock = createFixedClock(MONDAY_10)) {
  const log = createCapturedLog()
  const state = createMemoryState(clock)
  const engine: Engine = createEngine({
    schedulers,
    clock,
    state,
    leaseMs: 60_000,
    tickMs: 1000,
    logger: log.logger,
  })
  return { engine, log, state }
}

describe('the engine', () => {
  it('settles until nothing is left, in the order of the timetable, and says how much that was', async () => {
    const ran: string[] = []
    const { engine } = anEngine([
      aWorker('inbox', ran, 1),
      aWorker('overdue', ran, 2),
      aWorker('deliver', ran),
    ])
    expect(await engine.settle()).to.equal(3)
    expect(ran).to.deep.equal(Array(3).fill(['inbox', 'overdue', 'deliver']).flat())
    expect(await engine.settle()).to.equal(0)
  })

  it('gives every scheduler the present instant of its clock', async () => {
    const clock = createFixedClock(MONDAY_10)
    const seen: Date[] = []
    const { engine } = anEngine(
      [aScheduler('one', { run: (now) => Promise.resolve(seen.push(now) < 0 ? 1 : 0) })],
      clock,
    )
    await engine.settle()
    clock.set(hoursLater(1))
    await engine.settle()
    expect(seen).to.deep.equal([MONDAY_10, hoursLater(1)])
  })

  it('goes on with the others when one fails, and logs it once a round', async () => {
    const ran: string[] = []
    const bad = aScheduler('bad', { run: () => Promise.reject(new Error('database away')) })
    const badAtOnce = aScheduler('badAtOnce', {
      leased: true,
      run: () => {
        throw new Error('bug')
      },
    })
    const { engine, log } = anEngine([bad, badAtOnce, aWorker('good', ran, 1)])
    expect(await engine.settle()).to.equal(1)
    expect(ran).to.deep.equal(['good', 'good'])
    expect(log.lines.map(({ scheduler, level }) => ({ scheduler, level }))).to.deep.equal([
      { scheduler: 'bad', level: 50 },
      { scheduler: 'badAtOnce', level: 50 },
      { scheduler: 'bad', level: 50 },
      { scheduler: 'badAtOnce', level: 50 },
    ])
  })

  it('never runs two rounds beside each other', async () => {
    let inHand = 0
    let most = 0
    let runs = 0
    const slow = aScheduler('slow', {
      run: async () => {
        inHand += 1
        most = Math.max(most, inHand)
        await aMoment()
        inHand -= 1
        runs += 1
        return 0
      },
    })
    const { engine } = anEngine([slow])
    engine.wake()
    await Promise.all([engine.settle(), engine.settle(), engine.settle()])
    await engine.stop()
    expect({ most, runs }).to.deep.equal({ most: 1, runs: 4 })
  })

  it('many wake-ups at once make one run, of the schedulers that need no lease', async () => {
    const ran: string[] = []
    const { engine } = anEngine([
      aWorker('inbox', ran),
      aWorker('overdue', ran, 0, { leased: true }),
      aWorker('deliver', ran),
    ])
    for (let n = 0; n < 50; n += 1) engine.wake()
    await engine.stop()
    expect(ran).to.deep.equal(['inbox', 'deliver'])
  })

  it('a wake-up during a run makes another run: what it was for may have come too late for the first', async () => {
    const ran: string[] = []
    let release = () => undefined as unknown
    const first = new Promise((resolve) => (release = () => resolve(undefined)))
    const { engine } = anEngine([
      aScheduler('inbox', {
        run: async () => {
          ran.push('inbox')
          if (ran.length === 1) await first
          return 0
        },
      }),
    ])
    engine.wake()
    await aMoment()
    engine.wake()
    engine.wake()
    release()
    await engine.stop()
    expect(ran).to.have.length(2)
  })

  it('leaves leased work to the process that holds the lease', async () => {
    const ran: string[] = []
    const schedulers = [aWorker('overdue', ran, 0, { leased: true }), aWorker('deliver', ran)]
    const { engine, state } = anEngine(schedulers)
    await state.setIfAbsent('lease:tick:overdue', 'another process', 60_000)
    await engine.settle()
    expect(ran).to.deep.equal(['deliver'])
    await state.deleteIfEquals('lease:tick:overdue', 'another process')
    await engine.settle()
    expect(ran).to.deep.equal(['deliver', 'overdue', 'deliver'])
  })

  it('is next due when the first of its schedulers is', async () => {
    const dueAt = (at: Date | undefined) => aScheduler('one', { nextDueAt: () => Promise.resolve(at) })
    expect(
      await anEngine([dueAt(undefined), dueAt(hoursLater(3)), dueAt(hoursLater(2))]).engine.nextDueAt(),
    ).to.deep.equal(hoursLater(2))
    expect(await anEngine([dueAt(undefined)]).engine.nextDueAt()).to.equal(undefined)
    expect(await anEngine([]).engine.nextDueAt()).to.equal(undefined)
  })

  it('stop waits for the work in hand', async () => {
    let done = false
    const { engine } = anEngine([
      aScheduler('slow', {
        run: async () => {
          await aMoment()
          await aMoment()
          done = true
          return 0
        },
      }),
    ])
    engine.wake()
    await engine.stop()
    expect(done).to.equal(true)
  })

  it('ticks from start to stop', async () => {
    const timers = useFakeTimers({ now: MONDAY_10 })
    const ran: string[] = []
    const { engine } = anEngine([aWorker('overdue', ran, 0, { leased: true })])
    await timers.tickAsync(5000)
    expect(ran).to.deep.equal([])
    engine.start()
    await timers.tickAsync(5000)
    expect(ran.length).to.be.within(4, 5)
    const before = ran.length
    const stopped = engine.stop()
    await timers.tickAsync(5000)
    await stopped
    expect(ran.length).to.equal(before)
    expect(timers.countTimers()).to.equal(0)
  })

  it('wakes at an instant that is sooner than the next tick, once', async () => {
    const timers = useFakeTimers({ now: MONDAY_10 })
    const ran: string[] = []
    const { engine } = anEngine([aWorker('deliver', ran)], { now: () => new Date() })
    engine.wakeAt(new Date(MONDAY_10.getTime() + 400))
    engine.wakeAt(new Date(MONDAY_10.getTime() + 200))
    engine.wakeAt(new Date(MONDAY_10.getTime() + 600))
    await timers.tickAsync(199)
    expect(ran).to.have.length(0)
    await timers.tickAsync(1)
    expect(ran).to.have.length(1)
    await timers.tickAsync(5000)
    expect(ran).to.have.length(1)
    engine.wakeAt(new Date(0))
    await timers.tickAsync(0)
    expect(ran, 'an instant in the past is now').to.have.length(2)
    await engine.stop()
  })
})
