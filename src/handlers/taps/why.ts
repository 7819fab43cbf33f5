import { explainDeadlines } from '../../domain/ticket/index.ts'
import { sayWhy } from '../../texts/why-texts.ts'
import { timeZoneOf } from '../desk.ts'
import { defineTap } from '../tap.ts'

/** 为什么这个时间？: the sum that led to the deadlines, for everybody who was sent the card. */
export const whyTap = defineTap({
  on: 'card:why',
  run: async ({ card, actor, eventId, now }, { tickets, replies, directory }) => {
    const ticket = await tickets.find(card.subject.id)
    if (ticket === undefined) return { missing: true }
    const { communityId } = ticket
    const sums = explainDeadlines(ticket, tickets.rules(communityId).calendar)
    const text = sayWhy(ticket, sums, { now, timeZone: timeZoneOf(directory, communityId) })
    await replies.say({ users: [actor.userId] }, text, { eventId, communityId })
    return { idle: ticket }
  },
})
