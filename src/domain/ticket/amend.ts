import { CATEGORIES, type Understanding } from '../../understanding/index.ts'
import type { Change, Doer, Refusal } from '../record.ts'
import { settleAll, tellReporter } from './messages.ts'
import { markRoom } from './receive.ts'
import { refuseUnlessOpen } from './rights.ts'
import {
  missingFields,
  wasTransferred,
  type Attachment,
  type ReceptionRecord,
  type Ticket,
} from './ticket.ts'

/** What was asked for and is now told completes the record (REC-4.2b); what was known already is not overwritten. */
export function planAmendment(
  ticket: Ticket,
  by: Doer,
  heard: Understanding,
  now: Date,
  isRoom?: (room: string) => boolean,
): Change<Ticket> | Refusal {
  const refusal = refuseUnlessOpen(ticket)
  if (refusal !== undefined) return refusal
  const { roomUnknown = false, ...before } = ticket.reception
  const room = roomUnknown ? (heard.room ?? before.room) : (before.room ?? heard.room)
  const reception: ReceptionRecord = {
    ...before,
    ownerName: before.ownerName ?? heard.name,
    phone: before.phone ?? heard.phone,
    room,
    ...(roomUnknown && heard.room === null ? { roomUnknown } : markRoom(room, isRoom)),
    location: before.location ?? (before.room === null ? heard.location : null),
    building: before.building ?? heard.building,
    matter: before.matter === '' ? heard.matter : before.matter,
  }
  const missing = missingFields(reception)
  const added = missingFields(ticket.reception).filter((field) => !missing.includes(field))
  // Another room that does not exist either is no detail, but it is what the person said: he is asked again.
  if (added.length === 0 && !(reception.roomUnknown === true && heard.room !== null))
    return { refused: 'text_missing' }
  return {
    set: { reception, ...sortAnew(ticket, heard) },
    entries: [{ at: now, type: 'amended', by, rule: 'REC-4.2', facts: { added: added.join(',') } }],
    messages: [
      ...(ticket.assignee === null && ticket.status === 'waiting' && !wasTransferred(ticket)
        ? [
            settleAll('amended', { at: now.toISOString() }),
            { send: 'intake', to: { role: 'front_desk' as const }, lane: 'task' as const },
          ]
        : []),
      tellReporter(ticket, missing.length === 0 ? 'amended' : 'amended_ask', { missing: missing.join(',') }),
    ],
  }
}

/** The sort of a record that had no matter so far is read from the words that now tell it. */
function sortAnew({ reception, urgent }: Ticket, heard: Understanding): Partial<Ticket> {
  if (reception.matter !== '' || heard.matter === '' || heard.kind === 'other') return {}
  const department = CATEGORIES.get(heard.category)?.department ?? null
  return { kind: heard.kind, category: heard.category, urgent: urgent || heard.urgent, department }
}

/** A photo or recording joins the record; sent twice, it is kept once. */
export function planAttachment(
  ticket: Ticket,
  by: Doer,
  attachment: Attachment,
  now: Date,
): Change<Ticket> | Refusal {
  const refusal = refuseUnlessOpen(ticket)
  if (refusal !== undefined) return refusal
  const { reception } = ticket
  const known = reception.attachments.some(({ hash }) => hash === attachment.hash)
  return {
    set: known ? {} : { reception: { ...reception, attachments: [...reception.attachments, attachment] } },
    entries: [{ at: now, type: 'attached', by, facts: { contentType: attachment.contentType } }],
    messages: [tellReporter(ticket, 'attached')],
  }
}
