import { expect } from 'chai'
import { createMediaScheduler } from '../../src/schedulers/media.ts'
import { hoursLater, MONDAY_10 } from '../support/builders.ts'

describe('the media scheduler', () => {
  function aStage(worked: number) {
    const woken: string[] = []
    const scheduler = createMediaScheduler({
      media: { nextDueAt: () => Promise.resolve(hoursLater(1)) },
      collect: () => Promise.resolve(worked),
      onWorked: () => void woken.push('woken'),
    })
    return { scheduler, woken }
  }

  it('is due when the next medium is', async () => {
    expect(await aStage(0).scheduler.nextDueAt(MONDAY_10)).to.deep.equal(hoursLater(1))
  })

  it('asks for another round when it has done something, because answers wait to be sent', async () => {
    for (const worked of [0, 3]) {
      const { scheduler, woken } = aStage(worked)
      expect(await scheduler.run(MONDAY_10)).to.equal(worked)
      expect(woken).to.have.length(Math.min(1, worked))
    }
  })
})
