import { ASSIGNEE_QUESTION, CASE_KEYS, DUE_KEYS } from '../../cards/button-keys.ts'
import { addSpan, spanMs } from '../../domain/calendar/index.ts'
import {
  canOrderFollowUp,
  followUpOf,
  planFollowedUp,
  planFollowUp,
  planFollowUpNote,
} from '../../domain/review/follow-up.ts'
import type { Review } from '../../domain/review/review.ts'
import type { Outcome } from '../../services/change-record.ts'
import { ANSWERS } from '../../texts/answers.ts'
import { isSameUser } from '../../directory/index.ts'
import type { Desk } from '../desk.ts'
import { followersIn } from '../followers.ts'
import { defineTap, type Tap, type TapHandler } from '../tap.ts'

/** 跟进 1 to 3: who is to follow the case up, and until when, is asked by a card of its own (REC-4.9). */
export const caseTaps: readonly TapHandler[] = CASE_KEYS.map((on, index) =>
  defineTap({
    on,
    run: async ({ card, actor, eventId, now }, { reviews, tickets, directory, replies }) => {
      const review = card.subject.type === 'review' ? await reviews.find(card.subject.id) : undefined
      const found = review?.digest?.cases[index]
      const ticket = found === undefined ? undefined : await tickets.find(found.ticketId)
      if (review === undefined || ticket === undefined) return { missing: true }
      if (!canOrderFollowUp(review, actor)) return { refused: 'not_allowed', record: review }
      const to = { users: [actor.userId] }
      if (followUpOf(review, ticket.id) !== undefined) {
        await replies.say(to, ANSWERS.followUpSet, { eventId, communityId: card.communityId })
        return { answered: true }
      }
      const followers = followersIn(directory, card.communityId, ticket.department, now)
      const facts = {
        review: review.id,
        choices: tickets.rules(card.communityId).policy['REC-4.9'].followUp.choices.join(','),
        assignees: followers.map(({ userId }) => userId).join(','),
        titles: followers.map(({ title }) => title.replaceAll(',', ' ')).join(','),
      }
      await replies.show(to, 'follow_up_form', ticket, eventId, facts)
      return { idle: ticket }
    },
  }),
)

/** One button of the form for each date; nobody chosen means the first of the list, who is the most fitting. */
export const dueTaps: readonly TapHandler[] = DUE_KEYS.map((on, index) =>
  defineTap({
    on,
    run: async (tap, desk) => {
      const { card, actor, eventId, now, selected } = tap
      const { reviews, tickets, directory } = desk
      const ticketId = card.subject.id
      const ticket = await tickets.find(ticketId)
      if (ticket === undefined) return { missing: true }
      const chosen = selected[ASSIGNEE_QUESTION]?.[0] ?? (card.facts.assignees ?? '').split(',')[0] ?? ''
      const followers = followersIn(directory, card.communityId, ticket.department, now)
      const assignee = followers.find(({ userId }) => isSameUser(userId, chosen))
      const { choices, remindEvery, remindTimes } = tickets.rules(card.communityId).policy['REC-4.9'].followUp
      // The form was shown with the choices of its day.
      const shown = (card.facts.choices ?? '').split(',')[index]
      const span = choices.find((choice) => choice === shown)
      const outcome = await reviews.change(card.facts.review ?? '', eventId, now, (review) =>
        assignee === undefined || span === undefined
          ? { refused: 'not_now' }
          : planFollowUp(
              review,
              actor,
              ticketId,
              {
                assignee: { userId: assignee.userId, name: assignee.name },
                dueAt: addSpan(now, span),
                remindEveryMs: spanMs(remindEvery),
                remindTimes,
              },
              now,
            ),
      )
      await note(outcome, 'follow_up_set', ticketId, tap, desk)
      return outcome
    },
  }),
)

/** 已完成跟进. */
export const followedUpTap = defineTap({
  on: 'card:followed-up',
  run: async (tap, desk) => {
    const { card, actor, eventId, now } = tap
    const ticketId = card.facts.ticket ?? ''
    const outcome = await desk.reviews.change(card.subject.id, eventId, now, (review) =>
      planFollowedUp(review, actor, ticketId, now),
    )
    await note(outcome, 'followed_up', ticketId, tap, desk)
    return outcome
  },
})

/** Ends the tapped card and writes the ticket's own line; a replay after a crash in between makes up for what is missing. */
async function note(
  outcome: Outcome<Review>,
  type: 'follow_up_set' | 'followed_up',
  ticketId: string,
  { card, actor, eventId, now }: Tap,
  { tickets, replies }: Desk,
): Promise<void> {
  const review = 'changed' in outcome ? outcome.changed : 'repeated' in outcome ? outcome.repeated : undefined
  const followUp = review === undefined ? undefined : followUpOf(review, ticketId)
  if (review === undefined || followUp === undefined) return
  await tickets.change(ticketId, eventId, now, (ticket) =>
    planFollowUpNote(ticket, actor, type, followUp, now),
  )
  const facts = { name: actor.name, at: now.toISOString() }
  await replies.endCard(card.messageId, { say: type, facts, version: review.version })
}
