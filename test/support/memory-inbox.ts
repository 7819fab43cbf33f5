import type { DeskEvent } from '../../src/inbox/desk-event.ts'
import type { InboxStore } from '../../src/inbox/inbox.ts'

interface Row {
  event: DeskEvent
  state: 'waiting' | 'handled' | 'failed'
  receivedAt: Date
  dueAt: Date
  attempts: number
  claim: string | null
  errorCode: string | null
}

/** The inbox in memory, with a look at its rows. */
export function createMemoryInbox(): InboxStore & { row(deliveryId: string): Row } {
  const rows = new Map<string, Row>()
  const change = (deliveryId: string, token: string, set: Partial<Row>) => {
    const row = rows.get(deliveryId)
    if (row?.claim === token) Object.assign(row, set)
    return Promise.resolve()
  }
  return {
    row(deliveryId) {
      const row = rows.get(deliveryId)
      if (row === undefined) throw new Error(`no event ${deliveryId}`)
      return row
    },
    add(event, now) {
      if (rows.has(event.deliveryId)) return Promise.resolve(false)
      rows.set(event.deliveryId, {
        event,
        state: 'waiting',
        receivedAt: now,
        dueAt: now,
        attempts: 0,
        claim: null,
        errorCode: null,
      })
      return Promise.resolve(true)
    },
    find: (deliveryId) => Promise.resolve(rows.get(deliveryId)?.event),
    claim(now, token, until) {
      const [first] = [...rows.entries()]
        .filter(([, { state, dueAt }]) => state === 'waiting' && dueAt <= now)
        .sort(([, a], [, b]) => Number(a.dueAt) - Number(b.dueAt))
      if (first === undefined) return Promise.resolve(undefined)
      const [deliveryId, row] = first
      Object.assign(row, { claim: token, dueAt: until, attempts: row.attempts + 1 })
      const { event, attempts, receivedAt } = row
      return Promise.resolve({ deliveryId, event, attempts, receivedAt })
    },
    markHandled: (id, token) => change(id, token, { state: 'handled', claim: null }),
    putOff: (id, token, dueAt) => change(id, token, { claim: null, dueAt }),
    markFailed: (id, token, errorCode) => change(id, token, { state: 'failed', claim: null, errorCode }),
    releaseClaims(now) {
      for (const row of rows.values())
        if (row.state === 'waiting' && row.claim !== null) Object.assign(row, { claim: null, dueAt: now })
      return Promise.resolve()
    },
    nextDueAt() {
      const due = [...rows.values()]
        .filter(({ state }) => state === 'waiting')
        .map(({ dueAt }) => dueAt.getTime())
      return Promise.resolve(due.length === 0 ? undefined : new Date(Math.min(...due)))
    },
  }
}
