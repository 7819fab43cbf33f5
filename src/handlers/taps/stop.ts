import type { ButtonKey } from '../../cards/button-keys.ts'
import { STOP_QUESTION } from '../../cards/button-keys.ts'
import { addSpan } from '../../domain/calendar/index.ts'
import { isRefusal } from '../../domain/record.ts'
import { planResume, planStop, type StopReason } from '../../domain/ticket/index.ts'
import { defineTap, type TapHandler } from '../tap.ts'

/** 暂停计时: the person is asked for reason and span by a card of his own, unless the answer would be refused anyway. */
export const stopTap = defineTap({
  on: 'card:stop',
  run: async ({ card, actor, eventId, now }, { tickets, replies }) => {
    const ticket = await tickets.find(card.subject.id)
    if (ticket === undefined) return { missing: true }
    const rules = tickets.rules(ticket.communityId)
    const { choices, atMost } = rules.policy['REC-4.6'].stop
    const trial = { reason: 'waiting_owner' as const, until: new Date(now.getTime() + 1) }
    const decision = planStop(ticket, actor, trial, rules, now)
    // Another reason may have time left.
    if (isRefusal(decision) && decision.refused !== 'stop_too_long') return { ...decision, record: ticket }
    const facts = { choices: choices.join(','), ...atMost }
    await replies.show({ users: [actor.userId] }, 'stop_form', ticket, eventId, facts)
    return { idle: ticket }
  },
})

/** One button of the form for each reason; the span is chosen on the card, nothing chosen means the first. */
function defineStop(on: ButtonKey, reason: StopReason): TapHandler {
  return defineTap({
    on,
    run: async ({ card, actor, eventId, now, selected }, { tickets, prompts }) => {
      const outcome = await tickets.change(card.subject.id, eventId, now, (ticket) => {
        const rules = tickets.rules(ticket.communityId)
        const { choices } = rules.policy['REC-4.6'].stop
        const chosen = selected[STOP_QUESTION]?.[0] ?? choices[0]
        const span = choices.find((choice) => choice === chosen)
        return span === undefined
          ? { refused: 'not_now' }
          : planStop(ticket, actor, { reason, until: addSpan(now, span) }, rules, now)
      })
      const stopped =
        'changed' in outcome ? outcome.changed : 'repeated' in outcome ? outcome.repeated : undefined
      const reporter = stopped?.reception.reporter
      if (reporter !== undefined && 'owner' in reporter && stopped?.stop?.reason === 'waiting_owner') {
        const { externalUserId } = reporter.owner
        const { until } = stopped.stop
        await prompts.set(
          { userId: externalUserId, ask: 'owner_answer', recordId: stopped.id, expiresAt: until },
          eventId,
        )
      }
      return outcome
    },
  })
}

/** 等待业主: the owner is asked, and his next words let the clock go on. */
export const stopForOwnerTap = defineStop('card:stop-owner', 'waiting_owner')
/** 等待备件. */
export const stopForPartsTap = defineStop('card:stop-parts', 'waiting_parts')
/** 等待外单位. */
export const stopForContractorTap = defineStop('card:stop-contractor', 'waiting_contractor')

/** 恢复计时. */
export const resumeTap = defineTap({
  on: 'card:resume',
  run: ({ card, actor, eventId, now }, { tickets }) =>
    tickets.change(card.subject.id, eventId, now, (ticket) => planResume(ticket, actor, now)),
})
