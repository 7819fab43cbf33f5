import { z } from 'zod'
import { mayWish, planChange, type ChangeWish } from '../../domain/administration/index.ts'
import { ADMINISTRATION_ANSWERS, sayCheck } from '../../texts/administration-texts.ts'
import { askingOf } from '../administration/asking.ts'
import { digestOf } from '../administration/propose.ts'
import type { Desk } from '../desk.ts'
import { defineTap, type Tap } from '../tap.ts'

/** The card's own facts, written by this desk; the wish is planned anew and counts only when it is the change shown. */
const Wish = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.custom<ChangeWish>((value) => typeof value === 'object' && value !== null && 'do' in value))

/** 确认: the change is made once, by whoever may still make it, if it is still the one that was shown. */
export const changeApplyTap = defineTap({
  on: 'card:change-apply',
  async run(tap, desk) {
    const { card, actor, now } = tap
    const { administration, tickets } = desk
    const { facts, communityId } = card
    const wish = Wish.parse(facts.wish)
    const rights = tickets.rules(communityId).policy.administration
    const asking = askingOf(actor.userId, communityId, desk)
    const community = administration.communities().find(({ id }) => id === communityId)
    if (isMade(tap, desk)) return endWith(tap, 'change_made', desk)
    if (card.endedBy === 'change_cancelled') return endWith(tap, 'change_cancelled', desk)
    if (community === undefined || !mayWish(asking, wish, community, rights))
      return answer(tap, ADMINISTRATION_ANSWERS.notAllowed, desk)
    if (!(new Date(facts.until ?? '') > now)) {
      await endWith(tap, 'change_expired', desk)
      return answer(tap, ADMINISTRATION_ANSWERS.expired, desk)
    }
    const decided = await administration.decide(
      (communities) => {
        const planned = planChange(wish, communityId, communities)
        return 'change' in planned && digestOf(planned.change) === facts.digest ? [planned.change] : undefined
      },
      { userId: actor.userId, name: actor.name },
      eventOf(tap),
      now,
    )
    if ('stale' in decided) {
      await endWith(tap, 'change_stale', desk)
      return answer(tap, ADMINISTRATION_ANSWERS.stale, desk)
    }
    if ('problems' in decided) {
      desk.logger.info({ code: 'change_refused', problems: decided.problems }, 'change refused by the checks')
      return answer(tap, sayCheck(decided.problems), desk)
    }
    await endWith(tap, 'change_made', desk)
    return answer(tap, ADMINISTRATION_ANSWERS.done(facts.title ?? ''), desk)
  },
})

/** 取消: nothing is changed. */
export const changeCancelTap = defineTap({
  on: 'card:change-cancel',
  run: (tap, desk) => endWith(tap, isMade(tap, desk) ? 'change_made' : 'change_cancelled', desk),
})

/** The card's id: whatever tap comes first, the others repeat it. */
const eventOf = ({ card }: Tap) => `change-${card.messageId}`

function isMade(tap: Tap, { administration }: Desk): boolean {
  return administration.audit().some(({ eventId }) => eventId === eventOf(tap))
}

async function endWith(
  { card, actor, now }: Tap,
  say: string,
  { replies }: Desk,
): Promise<{ answered: true }> {
  const facts = { name: actor.name, at: now.toISOString() }
  await replies.endCard(card.messageId, { say, facts, version: 2 })
  return { answered: true }
}

async function answer(
  { card, actor, eventId }: Tap,
  text: string,
  { replies }: Desk,
): Promise<{ answered: true }> {
  await replies.say({ users: [actor.userId] }, text, { eventId, communityId: card.communityId })
  return { answered: true }
}
