import { expect } from 'chai'
import { useFakeTimers } from 'sinon'
import { createMemoryState } from '../../src/shared-state/memory-state.ts'
import { withLease } from '../../src/shared-state/lease.ts'
import type { SharedState } from '../../src/shared-state/shared-state.ts'

const TTL_MS = 3_000

describe('withLease', () => {
  it('lets one of two at once do the work', async () => {
    const state = createMemoryState({ now: () => new Date(0) })
    let runs = 0
    const work = (): Promise<void> => {
      runs += 1
      return Promise.resolve()
    }
    const outcomes = await Promise.all([
      withLease(state, 'tick', TTL_MS, work),
      withLease(state, 'tick', TTL_MS, work),
    ])
    expect(outcomes).to.have.members(['done', 'held_elsewhere'])
    expect(runs).to.equal(1)
  })

  it('gives the lease back after the work, also when the work fails', async () => {
    const state = createMemoryState({ now: () => new Date(0) })
    const failure = new Error('work failed')
    const failed = await withLease(state, 'tick', TTL_MS, () => Promise.reject(failure)).catch(
      (error: unknown) => error,
    )
    expect(failed).to.equal(failure)
    expect(await withLease(state, 'tick', TTL_MS, () => Promise.resolve())).to.equal('done')
    expect(await withLease(state, 'tick', TTL_MS, () => Promise.resolve())).to.equal('done')
  })

  it('does not let leases of other names wait', async () => {
    const state = createMemoryState({ now: () => new Date(0) })
    const outcome = await withLease(state, 'a', TTL_MS, async () => {
      expect(await withLease(state, 'b', TTL_MS, () => Promise.resolve())).to.equal('done')
    })
    expect(outcome).to.equal('done')
  })

  it('renews the lease while long work goes on', async () => {
    const timers = useFakeTimers({ now: 0 })
    try {
      const state = createMemoryState({ now: () => new Date(timers.now) })
      let finish = (): void => undefined
      const work = withLease(state, 'tick', TTL_MS, () => new Promise((resolve) => (finish = resolve)))
      await timers.tickAsync(TTL_MS * 5)
      expect(await withLease(state, 'tick', TTL_MS, () => Promise.resolve())).to.equal('held_elsewhere')
      finish()
      expect(await work).to.equal('done')
      expect(timers.countTimers()).to.equal(0)
    } finally {
      timers.restore()
    }
  })

  it('says when the lease was lost, and leaves the new holder alone', async () => {
    const timers = useFakeTimers({ now: 0 })
    try {
      const state = createMemoryState({ now: () => new Date(timers.now) })
      await withLease(state, 'tick', TTL_MS, async (lost) => {
        await state.set('lease:tick', 'somebody else', 60_000)
        expect(lost.aborted).to.equal(false)
        await timers.tickAsync(TTL_MS)
        expect(lost.aborted).to.equal(true)
      })
      expect(await state.get('lease:tick')).to.equal('somebody else')
    } finally {
      timers.restore()
    }
  })

  it('treats an unreachable state as a lost lease, not as a failure of the work', async () => {
    const timers = useFakeTimers({ now: 0 })
    try {
      const memory = createMemoryState({ now: () => new Date(timers.now) })
      const gone = (): Promise<boolean> => Promise.reject(new Error('unreachable'))
      const state: SharedState = { ...memory, extendIfEquals: gone, deleteIfEquals: gone }
      const outcome = await withLease(state, 'tick', TTL_MS, async (lost) => {
        await timers.tickAsync(TTL_MS)
        expect(lost.aborted).to.equal(true)
      })
      expect(outcome).to.equal('done')
    } finally {
      timers.restore()
    }
  })
})
