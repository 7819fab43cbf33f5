import { isRefusal } from '../domain/record.ts'
import { ANSWERS } from '../texts/answers.ts'
import { sayRefusal } from '../texts/refusals.ts'
import { actorIn, defineHandler, homeOf, timeZoneOf } from './desk.ts'
import { createTapTable } from './taps/index.ts'

const taps = createTapTable()

/**
 * A tap on a card. The response code it brings goes to the ledger first; a tap that comes too late ends the card with
 * what happened instead, and one that is not allowed is answered in words.
 */
export const cardTapHandler = defineHandler({
  on: 'card_tap',
  run: async (event, desk) => {
    const { directory, replies, clock, logger } = desk
    const card = await desk.cards.tapped(event.taskId, event.responseCode)
    const tap = taps.get(event.key)
    const home = homeOf(directory, event.from)
    const toActor = { users: [event.from] }
    if (card === undefined || tap === undefined) {
      logger.warn(
        { code: 'card_unknown', eventId: event.deliveryId, key: event.key },
        'tap on a card that is not known',
      )
      await replies.say(toActor, ANSWERS.cardUnknown, { eventId: event.deliveryId, communityId: home })
      return
    }
    if (directory.formerMember(event.from) !== undefined) {
      logger.info({ code: 'former_member', eventId: event.deliveryId, key: event.key }, 'tap refused')
      await replies.say(toActor, ANSWERS.formerMember, {
        eventId: event.deliveryId,
        communityId: card.communityId,
      })
      return
    }
    const actor = actorIn(directory, event.from, card.communityId)
    const eventId = event.deliveryId
    const outcome = await tap.run({ card, actor, eventId, now: clock.now(), selected: event.selected }, desk)
    if ('missing' in outcome) {
      await replies.say(toActor, ANSWERS.cardUnknown, { eventId, communityId: card.communityId })
    } else if (isRefusal(outcome)) {
      logger.info({ code: outcome.refused, eventId, key: event.key, actor: actor.userId }, 'tap refused')
      const facts = outcome.facts ?? {}
      const happened = facts.event
      if (happened === undefined) {
        await replies.say(
          toActor,
          sayRefusal(outcome, { now: clock.now(), timeZone: timeZoneOf(directory, card.communityId) }),
          { eventId, communityId: card.communityId },
        )
      } else {
        await replies.endCard(card.messageId, { say: happened, facts, version: outcome.record.version })
      }
    }
  },
})
