import { CATEGORY_QUESTION, GROUP_QUESTION } from '../../cards/button-keys.ts'
import { planFormCancel, planFormCategory, planFormChannel } from '../../domain/reception/form.ts'
import { promptUntil } from '../prompt.ts'
import { defineTap, type Tap, type TapHandler } from '../tap.ts'
import type { Desk } from '../desk.ts'

/** From the first card on the next words of the person belong to the form. */
async function expectWords({ card, actor, eventId, now }: Tap, { prompts, tickets }: Desk): Promise<void> {
  const expiresAt = promptUntil(tickets.rules(card.communityId), now)
  await prompts.set({ userId: actor.userId, ask: 'form', recordId: card.subject.id, expiresAt }, eventId)
}

function defineChannelTap(
  on: 'card:form-walk-in' | 'card:form-phone',
  channel: 'walk_in' | 'phone',
): TapHandler {
  return defineTap({
    on,
    run: async (tap, desk) => {
      const group = tap.selected[GROUP_QUESTION]?.[0] ?? null
      const person = { userId: tap.actor.userId, name: tap.actor.name }
      const outcome = await desk.forms.change(tap.card.subject.id, tap.eventId, tap.now, (form, until) =>
        planFormChannel(form, person, { channel, group }, until, tap.now),
      )
      if ('changed' in outcome) await expectWords(tap, desk)
      return outcome
    },
  })
}

/** 上门: the owner stands at the desk (REC-3.1.1). */
export const formWalkInTap = defineChannelTap('card:form-walk-in', 'walk_in')
/** 来电: the owner is on the telephone (REC-3.1.1). */
export const formPhoneTap = defineChannelTap('card:form-phone', 'phone')

/** 下一步, with the finer sort chosen or left to the words. */
export const formNextTap = defineTap({
  on: 'card:form-next',
  run: async (tap, desk) => {
    const chosen = tap.selected[CATEGORY_QUESTION]?.[0] ?? ''
    const person = { userId: tap.actor.userId, name: tap.actor.name }
    const outcome = await desk.forms.change(tap.card.subject.id, tap.eventId, tap.now, (form, until) =>
      planFormCategory(form, person, chosen, until, tap.now),
    )
    if ('changed' in outcome) await expectWords(tap, desk)
    return outcome
  },
})

/** 取消. */
export const formCancelTap = defineTap({
  on: 'card:form-cancel',
  run: ({ card, actor, eventId, now }, { forms }) =>
    forms.change(card.subject.id, eventId, now, (form) =>
      planFormCancel(form, { userId: actor.userId, name: actor.name }, now),
    ),
})
