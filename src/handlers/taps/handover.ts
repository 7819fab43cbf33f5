import { planHandoverNote, planSignature } from '../../domain/duty/handover.ts'
import { ASK_HANDOVER_NOTE } from '../../texts/duty-texts.ts'
import { promptUntil } from '../prompt.ts'
import { defineTap } from '../tap.ts'

/** 交班: one of those who go signs. */
export const handoverOutTap = defineTap({
  on: 'card:handover-out',
  run: ({ card, actor, eventId, now }, { handovers }) =>
    handovers.change(card.subject.id, eventId, now, (handover) => planSignature(handover, 'out', actor, now)),
})

/** 接班: one of those who come signs. */
export const handoverInTap = defineTap({
  on: 'card:handover-in',
  run: ({ card, actor, eventId, now }, { handovers }) =>
    handovers.change(card.subject.id, eventId, now, (handover) => planSignature(handover, 'in', actor, now)),
})

/** 写备注: asks for the words (交接备注), unless they would be refused anyway. */
export const handoverNoteTap = defineTap({
  on: 'card:handover-note',
  run: async ({ card, actor, eventId, now }, { handovers, prompts, replies, tickets }) => {
    const handover = await handovers.find(card.subject.id)
    if (handover === undefined) return { missing: true }
    const decision = planHandoverNote(handover, actor, '…', now)
    if ('refused' in decision) return { ...decision, record: handover }
    const expiresAt = promptUntil(tickets.rules(card.communityId), now)
    const prompt = { userId: actor.userId, ask: 'handover_note' as const, recordId: handover.id, expiresAt }
    await prompts.set(prompt, eventId)
    await replies.say({ users: [actor.userId] }, ASK_HANDOVER_NOTE, {
      eventId,
      communityId: card.communityId,
    })
    return { idle: handover }
  },
})
