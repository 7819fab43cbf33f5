import { OPEN_KEYS } from '../../cards/button-keys.ts'
import { fromListFacts } from '../../domain/query/index.ts'
import { showNextPage } from '../queries/lists.ts'
import { showTicket } from '../queries/show-ticket.ts'
import { defineTap, type TapHandler } from '../tap.ts'

/** A line of a list: brings the fresh card of its ticket. */
export const openTaps: readonly TapHandler[] = OPEN_KEYS.map((on, index) =>
  defineTap({
    on,
    run: async ({ card, actor, eventId }, desk) => {
      if (card.subject.type !== 'list') return { missing: true }
      const { ids, from } = fromListFacts(card.facts)
      const ticket = await desk.tickets.find(ids[from + index] ?? '')
      if (ticket === undefined) return { missing: true }
      await showTicket(ticket, actor.userId, eventId, desk)
      return { answered: true }
    },
  }),
)

/** 更多 on a list: its next page. */
export const moreTap = defineTap({
  on: 'card:more',
  run: async ({ card, actor, eventId, now }, desk) => {
    if (card.subject.type !== 'list') return { missing: true }
    const { userId } = actor
    const { communityId } = card
    await showNextPage(fromListFacts(card.facts), { userId, eventId, communityId, now }, desk)
    return { answered: true }
  },
})
