import { LANES } from '../../src/domain/record.ts'
import { queuesOf } from '../../src/outbox/draws.ts'
import { LASTING_KINDS, type Message, type MessageStore } from '../../src/outbox/message.ts'

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
  const contents = new Map<string, { content: string; at: Date }>()
  const held = (id: string, token: string) => {
    const row = rows.get(id)
    return row?.claim === token ? row : undefined
  }
  const order = ({ lane, dueAt }: Message) => LANES.indexOf(lane) * 1e15 + dueAt.getTime()
  const oldestFirst = (a: Message, b: Message) =>
    a.queuedAt.getTime() - b.queuedAt.getTime() || (a.id < b.id ? -1 : 1)
  /** Ends of the holds by lane class and queue, in milliseconds. */
  const holds = new Map<string, number>()
  const keysOf = (queues: string[], lane: Message['lane']) =>
    queues.map((queue) => `${lane === 'danger' ? 'danger' : 'below'} ${queue}`)
  const letIn = (now: Date) => {
    const ended = new Set([...holds].filter(([, end]) => end <= now.getTime()).map(([key]) => key))
    if (ended.size === 0) return
    for (const key of ended) holds.delete(key)
    for (const row of rows.values())
      if (row.awaits === 'quota' && keysOf(queuesOf(row.to), row.lane).some((key) => ended.has(key)))
        row.awaits = 'sending'
  }
  const over = { awaits: 'nothing', claim: null, request: null } as const
  const change = (row: Message | undefined, set: Partial<Message>) => {
    if (row !== undefined) Object.assign(row, structuredClone(set))
    return Promise.resolve()
  }
  const store: MemoryMessages = {
    errorCodes,
    all: () => structuredClone([...rows.values()]),
    get(id) {
      const row = rows.get(id)
      if (row === undefined) throw new Error(`no message ${id} among ${[...rows.keys()].join(' ')}`)
      return structuredClone(row)
    },
    enqueue(messages, now) {
      for (const message of messages) {
        const { notBefore, ...fields } = message
        const queuedAt = notBefore !== undefined && notBefore > now ? notBefore : now
        if (!rows.has(message.id))
          rows.set(message.id, {
            ...structuredClone(fields),
            ...structuredClone(BLANK),
            queuedAt,
            dueAt: queuedAt,
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
        const named = kinds === 'all' ? !LASTING_KINDS.includes(row.kind) : kinds.includes(row.kind)
        if (!mine || !named) continue
        const isUnseen =
          row.state === 'sent' &&
          row.awaits === 'settling' &&
          row.claim === null &&
          row.settlingCode === null &&
          (row.settlement?.version ?? 0) < settlement.version
        if (row.settlement !== null && !isUnseen) continue
        if (row.state === 'queued' && row.claim === null && row.request === null)
          Object.assign(row, { state: 'dropped', awaits: 'nothing' })
        else if (row.state === 'queued' || row.state === 'dead') row.settlement = settlement
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
      if (work === 'sending') letIn(now)
      let first: Message | undefined
      for (const row of rows.values())
        if (row.awaits === work && row.dueAt <= now && (first === undefined || order(row) < order(first)))
          first = row
      if (first !== undefined)
        Object.assign(first, { claim: token, dueAt: until, attempts: first.attempts + 1 })
      return Promise.resolve(structuredClone(first))
    },
    hold(ends, lane, claimed) {
      const mine = claimed === undefined ? undefined : held(claimed.id, claimed.token)
      if (mine !== undefined)
        Object.assign(mine, {
          awaits: 'quota',
          claim: null,
          dueAt: mine.queuedAt,
          attempts: mine.attempts - 1,
        })
      for (const { queue, until } of ends)
        for (const key of keysOf([queue], lane)) holds.set(key, until.getTime())
      const queues = ends.map(({ queue }) => queue)
      for (const row of rows.values())
        if (
          queuesOf(row.to).every((queue) => queues.includes(queue)) &&
          (row.lane === 'danger') === (lane === 'danger') &&
          row.awaits === 'sending' &&
          row.claim === null &&
          row.request === null
        )
          row.awaits = 'quota'
      return Promise.resolve()
    },
    release(queue) {
      for (const key of [`danger ${queue}`, `below ${queue}`]) if (holds.has(key)) holds.set(key, 0)
      return Promise.resolve()
    },
    giveBack(id, token, dueAt) {
      const row = held(id, token)
      return change(row, { claim: null, dueAt, attempts: (row?.attempts ?? 0) - 1 })
    },
    async split({ id, subject, communityId, kind, isCard, facts, lane, queuedAt }, token, now, rest) {
      const row = held(id, token)
      if (row === undefined) return false
      Object.assign(row, { to: { users: [...now] }, splitOff: [...rest] })
      const later = { subject, communityId, kind, isCard, facts, lane, to: { users: [...rest] } }
      await store.enqueue([{ ...later, id: `${id}-${rest.join('-')}` }], queuedAt)
      const copy = rows.get(`${id}-${rest.join('-')}`)
      if (row.settlement !== null && copy?.state === 'queued' && copy.request === null && copy.claim === null)
        Object.assign(copy, { state: 'dropped', awaits: 'nothing' })
      return true
    },
    foldable({ id, kind, lane, to, communityId }, limit) {
      const found = [...rows.values()].filter(
        (row) =>
          row.id !== id &&
          ![...rows.values()].some(({ foldedInto }) => foldedInto === row.id) &&
          row.kind === kind &&
          row.lane === lane &&
          row.communityId === communityId &&
          JSON.stringify(row.to) === JSON.stringify(to) &&
          ['sending', 'quota'].includes(row.awaits) &&
          !row.isCard &&
          row.claim === null &&
          row.request === null,
      )
      return Promise.resolve(structuredClone(found.sort(oldestFirst).slice(0, limit)))
    },
    fold({ id }, token, ids) {
      for (const other of held(id, token) === undefined ? [] : ids) {
        const row = rows.get(other)
        if (row?.state === 'queued' && row.claim === null && row.request === null)
          Object.assign(row, { state: 'folded', awaits: 'nothing', foldedInto: id })
      }
      const folded = [...rows.values()].filter(({ foldedInto }) => foldedInto === id)
      return Promise.resolve(structuredClone(folded.sort(oldestFirst)))
    },
    noteContent(id, token, content, now, since) {
      if (held(id, token) === undefined) return Promise.resolve(false)
      contents.set(id, { content, at: now })
      return Promise.resolve(
        [...contents].some(
          ([other, said]) =>
            other !== id &&
            said.content === content &&
            (said.at >= since || rows.get(other)?.state === 'queued'),
        ),
      )
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
      const taken = row?.codes.some((known) => known.code === code.code) === true
      void change(taken ? row : undefined, {
        codes: row?.codes.filter((known) => known.code !== code.code) ?? [],
        settlingCode: code,
      })
      return Promise.resolve(taken)
    },
    returnCode(id, token, code, dueAt) {
      const row = held(id, token)
      return change(row, { codes: [...(row?.codes ?? []), code], settlingCode: null, claim: null, dueAt })
    },
    isTold({ type, id, version }, userId, since) {
      const told = [...rows.values()].some(
        ({ subject, to, state, sentAt, queuedAt }) =>
          subject?.type === type &&
          subject.id === id &&
          subject.version >= version &&
          queuesOf(to).includes(`member:${userId.toLowerCase()}`) &&
          ((state === 'sent' && sentAt !== null && sentAt >= since) ||
            (state === 'folded' && queuedAt >= since)),
      )
      return Promise.resolve(told)
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
    revive(communityId, now) {
      const dead = [...rows.values()].filter(
        (row) => row.state === 'dead' && row.communityId === communityId && row.settlement === null,
      )
      for (const row of dead)
        Object.assign(row, { state: 'queued', awaits: 'sending', attempts: 0, queuedAt: now, dueAt: now })
      return Promise.resolve(dead.length)
    },
    leftBehind(before, limit) {
      const late = [...rows.values()]
        .filter(({ awaits, dueAt }) => awaits === 'sending' && dueAt <= before)
        .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
        .slice(0, limit)
      return Promise.resolve(
        [...new Set(late.map(({ communityId }) => communityId))].flatMap((communityId) => {
          const own = late.filter((row) => row.communityId === communityId)
          return own
            .slice(0, 1)
            .map(({ id, dueAt }) => ({ communityId, oldestId: id, dueAt, count: own.length }))
        }),
      )
    },
    deliveredSince(since, now) {
      const known = [...rows.values()].flatMap(({ to, sentAt, awaits, request }) => {
        if (sentAt !== null && sentAt > since) return [{ to, at: sentAt }]
        return awaits === 'sending' && request !== null ? [{ to, at: now }] : []
      })
      return Promise.resolve(structuredClone(known))
    },
    nextDueAt() {
      const due = [...rows.values()].flatMap(({ awaits, dueAt }) =>
        awaits === 'settling' || awaits === 'sending' ? [dueAt.getTime()] : [],
      )
      const instants = [...due, ...holds.values()]
      return Promise.resolve(instants.length === 0 ? undefined : new Date(Math.min(...instants)))
    },
    countWaiting: () => Promise.resolve([]),
    countByState() {
      const counts: Record<string, number> = {}
      for (const { state } of rows.values()) counts[state] = (counts[state] ?? 0) + 1
      return Promise.resolve(counts)
    },
  }
  return store
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
  splitOff: [],
  foldedInto: null,
} satisfies Partial<Message>
