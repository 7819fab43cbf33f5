import type { InboxStore } from './inbox.ts'
import type { Spool } from './spool.ts'
import { WebReportSchema, type WebReport } from './web-report.ts'
import { within } from './within.ts'

/** How long the inbox is asked for an earlier report under the same key before the spool is. */
const LOOK_WITHIN_MS = 1000

/** What became of a website's report: stored, known already, or its key was used for another one. */
export type Submitted = 'stored' | 'repeated' | 'conflict'

/**
 * Stores a website's report durably, once under its key, also while the database is away; rejects only when neither
 * inbox nor spool took it.
 */
export function createSubmit(deps: {
  inbox: Pick<InboxStore, 'find'>
  spool: Pick<Spool, 'find'>
  receive: (event: WebReport) => Promise<void>
}): (event: WebReport) => Promise<Submitted> {
  const { inbox, spool, receive } = deps
  async function known(deliveryId: string): Promise<WebReport | undefined> {
    const stored = await within(LOOK_WITHIN_MS, inbox.find(deliveryId)).catch(() => undefined)
    return WebReportSchema.safeParse(stored ?? (await spool.find(deliveryId))).data
  }
  return async (event) => {
    const before = await known(event.deliveryId)
    if (before !== undefined) return isSame(before, event) ? 'repeated' : 'conflict'
    await receive(event)
    // Two at once under one key: the inbox has kept the first.
    const kept = await known(event.deliveryId)
    return kept === undefined || isSame(kept, event) ? 'stored' : 'conflict'
  }
}

function isSame(one: WebReport, other: WebReport): boolean {
  const contents = ({ report: { name, phone, room, place, matter } }: WebReport) =>
    JSON.stringify([name, phone, room, place, matter])
  return contents(one) === contents(other)
}
