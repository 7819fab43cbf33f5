import type { Actor } from '../people.ts'
import type { Change, Refusal } from '../record.ts'
import { isOfTheDesk } from './rights.ts'
import type { Ticket } from './ticket.ts'

/** What could not be written to the owner: the kind of message, its facts, and its id. */
export interface Untold {
  what: string
  facts: Readonly<Record<string, string>>
  messageId: string
}

/**
 * 请电话告知: the owner cannot be written to (`wecom.md` 7.4), so the front desk rings him up. Newer news takes the
 * place of a call that nobody has made yet.
 */
export function planPhoneTask(
  _ticket: Ticket,
  { what, facts, messageId }: Untold,
  now: Date,
): Change<Ticket> {
  return {
    set: {},
    entries: [{ at: now, type: 'owner_unreachable', by: 'clock', facts: { what } }],
    messages: [
      { settle: ['phone_task'], say: 'renewed', facts: { at: now.toISOString() } },
      {
        send: 'phone_task',
        to: { role: 'front_desk' },
        lane: 'task',
        facts: { ...facts, what, call: messageId },
      },
    ],
  }
}

/** 已告知: the owner was rung up; who did it and when stands on the timeline, once a call. */
export function planToldByPhone(
  ticket: Ticket,
  actor: Actor,
  { what = '', call = '' }: Readonly<Record<string, string>>,
  now: Date,
): Change<Ticket> | Refusal {
  if (!isOfTheDesk(actor)) return { refused: 'not_allowed' }
  const told = ticket.timeline.find(({ type, facts }) => type === 'told_by_phone' && facts.call === call)
  if (told !== undefined) {
    const by = told.by !== 'clock' && 'name' in told.by ? told.by.name : ''
    return { refused: 'already_taken', facts: { event: 'told_by_phone', by, at: told.at.toISOString() } }
  }
  const person = { userId: actor.userId, name: actor.name }
  return {
    set: {},
    entries: [{ at: now, type: 'told_by_phone', by: person, facts: { what, call } }],
    messages: [
      {
        settle: ['phone_task'],
        say: 'told_by_phone',
        facts: { name: actor.name, at: now.toISOString() },
      },
    ],
  }
}
