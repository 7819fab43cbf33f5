import { z } from 'zod'
import { deliveryIdOf } from './delivery-id.ts'
import { MEMBER_EVENT_READERS } from './inbound/member-events.ts'
import { MESSAGE_READERS } from './inbound/messages.ts'
import { Optional, type Reader } from './inbound/reader.ts'
import { SYSTEM_EVENT_READERS } from './inbound/system-events.ts'
import type { InboundEvent } from './inbound-event-schema.ts'
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
  if (read === undefined) return { kind: 'unknown', ...common, name: nameOf(head) }
  return read(fields, { ...common, agentId: head.AgentID ?? head.AgentId }) ?? { refused: 'shape' }
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
