import type { AwaitedMedia, MediaEnd, MediaStore } from '../../src/services/media.ts'

interface Row {
  row: AwaitedMedia
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
    add(media, now) {
      if (!rows.has(media.id))
        rows.set(media.id, { row: media, nextActionAt: now, attempts: 0, claim: null, end: null })
      return Promise.resolve()
    },
    claim(now, token, until) {
      const due = first()
      if (due === undefined || due.at > now) return Promise.resolve(undefined)
      Object.assign(due.row, { claim: token, nextActionAt: until, attempts: due.row.attempts + 1 })
      return Promise.resolve({ ...due.row.row, attempts: due.row.attempts })
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
