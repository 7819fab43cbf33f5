import type { Understanding } from '../../understanding/index.ts'
import type { Change, Doer, Refusal } from '../record.ts'
import { settleAll, tellReporter } from './messages.ts'
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
): Change<Ticket> | Refusal {
  const refusal = refuseUnlessOpen(ticket)
  if (refusal !== undefined) return refusal
  const before = ticket.reception
  const reception: ReceptionRecord = {
    ...before,
    ownerName: before.ownerName ?? heard.name,
    phone: before.phone ?? heard.phone,
    room: before.room ?? heard.room,
    location: before.location ?? (before.room === null ? heard.location : null),
    building: before.building ?? heard.building,
    matter: before.matter === '' ? heard.matter : before.matter,
  }
  const added = missingFields(before).filter((field) => !missingFields(reception).includes(field))
  if (added.length === 0) return { refused: 'text_missing' }
  const missing = missingFields(reception)
  return {
    set: { reception },
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
