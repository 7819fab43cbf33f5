import { LANES } from '../../src/domain/record.ts'
import type { Message, MessageStore } from '../../src/outbox/message.ts'

/** The message store in memory, with a look at its messages; errors of dead ones stand in `errorCodes`. */
export interface MemoryMessages extends MessageStore {
  all(): Message[]
  /** The message of this id; throws when there is none. */
  get(id: string): Message
  errorCodes: Map<string, string>
}

/** Keeps the contract of `test/contract/message-store.test.ts` as far as the outbox relies on it. */
export function createMemoryMessages(): MemoryMessages {
  const rows = new Map<string, Message>()
  const errorCodes = new Map<string, string>()
  const held = (id: string, token: string) => {
    const row = rows.get(id)
    return row?.claim === token ? row : undefined
  }
  const order = ({ lane, dueAt }: Message) => LANES.indexOf(lane) * 1e15 + dueAt.getTime()
  const over = { awaits: 'nothing', claim: null, request: null } as const
  const change = (row: Message | undefined, set: Partial<Message>) => {
    if (row !== undefined) Object.assign(row, structuredClone(set))
    return Promise.resolve()
  }
  return {
    errorCodes,
    all: () => structuredClone([...rows.values()]),
    get(id) {
      const row = rows.get(id)
      if (row === undefined) throw new Error(`no message ${id} among ${[...rows.keys()].join(' ')}`)
      return structuredClone(row)
    },
    enqueue(messages, now) {
      for (const message of messages) {
        if (!rows.has(message.id))
          rows.set(message.id, {
            ...structuredClone(message),
            ...structuredClone(BLANK),
            queuedAt: now,
            dueAt: now,
          })
      }
      return Promise.resolve()
    },
    settle(subject, kinds, settlement, now) {
      for (const row of rows.values()) {
        const mine =
          row.isCard &&
          row.subject?.type === subject.type &&
          row.subject.id === subject.id &&
          row.subject.version < settlement.version
        if (!mine || (kinds !== 'all' && !kinds.includes(row.kind)) || row.settlement !== null) continue
        if (row.state === 'queued' && row.claim === null && row.request === null)
          Object.assign(row, { state: 'dropped', awaits: 'nothing' })
        else if (row.state === 'queued') row.settlement = settlement
        else if (row.state === 'sent')
          Object.assign(row, { settlement, awaits: 'settling', stale: false, dueAt: now })
      }
      return Promise.resolve()
    },
    settleOne(messageId, settlement, now) {
      const row = rows.get(messageId)
      const live = row?.state === 'sent' && row.settlement === null
      return change(live ? row : undefined, { settlement, awaits: 'settling', stale: false, dueAt: now })
    },
    claim(work, now, token, until) {
      const [first] = [...rows.values()]
        .filter(({ awaits, dueAt }) => awaits === work && dueAt <= now)
        .sort((a, b) => order(a) - order(b))
      if (first !== undefined)
        Object.assign(first, { claim: token, dueAt: until, attempts: first.attempts + 1 })
      return Promise.resolve(structuredClone(first))
    },
    keepRequest(id, token, request, taskId) {
      const row = held(id, token)
      void change(row, { request, taskId })
      return Promise.resolve(row !== undefined)
    },
    markSent(id, token, { at, viewers, taskId, code }) {
      const row = held(id, token)
      const awaits = row?.settlement == null ? 'nothing' : 'settling'
      const codes = [...(row?.codes ?? []), ...(code === null ? [] : [code])]
      return change(row, {
        ...over,
        state: 'sent',
        awaits,
        dueAt: at,
        sentAt: at,
        viewers,
        taskId,
        codes,
        attempts: 0,
      })
    },
    putOff: (id, token, dueAt, outcome) =>
      change(held(id, token), { claim: null, dueAt, ...(outcome === 'refused' ? { request: null } : {}) }),
    markDropped: (id, token) => change(held(id, token), { ...over, state: 'dropped' }),
    markDead(id, token, errorCode) {
      errorCodes.set(id, errorCode)
      return change(held(id, token), { ...over, state: 'dead' })
    },
    findByTaskId: (taskId) =>
      Promise.resolve(structuredClone([...rows.values()].find((row) => row.taskId === taskId))),
    addCode(taskId, code, now) {
      const row = [...rows.values()].find((one) => one.taskId === taskId)
      if (row === undefined) return Promise.resolve()
      if (!row.codes.some((known) => known.code === code.code)) row.codes.push(code)
      return change(row.stale ? row : undefined, { stale: false, awaits: 'settling', dueAt: now })
    },
    takeCode(id, token, code) {
      const row = held(id, token)
      const taken = row?.codes.some((known) => known.code === code) === true
      void change(taken ? row : undefined, {
        codes: row?.codes.filter((known) => known.code !== code) ?? [],
        settlingCode: code,
      })
      return Promise.resolve(taken)
    },
    settled: (id, token, result, now) =>
      change(held(id, token), {
        claim: null,
        settlingCode: null,
        stale: result === 'stale',
        awaits: result === 'try_next_code' ? 'settling' : 'nothing',
        dueAt: now,
      }),
    releaseClaims(now) {
      for (const row of rows.values())
        if (row.awaits !== 'nothing' && row.claim !== null) Object.assign(row, { claim: null, dueAt: now })
      return Promise.resolve()
    },
    nextDueAt() {
      const instants = [...rows.values()]
        .filter(({ awaits }) => awaits !== 'nothing')
        .map(({ dueAt }) => dueAt.getTime())
      return Promise.resolve(instants.length === 0 ? undefined : new Date(Math.min(...instants)))
    },
    countByState() {
      const counts: Record<string, number> = {}
      for (const { state } of rows.values()) counts[state] = (counts[state] ?? 0) + 1
      return Promise.resolve(counts)
    },
  }
}

const BLANK = {
  state: 'queued',
  awaits: 'sending',
  attempts: 0,
  claim: null,
  request: null,
  sentAt: null,
  taskId: null,
  viewers: [],
  codes: [],
  settlement: null,
  stale: false,
  settlingCode: null,
} satisfies Partial<Message>
