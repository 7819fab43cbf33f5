import { expect } from 'chai'
import { createMemoryState } from '../../src/shared-state/memory-state.ts'

describe('the memory state', () => {
  it('follows a clock that leaps forward', async () => {
    let now = 0
    const state = createMemoryState({ now: () => new Date(now) })
    await state.set('a', '1', 60_000)
    now += 59_999
    expect(await state.get('a')).to.equal('1')
    now += 1
    expect(await state.get('a')).to.equal(undefined)
  })

  it('keeps living values through its sweeps', async () => {
    let now = 0
    const state = createMemoryState({ now: () => new Date(now) })
    await state.set('stays', 'yes', 1_000_000)
    for (let i = 0; i < 2_500; i += 1) {
      now += 1
      await state.set(`goes:${i}`, 'x', 10)
    }
    expect(await state.get('stays')).to.equal('yes')
    expect(await state.get('goes:2499')).to.equal('x')
  })
})
