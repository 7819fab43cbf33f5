import { z } from 'zod'
import { Instant } from '../wecom/instant.ts'

/** What somebody reported on a website, checked, as it waits in the inbox (REC-3.1.1). */
export const WebReportSchema = z.object({
  kind: z.literal('web_report'),
  deliveryId: z.string().min(1),
  at: Instant,
  communityId: z.string().min(1),
  site: z.string().min(1),
  report: z.object({
    name: z.string(),
    phone: z.string(),
    room: z.string().nullable(),
    place: z.string().nullable(),
    matter: z.string(),
  }),
})
export type WebReport = z.infer<typeof WebReportSchema>
