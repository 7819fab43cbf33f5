import { planReviewStep, type Review } from '../domain/review/review.ts'
import { codeOf } from '../errors.ts'
import type { ReviewService } from '../services/reviews.ts'
import type { RecordStore } from '../services/stores.ts'
import { createDueRecords, type DueRecords } from './due-records.ts'
import type { Scheduler } from './scheduler.ts'

/** Opens the daily and weekly reviews at their hours and reminds of those that nobody has read, and of follow-ups (REC-4.3, REC-4.9). */
export function createReviewScheduler(
  deps: {
    store: Pick<RecordStore<Review>, 'due' | 'nextDueAt' | 'putOff'>
    reviews: ReviewService
  } & Omit<DueRecords<Review>, 'store' | 'step'>,
): Scheduler {
  const { store, reviews, logger } = deps
  const remind = createDueRecords({
    ...deps,
    async step(review, now) {
      const eventId = `remind-${review.id}-${String(review.version)}`
      const outcome = await reviews.change(review.id, eventId, now, (current) => planReviewStep(current, now))
      return 'changed' in outcome
    },
  })

  /** Reviews that cannot be opened are tried again with the next tick; reminders of others go out meanwhile. */
  async function open(now: Date): Promise<number> {
    try {
      return await reviews.openDue(now)
    } catch (error) {
      logger.error({ code: codeOf(error), err: error }, 'review not opened')
      return 0
    }
  }

  return {
    name: 'reviews',
    leased: true,
    async nextDueAt(now) {
      const opening = reviews.nextOpeningAt(now)
      const reminder = await store.nextDueAt()
      return reminder !== undefined && reminder < opening ? reminder : opening
    },
    run: async (now) => (await open(now)) + (await remind(now)),
  }
}
