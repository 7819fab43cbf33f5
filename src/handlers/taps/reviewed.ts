import { planReviewed } from '../../domain/review/review.ts'
import { promptUntil } from '../prompt.ts'
import { defineTap } from '../tap.ts'

/** 已审核: who, when; the next text of the reviewer is kept as his comment (REC-4.3, REC-4.9). */
export const reviewedTap = defineTap({
  on: 'card:reviewed',
  run: async ({ card, actor, eventId, now }, { reviews, prompts, tickets }) => {
    const outcome = await reviews.change(card.subject.id, eventId, now, (review) =>
      planReviewed(review, actor, now),
    )
    if ('changed' in outcome || 'repeated' in outcome) {
      const expiresAt = promptUntil(tickets.rules(card.communityId), now)
      await prompts.set(
        { userId: actor.userId, ask: 'review_comment', recordId: card.subject.id, expiresAt },
        eventId,
      )
    }
    return outcome
  },
})
