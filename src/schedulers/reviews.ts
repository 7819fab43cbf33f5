import { planReviewReminder, type Review } from '../domain/review/review.ts'
import type { ReviewService } from '../services/reviews.ts'
import type { RecordStore } from '../services/stores.ts'
import type { Scheduler } from './scheduler.ts'

/** Opens the daily and weekly reviews at their hours and reminds of those that nobody has read (REC-4.3, REC-4.9). */
export function createReviewScheduler(deps: {
  store: Pick<RecordStore<Review>, 'due' | 'nextDueAt'>
  reviews: ReviewService
  batchSize: number
}): Scheduler {
  const { store, reviews, batchSize } = deps
  return {
    name: 'reviews',
    leased: true,
    async nextDueAt(now) {
      const opening = reviews.nextOpeningAt(now)
      const reminder = await store.nextDueAt()
      return reminder !== undefined && reminder < opening ? reminder : opening
    },
    async run(now) {
      let done = await reviews.openDue(now)
      for (const review of await store.due(now, batchSize)) {
        const eventId = `remind-${review.id}-${String(review.version)}`
        const outcome = await reviews.change(review.id, eventId, now, (current) =>
          planReviewReminder(current, now),
        )
        if ('changed' in outcome) done += 1
      }
      return done
    },
  }
}
