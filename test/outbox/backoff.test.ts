import { expect } from 'chai'
import { backoffMs } from '../../src/outbox/backoff.ts'

const backoff = { firstMs: 2000, mostMs: 600_000 }

describe('backoffMs', () => {
  it('doubles from the first wait up to the longest', () => {
    const waits = [1, 2, 3, 9, 10, 11, 1000].map((attempts) => backoffMs(attempts, backoff, 1))
    expect(waits).to.deep.equal([2000, 4000, 8000, 512_000, 600_000, 600_000, 600_000])
  })

  it('scatters between half and the whole, whatever the chance', () => {
    expect(backoffMs(3, backoff, 0)).to.equal(4000)
    expect(backoffMs(3, backoff, 0.5)).to.equal(6000)
    expect(backoffMs(1, { firstMs: 1, mostMs: 1 }, 0)).to.be.at.least(1)
  })
})
