import type { EntryRecord } from './records.ts'
import type { Table } from './store/store.ts'

/** Conversations as they stand on the phones, oldest line first. */
export interface Threads {
  add(entry: EntryRecord): void
  /** Puts a changed line in the place of the former one. */
  change(entry: EntryRecord): void
  /** The lines of a conversation, without the oldest `skip` of them. */
  of(thread: string, skip?: number): EntryRecord[]
}

/** Indexes the stored lines by conversation; `changed` is told after every change. */
export function createThreads(entries: Table<EntryRecord>, changed: () => void): Threads {
  const ids = new Map<string, string[]>()
  const index = (entry: EntryRecord): void => {
    const known = ids.get(entry.thread) ?? []
    known.push(entry.id)
    ids.set(entry.thread, known)
  }
  for (const entry of entries.values()) index(entry)
  return {
    add(entry) {
      entries.put(entry.id, entry)
      index(entry)
      changed()
    },
    change(entry) {
      entries.put(entry.id, entry)
      changed()
    },
    of: (thread, skip = 0) => (ids.get(thread) ?? []).slice(skip).flatMap((id) => entries.get(id) ?? []),
  }
}

/** A plain line, to be given the fields that make it what it is. */
export function aLine(
  line: Pick<EntryRecord, 'id' | 'thread' | 'at' | 'from' | 'msgType' | 'text'> & Partial<EntryRecord>,
): EntryRecord {
  return {
    agentId: null,
    messageId: null,
    mediaId: null,
    card: null,
    taskId: '',
    replacedBy: null,
    recalled: false,
    menu: [],
    openKfId: null,
    ...line,
  }
}
