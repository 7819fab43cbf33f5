import { missingFields, type Ticket } from '../../domain/ticket/index.ts'
import { maskedPlaceOf } from '../../texts/ticket-phrases.ts'
import { STATUS_TITLES } from '../../texts/words.ts'
import type { ReportState } from './schemas.ts'

/** A report that is stored but not registered yet: nothing is known of it but its id. */
export function acceptedState(id: string): ReportState {
  const nothing = { name: null, phone: null, place: null, receivedAt: null, dueAt: null, result: null }
  return { id, number: null, status: 'accepted', statusText: '已收到，正在登记', missing: [], ...nothing }
}

/** The state of a registered report as its website may know it. */
export function reportStateOf(ticket: Ticket): ReportState {
  const { id, number, status, reception, dueAt, result } = ticket
  return {
    id,
    number,
    status,
    statusText: STATUS_TITLES[status],
    name: maskName(reception.ownerName),
    phone: maskPhone(reception.phone),
    place: maskedPlaceOf(ticket),
    missing: missingFields(reception),
    receivedAt: reception.receivedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    result: status === 'closed' ? maskWords(result) : null,
  }
}

/** 张女士 → 张**. */
function maskName(name: string | null): string | null {
  const [first] = name ?? ''
  return first === undefined ? null : `${first}**`
}

/** 13800000000 → 138****0000. */
function maskPhone(phone: string | null): string | null {
  return phone === null ? null : `${phone.slice(0, 3)}****${phone.slice(-4)}`
}

/** Telephone numbers inside of what staff wrote. */
function maskWords(text: string | null): string | null {
  return text === null ? null : text.replaceAll(/(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g, '$1****$2')
}
