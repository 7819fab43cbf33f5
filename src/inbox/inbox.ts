import type { DeskEvent } from './desk-event.ts'

/** An inbound event as it waits to be handled, stored before WeCom gets its 200. */
export interface InboxEntry {
  deliveryId: string
  /** As it was stored; read back by whoever handles it, so that one that cannot be read stops nobody else. */
  event: unknown
  attempts: number
  receivedAt: Date
}

/** The durable inbox: unique on the delivery id, so a delivery that WeCom repeats is stored once. */
export interface InboxStore {
  /** Stores the event; `false` when it was there already. */
  add(event: DeskEvent, now: Date): Promise<boolean>
  /** The stored event, whatever became of it. */
  find(deliveryId: string): Promise<unknown>
  /** Claims the oldest event that is due, also one whose claim has run out. */
  claim(now: Date, token: string, until: Date): Promise<InboxEntry | undefined>
  markHandled(deliveryId: string, token: string, now: Date): Promise<void>
  putOff(deliveryId: string, token: string, dueAt: Date): Promise<void>
  /** Stops trying; the event stays for a person to look at. */
  markFailed(deliveryId: string, token: string, errorCode: string): Promise<void>
  releaseClaims(now: Date): Promise<void>
  nextDueAt(): Promise<Date | undefined>
}
