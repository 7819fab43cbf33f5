import { createLogger } from '../../src/logger.ts'
import { expect } from 'chai'
import { createReviewScheduler } from '../../src/schedulers/reviews.ts'
import { createAddressing } from '../../src/services/addressing.ts'
import { createFigures } from '../../src/services/figures.ts'
import { createReviewService } from '../../src/services/reviews.ts'
import { aTicket, sampleCalendar, sampleConfig, samplePolicy } from '../support/builders.ts'
import { createMemoryQuestions } from '../support/memory-questions.ts'
import { createMemoryReviews, createMemoryTickets } from '../support/memory-records.ts'
import { sampleDirectory } from '../support/views.ts'

const at = (text: string) => new Date(`2026-11-${text}:00+08:00`)

const duty = { batchSize: 100, backoff: { firstMs: 60_000, mostMs: 600_000 }, logger: createLogger('silent') }

/** The figures over the tickets of the stage. */
const figuresOf = (tickets: ReturnType<typeof createMemoryTickets>) =>
  createFigures(
    createMemoryQuestions(() => tickets.all()),
    () => ({ policy: samplePolicy, calendar: sampleCalendar }),
  )

function aStage() {
  const store = createMemoryReviews()
  const tickets = createMemoryTickets()
  tickets.put(aTicket())
  const reviews = createReviewService({
    store,
    tickets,
    figures: figuresOf(tickets),
    addressing: createAddressing(sampleDirectory, createLogger('silent')),
    communities: () => sampleConfig.communities,
    rules: () => ({ policy: samplePolicy, calendar: sampleCalendar }),
  })
  return { store, tickets, reviews, scheduler: createReviewScheduler({ store, reviews, ...duty }) }
}

describe('the review scheduler', () => {
  it('REC-4.3 opens the daily review at its hour and reminds of it as often as the policy says', async () => {
    const { scheduler, store, reviews } = aStage()
    expect(await scheduler.run(at('23T17:29'))).to.equal(0)
    expect(await scheduler.nextDueAt(at('23T17:29'))).to.deep.equal(at('23T17:30'))
    expect(await scheduler.run(at('23T17:30'))).to.equal(1)
    const [review] = store.all()
    const remindAt = new Date(at('23T17:30').getTime() + (review?.reminders.afterMs ?? 0))
    expect(await scheduler.nextDueAt(at('23T17:31'))).to.deep.equal(
      remindAt < at('24T17:30') ? remindAt : at('24T17:30'),
    )
    expect(await scheduler.run(remindAt)).to.equal(1)
    expect(await scheduler.run(remindAt)).to.equal(0)
    expect((await reviews.find(review?.id ?? ''))?.timeline.map(({ type }) => type)).to.deep.equal([
      'opened',
      'reminded',
    ])
  })

  it('REC-4.3 two processes at once open it once and remind once', async () => {
    const { scheduler, store, tickets } = aStage()
    const other = createReviewScheduler({
      store,
      reviews: createReviewService({
        store,
        tickets,
        figures: figuresOf(tickets),
        addressing: createAddressing(sampleDirectory, createLogger('silent')),
        communities: () => sampleConfig.communities,
        rules: () => ({ policy: samplePolicy, calendar: sampleCalendar }),
      }),
      ...duty,
    })
    const opened = await Promise.all([scheduler.run(at('23T17:30')), other.run(at('23T17:30'))])
    expect(opened[0] + opened[1]).to.equal(1)
    expect(store.all()).to.have.length(1)
    const reminded = await Promise.all([scheduler.run(at('24T12:00')), other.run(at('24T12:00'))])
    expect(reminded[0] + reminded[1]).to.equal(1)
  })

  it('REC-4.3 a community whose review cannot be opened does not keep the others waiting, nor reminders', async () => {
    const { store, tickets } = aStage()
    const [cuihu] = sampleConfig.communities
    const broken = { ...cuihu, id: 'broken' } as typeof cuihu & { id: string }
    tickets.put(aTicket())
    const reviews = createReviewService({
      store,
      tickets: {
        withIds: (ids) => tickets.withIds(ids),
        touchedIn: (id, ...rest) =>
          id === 'broken' ? Promise.reject(new Error('broken document')) : tickets.touchedIn(id, ...rest),
      },
      figures: figuresOf(tickets),
      addressing: createAddressing(sampleDirectory, createLogger('silent')),
      communities: () => [broken, ...sampleConfig.communities],
      rules: () => ({ policy: samplePolicy, calendar: sampleCalendar }),
    })
    const scheduler = createReviewScheduler({ store, reviews, ...duty })
    await scheduler.run(at('23T17:30'))
    expect(store.all().map(({ communityId }) => communityId)).to.deep.equal(['cuihu'])
    const [review] = store.all()
    expect(await scheduler.run(review?.nextActionAt ?? at('24T08:30'))).to.equal(1)
  })
})
