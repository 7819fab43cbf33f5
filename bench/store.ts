import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import mongoose, { type Model } from 'mongoose'
import { z } from 'zod'
import { startEmbeddedMongo } from '../src/embedded-mongo/index.ts'
import { report, type Figures } from './store/figures.ts'
import { ratesOf, timed } from './store/measure.ts'
import { matter, matterModel, type Matter } from './store/model.ts'

/** Where the stores are made; another disk can be named. */
const { BENCH_DIR = tmpdir() } = process.env
/** A disk in memory, where there is one: what remains there is the store's own cost, without the wait for the disk. */
const IN_MEMORY = '/dev/shm'
const PLACES: readonly { place: Figures['place']; home: string }[] = [
  { place: 'disk', home: BENCH_DIR },
  ...(existsSync(IN_MEMORY) ? [{ place: 'memory' as const, home: IN_MEMORY }] : []),
]
const SIZES = [1000, 10_000, 100_000]
const BATCH = 1000

interface Bench {
  documents: number
  place: Figures['place']
  dataDir: string
  model: Model<Matter>
  insertMany: number
  next: number
  close: () => Promise<void>
}

/** A new store with that many documents, connected through Mongoose. */
async function open(documents: number, { place, home }: (typeof PLACES)[number]): Promise<Bench> {
  const dataDir = await mkdtemp(join(home, 'bench-store-'))
  const { uri, stop } = await startEmbeddedMongo({ dataDir })
  const connection = await mongoose.createConnection(uri).asPromise()
  const model = matterModel(connection)
  await model.init()
  const [ms] = await timed(async () => {
    for (let i = 0; i < documents; i += BATCH) {
      await model.insertMany(Array.from({ length: BATCH }, (_, j) => matter(i + j)))
    }
  })
  const close = async (): Promise<void> => {
    await connection.close()
    await stop()
  }
  return { documents, place, dataDir, model, insertMany: (documents / ms) * 1000, next: documents, close }
}

const create = (bench: Bench): Promise<unknown> => bench.model.create(matter(bench.next++))
const update = ({ model, documents }: Bench, i: number): Promise<unknown> =>
  model.findOneAndUpdate(
    { number: matter((i * 7919) % documents).number },
    { $inc: { version: 1 }, $set: { status: 'taken' } },
    { returnDocument: 'after' },
  )
const search = ({ model }: Bench, i: number) =>
  model
    .find({ user: `user-${i % 50}` })
    .sort({ due: 1 })
    .limit(20)

/** Start-up and memory, in a process of its own. */
async function restart(dataDir: string): Promise<{ startMs: number; memoryMb: number }> {
  const script = fileURLToPath(new URL('./store/start.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, dataDir])
  return z.object({ startMs: z.number(), memoryMb: z.number() }).parse(JSON.parse(stdout))
}

/** Start-up of a store that holds nothing: the thread, the compiler of the sources, the socket. */
const emptyDir = await mkdtemp(join(BENCH_DIR, 'bench-store-'))
const { startMs: emptyStartMs } = await restart(emptyDir)
await rm(emptyDir, { recursive: true })

const benches: Bench[] = []
for (const where of PLACES) for (const size of SIZES) benches.push(await open(size, where))
const phases = {
  ping: await ratesOf(benches, 1, 200, ({ model }) => model.db.getClient().db().command({ ping: 1 })),
  createOneByOne: await ratesOf(benches, 1, 200, create),
  createFiftyAtOnce: await ratesOf(benches, 50, 500, create),
  updateByIndexOneByOne: await ratesOf(benches, 1, 200, update),
  updateByIndexFiftyAtOnce: await ratesOf(benches, 50, 500, update),
  findSortLimit: await ratesOf(benches, 1, 200, (bench, i) => search(bench, i)),
  findSortLimitPlain: await ratesOf(benches, 1, 200, (bench, i) => search(bench, i).lean()),
}
const rows: Figures[] = []
for (const [i, { documents, place, dataDir, insertMany, close }] of benches.entries()) {
  await close()
  const at = (name: keyof typeof phases): number => phases[name][i] ?? Number.NaN
  rows.push({
    documents,
    place,
    insertMany,
    ping: at('ping'),
    createOneByOne: at('createOneByOne'),
    createFiftyAtOnce: at('createFiftyAtOnce'),
    updateByIndexOneByOne: at('updateByIndexOneByOne'),
    updateByIndexFiftyAtOnce: at('updateByIndexFiftyAtOnce'),
    findSortLimit: at('findSortLimit'),
    findSortLimitPlain: at('findSortLimitPlain'),
    ...(await restart(dataDir)),
    emptyStartMs,
  })
  await rm(dataDir, { recursive: true })
}
console.log(report(rows))
