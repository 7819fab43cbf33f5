import type { ButtonKey } from '../../cards/button-keys.ts'
import type { Actor } from '../../domain/people.ts'
import type { Change, Refusal } from '../../domain/record.ts'
import { planCloseUnsolved, planFinish, planNote, type Ticket } from '../../domain/ticket/index.ts'
import { ASK } from '../../texts/answers.ts'
import { promptUntil } from '../prompt.ts'
import { defineTap, type TapHandler } from '../tap.ts'

type Plan = (ticket: Ticket, actor: Actor, words: string, now: Date) => Change<Ticket> | Refusal

/** What the person's next words will do, by what was asked. */
export const PLAN_OF_WORDS = {
  result: planFinish,
  note: planNote,
  close_reason: planCloseUnsolved,
} satisfies Record<string, Plan>

/** Stands for the words that are still to come when the decision is tried out. */
const WORDS_TO_COME = '…'

/** A button that needs words: the desk asks for them, unless the answer would be refused anyway. */
function defineAskingTap(on: ButtonKey, ask: keyof typeof PLAN_OF_WORDS): TapHandler {
  return defineTap({
    on,
    run: async ({ card, actor, eventId, now }, { tickets, prompts, replies }) => {
      const ticket = await tickets.find(card.subject.id)
      if (ticket === undefined) return { missing: true }
      const decision = PLAN_OF_WORDS[ask](ticket, actor, WORDS_TO_COME, now)
      if ('refused' in decision) return { ...decision, record: ticket }
      const expiresAt = promptUntil(tickets.rules(ticket.communityId), now)
      await prompts.set({ userId: actor.userId, ask, recordId: ticket.id, expiresAt }, eventId)
      await replies.say({ users: [actor.userId] }, ASK[ask](ticket.number), {
        eventId,
        communityId: card.communityId,
      })
      return { idle: ticket }
    },
  })
}

/** 完成: asks for the result (REC-4.5, REC-4.6). */
export const finishTap = defineAskingTap('card:finish', 'result')
/** 记录进展: asks for the note. */
export const noteTap = defineAskingTap('card:note', 'note')
/** 关闭并说明原因: asks for the mandatory reason (REC-4.8b). */
export const closeUnsolvedTap = defineAskingTap('card:close-unsolved', 'close_reason')
