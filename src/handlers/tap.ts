import type { ButtonKey } from '../cards/button-keys.ts'
import type { Actor } from '../domain/people.ts'
import type { DeskRecord } from '../domain/record.ts'
import type { Outcome } from '../services/change-record.ts'
import type { Desk } from './desk.ts'

/** The card that was tapped: its message, and the record it is about. */
export interface TappedCard {
  messageId: string
  communityId: string
  subject: { type: 'ticket' | 'review' | 'form' | 'list' | 'leave' | 'handover' | 'change'; id: string }
  /** What the message was sent with. */
  facts: Readonly<Record<string, string>>
  /** What has ended the card, if something has. */
  endedBy?: string
}

/** A tap on a card by a member. */
export interface Tap {
  card: TappedCard
  actor: Actor
  eventId: string
  now: Date
  selected: Readonly<Record<string, readonly string[]>>
}

/** One button: its key and what it does. The outcome is told to the person by `card-tap.ts`. */
export interface TapHandler {
  on: ButtonKey
  run(tap: Tap, desk: Desk): Promise<Outcome<DeskRecord> | { answered: true }>
}

/** Declares what a button does; the table in `taps/index.ts` collects them. */
export function defineTap(handler: TapHandler): TapHandler {
  return handler
}
