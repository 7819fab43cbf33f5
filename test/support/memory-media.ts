import type { MediaEnd, MediaStore, WaitingMedia } from '../../src/services/media.ts'
import { reporterKey } from '../../src/services/stores.ts'

interface Row {
  row: Omit<WaitingMedia, 'waitsUntil'>
  ticketId: string | null
  waitsUntil: Date | null
  nextActionAt: Date | null
  attempts: number
  claim: string | null
  end: MediaEnd | null
}

/** The media store in memory; keeps the contract of `test/contract/media-store.test.ts`. */
export function createMemoryMedia(): MediaStore & { all(): Row[]; get(id: string): Row } {
  const rows = new Map<string, Row>()
  const held = (id: string, token: string) => {
    const row = rows.get(id)
    return row?.claim === token ? row : undefined
  }
  const waiting = () =>
    [...rows.values()].flatMap((row) => (row.nextActionAt === null ? [] : [{ row, at: row.nextActionAt }]))
  const first = () => waiting().sort((a, b) => a.at.getTime() - b.at.getTime())[0]
  return {
    all: () => [...rows.values()],
    get(id) {
      const row = rows.get(id)
      if (row === undefined) throw new Error(`no media ${id}`)
      return row
    },
    add({ waitsUntil, ...row }) {
      const idle = { ticketId: null, nextActionAt: null, attempts: 0, claim: null, end: null }
      if (!rows.has(row.id)) rows.set(row.id, { row, waitsUntil, ...idle })
      return Promise.resolve()
    },
    join(reporter, { id: ticketId, communityId }, at) {
      for (const one of rows.values()) {
        if (reporterKey(one.row.sender) !== reporter || one.waitsUntil === null || one.waitsUntil < at)
          continue
        Object.assign(one, { ticketId, waitsUntil: null, nextActionAt: at, row: { ...one.row, communityId } })
      }
      return Promise.resolve()
    },
    wait(id, token, waitsUntil) {
      Object.assign(held(id, token) ?? {}, { waitsUntil, ticketId: null, claim: null, nextActionAt: null })
      return Promise.resolve()
    },
    claim(now, token, until) {
      const due = first()
      if (due === undefined || due.at > now) return Promise.resolve(undefined)
      Object.assign(due.row, { claim: token, nextActionAt: until, attempts: due.row.attempts + 1 })
      const { row, ticketId, attempts } = due.row
      return Promise.resolve({ ...row, ticketId: ticketId ?? '', attempts })
    },
    putOff(id, token, nextActionAt) {
      Object.assign(held(id, token) ?? {}, { claim: null, nextActionAt })
      return Promise.resolve()
    },
    finish(id, token, end) {
      Object.assign(held(id, token) ?? {}, { claim: null, nextActionAt: null, end })
      return Promise.resolve()
    },
    releaseClaims(now) {
      for (const { row } of waiting())
        if (row.claim !== null) Object.assign(row, { claim: null, nextActionAt: now })
      return Promise.resolve()
    },
    nextDueAt: () => Promise.resolve(first()?.at),
  }
}
