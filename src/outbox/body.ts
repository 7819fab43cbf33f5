import type { ButtonCard } from '../cards/card.ts'
import type { Message } from './message.ts'

/** What a message says, built from the record's present state just before it is sent. */
export type Body = { form: 'card'; card: ButtonCard } | { form: 'text'; text: string }

/** Builds bodies and grey texts; implemented over the table of cards. */
export interface Composer {
  /** `undefined` when the message has nothing true to say any more. */
  compose(message: Message): Promise<Body | undefined>
  /** The grey text that takes a card's buttons' place. */
  sayEnd(message: Message): string
}
