import { z } from 'zod'
import type { InboundEvent } from '../inbound-event-schema.ts'
import type { XmlTree } from '../xml-tree.ts'

/** What every delivery carries, already read. */
export interface DeliveryHead {
  deliveryId: string
  at: Date
  from: string | undefined
  agentId: string | undefined
}

/** The head of what a member did. */
export interface MemberHead {
  deliveryId: string
  at: Date
  from: string
  agentId: string | undefined
}

/** The head of what the platform itself reports. */
export interface SystemHead {
  deliveryId: string
  at: Date
}

/** Turns the elements of one kind of delivery into an event; `undefined` when something it must have is missing. */
export type Reader = (fields: XmlTree, head: DeliveryHead) => InboundEvent | undefined

/** A reader for deliveries that must name the member they come from. */
export function byMember<T>(
  wire: z.ZodType<T>,
  build: (fields: T, head: MemberHead) => InboundEvent,
): Reader {
  return (fields, { deliveryId, at, from, agentId }) => {
    const parsed = wire.safeParse(fields)
    if (!parsed.success || from === undefined) return undefined
    return build(parsed.data, { deliveryId, at, from, agentId })
  }
}

/** A reader for deliveries whose sender is `sys`, absent or of no interest. */
export function bySystem<T>(
  wire: z.ZodType<T>,
  build: (fields: T, head: SystemHead) => InboundEvent,
): Reader {
  return (fields, { deliveryId, at }) => {
    const parsed = wire.safeParse(fields)
    return parsed.success ? build(parsed.data, { deliveryId, at }) : undefined
  }
}

/** An element that must be there with some text. */
export const Required = z.string().min(1)

/** An element whose absence means the same as its emptiness. */
export const Text = z.string().default('')

/** An element that is left out of the event when absent or empty. */
export const Optional = z
  .string()
  .optional()
  .transform((text) => text || undefined)

/** A decimal number as the text of an element. */
export const Decimal = z
  .string()
  .regex(/^-?\d{1,15}(\.\d{1,15})?$/)
  .transform(Number)

/** An element with children; an empty one is read as text and means that there are none. */
export function children<T extends z.ZodRawShape>(shape: T) {
  return z.preprocess((node) => (node === '' ? {} : node), z.object(shape))
}
