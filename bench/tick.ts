import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose from 'mongoose'
import { loadConfig } from '../src/config/index.ts'
import { openDatabase } from '../src/database.ts'
import { createDirectory } from '../src/directory/index.ts'
import { createCalendar, spanMs } from '../src/domain/calendar/index.ts'
import { startEmbeddedMongo } from '../src/embedded-mongo/index.ts'
import { createLogger } from '../src/logger.ts'
import { isCardKind } from '../src/outbox/composer.ts'
import { createRelay } from '../src/outbox/relay.ts'
import { createUndo } from '../src/running.ts'
import { createTicketClockScheduler } from '../src/schedulers/ticket-clocks.ts'
import { createAddressing } from '../src/services/addressing.ts'
import { createTicketService } from '../src/services/tickets.ts'
import { understand } from '../src/understanding/index.ts'
import { median, timed } from './store/measure.ts'

/* A tick must cost what is due, not what exists: the same hundred due tickets among a thousand open ones and among a
   hundred thousand, turn by turn in one run. A tick here finds them, lets each rise, and relays their messages. */

const [FEW, MANY, DUE, ROUNDS, LIMIT] = [1000, 100_000, 100, 21, 1.3]
const RECEIVED = new Date('2026-11-20T10:00:00+08:00')
const BATCH = 1000

interface Stand {
  open: number
  /** One tick: how many tickets rose. */
  tick: () => Promise<number>
  /** Puts the hundred back to where they were. */
  reset: () => Promise<void>
  close(): Promise<void>
}

/** A database with so many open tickets, the oldest hundred of them due. */
async function openStand(open: number): Promise<Stand> {
  const undo = createUndo()
  const dataDir = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'bench-tick-'))
  undo.add(() => rm(dataDir, { recursive: true, force: true }))
  const store = await startEmbeddedMongo({ dataDir })
  undo.add(() => store.stop())
  let now = RECEIVED
  const clock = { now: () => now }
  const database = await openDatabase(store.uri, clock)
  undo.add(() => database.close())
  const connection = await mongoose.createConnection(store.uri).asPromise()
  undo.add(() => connection.close())

  const config = loadConfig({ DATA_DIR: dataDir }, 'config')
  const logger = createLogger('silent')
  const directory = createDirectory(config.communities, config.holidays)
  const policy = config.policyFor('cuihu')
  const calendar = createCalendar('Asia/Shanghai', config.holidays)
  const tickets = createTicketService({
    store: database.tickets,
    addressing: createAddressing(directory, logger),
    rules: () => ({ policy, calendar }),
    media: database.media,
  })
  const text = '3-2-501 张女士 13800000000 厨房漏水'
  const reporter = { userId: 'ZhaoQiang', name: '赵强' }
  const report = {
    text,
    understanding: understand(text),
    channel: 'chat' as const,
    reporter,
    receivedAt: RECEIVED,
  }
  const { id } = await tickets.open(report, 'cuihu', 'bench')
  const collection = connection.collection<{ _id: string; [field: string]: unknown }>('tickets')
  const pattern = await collection.findOne({ _id: id })
  if (pattern === null) throw new Error('the first ticket is missing')
  await collection.deleteOne({ _id: id })
  const dueAt = new Date(RECEIVED.getTime() + 1000)
  const later = new Date('2030-01-01T00:00:00Z')
  const ladder = [
    { level: 1, role: 'supervisor', at: dueAt, rule: 'REC-4.7' },
    { level: 2, role: 'manager', at: later, rule: 'REC-4.8' },
  ]
  const due: (typeof pattern)[] = []
  for (let from = 0; from < open; from += BATCH) {
    const documents = Array.from({ length: BATCH }, (_, i) => {
      const n = from + i
      const common = {
        ...pattern,
        _id: `t${String(n)}`,
        number: `JD-20261120-${String(n)}`,
        outbox: [],
        outboxSince: null,
      }
      if (n >= DUE) return { ...common, nextActionAt: new Date(later.getTime() + n) }
      const document = { ...common, nextActionAt: dueAt, ladder }
      due.push(document)
      return document
    })
    await collection.insertMany(documents)
  }
  now = new Date(RECEIVED.getTime() + 60_000)

  const { engine } = config.policy
  const scheduler = createTicketClockScheduler({
    store: database.tickets,
    tickets,
    batchSize: engine.batchSize,
    backoff: { firstMs: spanMs(engine.retryFirstAfter), mostMs: spanMs(engine.retryAtMost) },
    logger,
  })
  const relay = createRelay({
    stores: [{ type: 'ticket', store: database.tickets }],
    messages: database.messages,
    isCard: isCardKind,
    clock,
    batchSize: engine.batchSize,
  })
  return {
    open,
    async tick() {
      const risen = await scheduler.run(now)
      await relay()
      await scheduler.nextDueAt(now)
      return risen
    },
    async reset() {
      for (const document of due) await collection.replaceOne({ _id: document._id }, document)
      await connection.collection('messages').deleteMany({})
    },
    close: () => undo.undo(),
  }
}

const stands = [await openStand(FEW), await openStand(MANY)]
const took = stands.map(() => new Array<number>())
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [which, stand] of stands.entries()) {
    const [ms, risen] = await timed(() => stand.tick())
    if (risen !== DUE) throw new Error(`${String(risen)} of ${String(DUE)} tickets rose`)
    took[which]?.push(ms)
    await stand.reset()
  }
}
const [few = Number.NaN, many = Number.NaN] = took.map(median)
for (const [which, { open }] of stands.entries())
  console.log(
    `${String(DUE)} due of ${open.toLocaleString('en')} open: ${[few, many][which]?.toFixed(0) ?? ''} ms a tick`,
  )
const ratio = many / few
console.log(`ratio ${ratio.toFixed(2)} (limit ${String(LIMIT)})${ratio > LIMIT ? '  ABOVE THE LIMIT' : ''}`)
for (const stand of stands) await stand.close()
