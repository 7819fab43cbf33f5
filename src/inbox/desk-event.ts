import { z } from 'zod'
import { InboundEventSchema } from '../wecom/inbound-event.ts'
import { KfItemSchema } from '../wecom/kf-item.ts'

const KfEventSchema = z.object({
  kind: z.literal('kf_item'),
  deliveryId: z.string().min(1),
  openKfId: z.string(),
  item: KfItemSchema,
})

/** What can wait in the inbox: a webhook's event, or one item pulled from a 微信客服 account (`wecom.md` 7.3). */
const DeskEventSchema = z.union([KfEventSchema, InboundEventSchema])
export type DeskEvent = z.infer<typeof DeskEventSchema>
export type KfEvent = z.infer<typeof KfEventSchema>

/** Reads an event back from where it was kept, its instants revived. Throws when it is not one. */
export function parseStoredEvent(stored: unknown): DeskEvent {
  return DeskEventSchema.parse(stored)
}
