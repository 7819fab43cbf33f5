import { mayReview, planReviewed } from '../../domain/review/review.ts'
import { promptUntil } from '../prompt.ts'
import { ANSWERS } from '../../texts/answers.ts'
import { reviewTitle } from '../../texts/review-texts.ts'
import { timeZoneOf } from '../desk.ts'
import { showPage } from '../queries/lists.ts'
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

/** 查看清单: the whole list behind the review, page by page, each line a fresh card (REC-4.3, REC-4.9). */
export const reviewListTap = defineTap({
  on: 'card:review-list',
  run: async ({ card, actor, eventId, now }, desk) => {
    const review = await desk.reviews.find(card.subject.id)
    if (review === undefined) return { missing: true }
    if (!mayReview(review, actor)) return { refused: 'not_allowed', record: review }
    const { userId } = actor
    const { communityId } = card
    const ids = review.items.flatMap(({ id }) => (id === undefined ? [] : [id]))
    if (ids.length === 0) {
      await desk.replies.say({ users: [userId] }, ANSWERS.reviewWithoutList, { eventId, communityId })
      return { answered: true }
    }
    const title = reviewTitle({ review, timeZone: timeZoneOf(desk.directory, communityId) })
    const namesCommunity = desk.directory.communitiesOf(userId).length > 1
    const occasion = { userId, eventId, communityId, now }
    await showPage({ title, ids, from: 0, isCut: false, namesCommunity }, occasion, desk)
    return { answered: true }
  },
})
