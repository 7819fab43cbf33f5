import type { Actor, Person } from '../people.ts'
import type { Change, DeskRecord, MessageIntent, Refusal } from '../record.ts'
import type { Ticket } from '../ticket/index.ts'
import { sameUser } from './turns.ts'

/** An open ticket as the list names it, frozen at the change of shift. */
export interface HandoverItem {
  number: string
  place: string
  matter: string
  status: Ticket['status']
  dueAt: Date
}

/** What is handed over, in numbers. */
export interface HandoverCounts {
  open: number
  /** Promises that fall due before the coming shift ends; those that are broken already are among them. */
  due: number
  /** Tickets that nobody has taken yet. */
  unaccepted: number
  /** Tickets that are done and wait to be confirmed. */
  unconfirmed: number
}

/** One signature: who, when. */
export interface Signature extends Person {
  at: Date
}

/** One handover (交接班) of the front desk: planned for a change of shift, then signed by one of each side. */
export interface Handover extends DeskRecord {
  status: 'planned' | 'open' | 'signed' | 'lapsed' | 'missed' | 'void'
  /** The change of shift, and the one after it. */
  at: Date
  until: Date
  leaving: Person[]
  coming: Person[]
  ended: string[]
  begun: string[]
  counts: HandoverCounts
  items: HandoverItem[]
  notes: { by: string; text: string }[]
  signedOut: Signature | null
  signedIn: Signature | null
  remindAfterMs: number
  tellAfterMs: number
  reminded: 0 | 1 | 2
}

/** Which side of a handover: those who go (交班) or those who come (接班). */
export type Side = 'out' | 'in'

/** The most notes of one handover, and the most characters of one: more is a report, not a note. */
export const NOTES_AT_MOST = 20
const NOTE_CHARS = 500

/** 交班 or 接班: one of the shift signs for it; signed by both sides it is done. Two at once are both kept. */
export function planSignature(
  handover: Handover,
  side: Side,
  actor: Actor,
  now: Date,
): Change<Handover> | Refusal {
  const crew = side === 'out' ? handover.leaving : handover.coming
  if (!crew.some(({ userId }) => sameUser(userId, actor.userId))) return { refused: 'not_allowed' }
  const known = side === 'out' ? handover.signedOut : handover.signedIn
  const event = side === 'out' ? 'handed_over' : 'shift_taken'
  if (known !== null)
    return { refused: 'already_over', facts: { event, by: known.name, at: known.at.toISOString() } }
  if (handover.status !== 'open') return { refused: 'not_now', facts: { event: 'handover_over' } }

  const signature = { userId: actor.userId, name: actor.name, at: now }
  const signed = side === 'out' ? { signedOut: signature } : { signedIn: signature }
  const next = { ...handover, ...signed }
  const isDone = missingSides(next).length === 0
  const facts = { name: actor.name, at: now.toISOString() }
  return {
    set: { ...signed, ...(isDone ? { status: 'signed' as const, nextActionAt: null } : {}) },
    entries: [{ at: now, type: event, by: { userId: actor.userId, name: actor.name }, facts: {} }],
    messages: [
      side === 'out'
        ? { settle: ['handover_out'], say: 'handed_over', facts }
        : { settle: ['handover_in'], say: 'shift_taken', facts },
      // The other side's card shows the new state.
      {
        settle: [side === 'out' ? 'handover_in' : 'handover_out'],
        say: 'renewed',
        facts: { at: now.toISOString() },
      },
      ...cardsOf(next, 'task'),
      ...(isDone ? [tellAll(next, 'handover_signed')] : []),
    ],
  }
}

/** 交接备注: words for the other shift, kept until the handover is signed; both sides hear them. */
export function planHandoverNote(
  handover: Handover,
  actor: Actor,
  words: string,
  now: Date,
): Change<Handover> | Refusal {
  const text = words.trim()
  if (!isOfEither(handover, actor)) return { refused: 'not_allowed' }
  if (text === '') return { refused: 'text_missing' }
  const isKept = handover.status === 'planned' || handover.status === 'open'
  if (!isKept || handover.notes.length >= NOTES_AT_MOST)
    return { refused: 'not_now', facts: { event: 'handover_over' } }
  const note = { by: actor.name, text: Array.from(text).slice(0, NOTE_CHARS).join('') }
  const others = [...handover.leaving, ...handover.coming]
    .map(({ userId }) => userId)
    .filter((userId) => !sameUser(userId, actor.userId))
  const tellOthers = handover.status === 'open' && others.length > 0
  return {
    set: { notes: [...handover.notes, note] },
    entries: [
      {
        at: now,
        type: 'noted',
        by: { userId: actor.userId, name: actor.name },
        facts: { note: note.text },
      },
    ],
    messages: [
      { send: 'handover_note_kept', to: { users: [actor.userId] }, lane: 'answer' },
      ...(tellOthers
        ? [
            {
              send: 'handover_note',
              to: { users: others },
              lane: 'task' as const,
              facts: { name: note.by, text: note.text },
            },
          ]
        : []),
    ],
  }
}

/** Unsigned: the cards again, then the supervisor is told, and at the next change it is left as it is. */
export function planHandoverReminder(handover: Handover, now: Date): Change<Handover> | undefined {
  const { nextActionAt, reminded, until, tellAfterMs } = handover
  if (handover.status !== 'open' || nextActionAt === null || now < nextActionAt) return undefined
  const at = now.toISOString()
  if (now >= until) {
    return {
      set: { status: 'lapsed', nextActionAt: null },
      entries: [{ at: now, type: 'lapsed', by: 'clock', facts: {} }],
      messages: [{ settle: 'all', say: 'handover_over', facts: { at } }],
    }
  }
  if (reminded === 0) {
    return {
      set: {
        reminded: 1,
        nextActionAt: new Date(Math.min(now.getTime() + tellAfterMs, until.getTime())),
      },
      entries: [{ at: now, type: 'reminded', by: 'clock', facts: {} }],
      messages: [{ settle: 'all', say: 'renewed', facts: { at } }, ...cardsOf(handover, 'reminder', 'yes')],
    }
  }
  return {
    set: { reminded: 2, nextActionAt: until },
    entries: [{ at: now, type: 'told', by: 'clock', facts: { role: 'supervisor' } }],
    messages: [{ send: 'handover_unsigned', to: { role: 'supervisor' }, lane: 'escalation' }],
  }
}

/** The sides that still have to sign; one that nobody stands on signs nothing. */
export function missingSides({ leaving, coming, signedOut, signedIn }: Handover): Side[] {
  return [
    ...(leaving.length > 0 && signedOut === null ? ['out' as const] : []),
    ...(coming.length > 0 && signedIn === null ? ['in' as const] : []),
  ]
}

/** A card for each side that has not signed. */
export function cardsOf(handover: Handover, lane: 'task' | 'reminder', again?: string): MessageIntent[] {
  const facts = again === undefined ? {} : { again }
  return missingSides(handover).map((side) => ({
    send: side === 'out' ? 'handover_out' : 'handover_in',
    to: { users: (side === 'out' ? handover.leaving : handover.coming).map(({ userId }) => userId) },
    lane,
    facts,
  }))
}

/** A line to both shifts. */
function tellAll({ leaving, coming }: Handover, what: string): MessageIntent {
  return { send: what, to: { users: [...leaving, ...coming].map(({ userId }) => userId) }, lane: 'answer' }
}

function isOfEither({ leaving, coming }: Handover, actor: Actor): boolean {
  return [...leaving, ...coming].some(({ userId }) => sameUser(userId, actor.userId))
}
