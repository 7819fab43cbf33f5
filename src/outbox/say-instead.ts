import { withNote } from '../cards/card.ts'
import { sayInstead, sayNobody } from '../texts/duty-texts.ts'
import type { Setting } from '../texts/view.ts'
import type { Body } from './body.ts'

/** The message with the reason at its head why it came to somebody else than it was for. */
export function noteInstead(body: Body | undefined, { facts, departments }: Setting): Body | undefined {
  const { insteadOf } = facts
  if (body === undefined || insteadOf === undefined) return body
  const note = sayInstead(insteadOf, departments)
  return body.form === 'card'
    ? { form: 'card', card: withNote(body.card, `${note}\n`) }
    : { form: 'text', text: `${note}\n${body.text}` }
}

/** The line to the managers' group about a message that nobody on the chain is there for. */
export function composeNobody(about: string, { facts, departments }: Setting): Body {
  return { form: 'text', text: sayNobody(about, facts.insteadOf ?? '', departments) }
}
