import { expect } from 'chai'
import type { DeskEvent } from '../../src/inbox/desk-event.ts'
import { createDeliverScheduler } from '../../src/schedulers/deliver.ts'
import { createInboxScheduler } from '../../src/schedulers/inbox.ts'
import { hoursLater, MONDAY_10 } from '../support/builders.ts'
import { aText } from '../support/events.ts'
import { createMemoryInbox } from '../support/memory-inbox.ts'

describe('the inbox scheduler', () => {
  function aStage(spooled: DeskEvent[]) {
    const inbox = createMemoryInbox()
    const order: string[] = []
    const scheduler = createInboxScheduler({
      inbox,
      spool: {
        async drain(take) {
          for (const event of spooled) await take(event)
          order.push('drained')
          return spooled.length
        },
      },
      process: () => Promise.resolve(order.push('processed')),
    })
    return { inbox, order, scheduler }
  }

  it('moves what was spooled into the inbox before it works the inbox off', async () => {
    const event = aText('漏水')
    const { inbox, order, scheduler } = aStage([event, event])
    expect(await scheduler.run(MONDAY_10)).to.equal(2)
    expect(order).to.deep.equal(['drained', 'processed'])
    expect(inbox.row(event.deliveryId).receivedAt).to.deep.equal(MONDAY_10)
  })

  it('is due when the inbox is', async () => {
    const { inbox, scheduler } = aStage([])
    expect(await scheduler.nextDueAt(MONDAY_10)).to.equal(undefined)
    await inbox.add(aText('漏水'), hoursLater(1))
    expect(await scheduler.nextDueAt(MONDAY_10)).to.deep.equal(hoursLater(1))
  })
})

describe('the deliver scheduler', () => {
  function aStage(due: Date | undefined) {
    const order: string[] = []
    const scheduler = createDeliverScheduler({
      relay: () => Promise.resolve(order.push('relay')),
      dispatch: () => Promise.resolve(order.push('dispatch')),
      messages: { nextDueAt: () => Promise.resolve(due) },
    })
    return { order, scheduler }
  }

  it('relays before it sends and counts both', async () => {
    const { order, scheduler } = aStage(undefined)
    expect(await scheduler.run(MONDAY_10)).to.equal(1 + 2)
    expect(order).to.deep.equal(['relay', 'dispatch'])
  })

  it('is due when the store says so', async () => {
    for (const due of [hoursLater(2), undefined])
      expect(await aStage(due).scheduler.nextDueAt(MONDAY_10)).to.deep.equal(due)
  })
})
