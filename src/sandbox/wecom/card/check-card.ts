import { refuse, type Refusal } from '../server/refusal.ts'
import { CARD_TYPES, type Card } from './card.ts'
import {
  checkActionMenu,
  checkCardAction,
  checkHorizontalList,
  checkJumpList,
  checkQuoteArea,
  checkTaskId,
  checkTitle,
} from './check-parts.ts'
import { checkButtons, checkMultiple, checkNews, checkVote } from './check-types.ts'

/** The platform's judgement of a template card's form, the first error found, with its errcode (wecom.md 4.4). */
export function checkCard(card: Card): Refusal | undefined {
  if (!CARD_TYPES.includes(card.card_type)) return refuse(42031, 'invalid card_type')
  return (
    checkTaskId(card) ??
    checkTitle(card) ??
    checkActionMenu(card) ??
    checkQuoteArea(card) ??
    checkHorizontalList(card) ??
    checkJumpList(card) ??
    checkCardAction(card) ??
    checkOfType(card)
  )
}

function checkOfType(card: Card): Refusal | undefined {
  switch (card.card_type) {
    case 'news_notice':
      return checkNews(card)
    case 'button_interaction':
      return checkButtons(card)
    case 'vote_interaction':
      return checkVote(card)
    case 'multiple_interaction':
      return checkMultiple(card)
    default:
      return undefined
  }
}
