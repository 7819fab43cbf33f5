import { z } from 'zod'
import { parseStoredEvent as parseWebhookEvent, type InboundEvent } from '../wecom/inbound-event.ts'
import { type WebReport, WebReportSchema } from './web-report.ts'
import { KfItemSchema } from '../wecom/kf-item.ts'

const KfEventSchema = z.object({
  kind: z.literal('kf_item'),
  deliveryId: z.string().min(1),
  openKfId: z.string(),
  item: KfItemSchema,
})
export type KfEvent = z.infer<typeof KfEventSchema>

/** What can wait in the inbox: a webhook's event, or one item pulled from a 微信客服 account (`wecom.md` 7.3), a website's report. */
export type DeskEvent = InboundEvent | KfEvent | WebReport

const Kind = z.object({ kind: z.string() })

/** Reads an event back from where it was kept, its instants revived. Throws when it is not one. */
export function parseStoredEvent(stored: unknown): DeskEvent {
  const { kind } = Kind.parse(stored)
  if (kind === 'web_report') return WebReportSchema.parse(stored)
  return kind === 'kf_item' ? KfEventSchema.parse(stored) : parseWebhookEvent(stored)
}
