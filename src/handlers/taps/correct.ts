import { KIND_QUESTION } from '../../cards/button-keys.ts'
import { proposedKind } from '../../cards/form-cards.ts'
import { planKindCorrection } from '../../domain/ticket/index.ts'
import { KINDS } from '../../understanding/index.ts'
import { defineTap } from '../tap.ts'

/** 更正类别: the person is asked by a card of his own, unless his answer would be refused anyway (REC-4.4). */
export const correctTap = defineTap({
  on: 'card:correct',
  run: async ({ card, actor, eventId, now }, { tickets, replies }) => {
    const ticket = await tickets.find(card.subject.id)
    if (ticket === undefined) return { missing: true }
    const rules = tickets.rules(ticket.communityId)
    const decision = planKindCorrection(ticket, actor, proposedKind(ticket), rules, now)
    if ('refused' in decision) return { ...decision, record: ticket }
    await replies.show({ users: [actor.userId] }, 'correction_form', ticket, eventId)
    return { idle: ticket }
  },
})

/** 确定更正, to the kind chosen on the card; nothing chosen means the one that the card showed first. */
export const correctKindTap = defineTap({
  on: 'card:correct-kind',
  run: ({ card, actor, eventId, now, selected }, { tickets }) =>
    tickets.change(card.subject.id, eventId, now, (ticket) => {
      const chosen = selected[KIND_QUESTION]?.[0]
      const kind = chosen === undefined ? proposedKind(ticket) : KINDS.find((known) => known === chosen)
      return kind === undefined
        ? { refused: 'unknown_sort' }
        : planKindCorrection(ticket, actor, kind, tickets.rules(ticket.communityId), now)
    }),
})
