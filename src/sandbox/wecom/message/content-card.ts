import { isUpdatable, parseCard } from '../card/card.ts'
import { checkCard } from '../card/check-card.ts'
import { longTexts } from '../card/long-texts.ts'
import { wordsOf } from '../card/show-card.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import type { Content, ContentContext } from './content.ts'
import { reportCut } from './cut.ts'

/** `template_card`: the form is checked; interactive ones need the app's webhook address to be set (43012). */
export function readTemplateCard(context: ContentContext): Content | Refusal {
  const card = parseCard(context.part)
  const wrong = checkCard(card)
  if (wrong !== undefined) return wrong
  if (isUpdatable(card) && context.platform.records.webhookUrls.get(String(context.agentId)) === undefined) {
    return refuse(43012, 'app has no callback url')
  }
  for (const detail of longTexts(card)) reportCut(context, detail)
  return { text: wordsOf(card, null), card }
}
