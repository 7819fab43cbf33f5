import type { Connection } from 'mongoose'
import { z } from 'zod'
import { LANES } from '../../src/domain/record.ts'

const instant = z.date()

const Entry = z.object({
  at: instant,
  type: z.string(),
  by: z.unknown(),
  rule: z.string().optional(),
  facts: z.record(z.string(), z.string()),
})

const Ticket = z.object({
  _id: z.string(),
  number: z.string(),
  status: z.string(),
  kind: z.string(),
  urgent: z.boolean(),
  level: z.number(),
  dueAt: instant,
  closedAt: instant.nullable(),
  nextActionAt: instant.nullable(),
  ladder: z.array(z.object({ level: z.number(), role: z.string(), at: instant })),
  reception: z.object({ receivedAt: instant, original: z.string() }),
  timeline: z.array(Entry),
  outbox: z.array(z.unknown()),
})

const Message = z.object({
  _id: z.string(),
  kind: z.string(),
  lane: z.number().transform((lane) => LANES[lane] ?? 'digest'),
  state: z.string(),
  to: z.unknown(),
  sentAt: instant.nullable(),
  queuedAt: instant,
  subject: z.object({ type: z.string(), id: z.string() }).nullable(),
})

const Review = z.object({
  _id: z.string(),
  kind: z.string(),
  status: z.string(),
  period: z.object({ from: instant, to: instant }),
})

export type YearTicket = z.infer<typeof Ticket>
export type YearMessage = z.infer<typeof Message>
export type YearReview = z.infer<typeof Review>

/** What the year left in the database, read as it lies there, without the desk's own code. */
export interface YearRecords {
  tickets: YearTicket[]
  messages: YearMessage[]
  reviews: YearReview[]
}

/** Reads everything. */
export async function readRecords(connection: Connection): Promise<YearRecords> {
  const all = <T>(name: string, shape: z.ZodType<T>): Promise<T[]> =>
    connection
      .collection(name)
      .find({})
      .map((document) => shape.parse(document))
      .toArray()
  return {
    tickets: await all('tickets', Ticket),
    messages: await all('messages', Message),
    reviews: await all('reviews', Review),
  }
}
