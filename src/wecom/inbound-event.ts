import { z } from 'zod'
import { DeskError } from '../errors.ts'
import { deliveryIdOf } from './delivery-id.ts'
import { MEMBER_EVENT_READERS } from './inbound/member-events.ts'
import { MESSAGE_READERS } from './inbound/messages.ts'
import { Optional, type Reader } from './inbound/reader.ts'
import { SYSTEM_EVENT_READERS } from './inbound/system-events.ts'
import { InboundEventSchema, type InboundEvent } from './inbound-event-schema.ts'
import { UnixSeconds } from './instant.ts'
import { parseXml } from './xml-tree.ts'

export { InboundEventSchema, type InboundEvent } from './inbound-event-schema.ts'

const Head = z.object({
  MsgType: z.string().min(1),
  CreateTime: UnixSeconds,
  FromUserName: Optional,
  AgentID: Optional,
  // Spelled so by task cards only.
  AgentId: Optional,
  Event: Optional,
  ChangeType: Optional,
})
type Head = z.infer<typeof Head>

/** Contact changes that are no documented `ChangeType` are unknown, not badly shaped. */
const CONTACT_CHANGE = /^((create|update|delete)_(user|party)|update_tag)$/

/**
 * The decrypted XML of a delivery as an event (wecom.md 2). Kinds nobody documented become `unknown`; `refused: 'xml'`
 * for what is no plain XML (including any DTD or entity declaration), `'shape'` for a known kind without what it must have.
 */
export function parseInboundEvent(xml: string): InboundEvent | { refused: 'xml' | 'shape' } {
  const fields = parseXml(xml)
  if (fields === undefined) return { refused: 'xml' }
  const parsed = Head.safeParse(fields)
  if (!parsed.success) return { refused: 'shape' }
  const head = parsed.data
  const common = { deliveryId: deliveryIdOf(fields), at: head.CreateTime, from: head.FromUserName }
  const read = readerOf(head)
  const event =
    read === undefined
      ? { kind: 'unknown', ...common, name: nameOf(head) }
      : read(fields, { ...common, agentId: head.AgentID ?? head.AgentId })
  return storable(event) ?? { refused: 'shape' }
}

/**
 * An event read back from where it was stored as JSON or BSON, dates revived. Throws `stored_event_unreadable` when it was
 * written by a version of the desk whose events this one does not know.
 */
export function parseStoredEvent(stored: unknown): InboundEvent {
  const event = storable(stored)
  if (event !== undefined) return event
  throw new DeskError('stored_event_unreadable', 'a stored event does not have the shape of any known kind')
}

/** Without absent parts: a database would turn `undefined` into `null`, and that is no text. */
function storable(event: unknown): InboundEvent | undefined {
  if (typeof event !== 'object' || event === null) return undefined
  const present = Object.entries(event).filter(([, value]) => value !== undefined && value !== null)
  return InboundEventSchema.safeParse(Object.fromEntries(present)).data
}

function readerOf({ MsgType, Event, ChangeType }: Head): Reader | undefined {
  if (MsgType !== 'event') return MESSAGE_READERS.get(MsgType)
  // Documented in mixed spelling: `LOCATION` beside `location_select`.
  const name = Event?.toLowerCase() ?? ''
  if (name === 'change_contact' && !CONTACT_CHANGE.test(ChangeType ?? '')) return undefined
  return MEMBER_EVENT_READERS.get(name) ?? SYSTEM_EVENT_READERS.get(name)
}

function nameOf({ MsgType, Event, ChangeType }: Head): string {
  return [MsgType === 'event' ? (Event ?? 'event') : MsgType, ChangeType].filter(Boolean).join('.')
}
