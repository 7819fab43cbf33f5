import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose, { type Connection } from 'mongoose'
import type { Config } from '../../src/config/index.ts'
import { startEmbeddedMongo } from '../../src/embedded-mongo/index.ts'
import { createLogger } from '../../src/logger.ts'
import { createUndo } from '../../src/running.ts'
import { createMovableClock } from '../../src/sandbox/movable-clock.ts'
import {
  createEmulator,
  parseWorld,
  SANDBOX_CREDENTIALS,
  type Emulator,
} from '../../src/sandbox/wecom/index.ts'
import { startDeskProcess, type DeskEnd } from './desk-ends.ts'
import type { YearOwner } from './reports.ts'

/** A community, its phones and one desk or several, on a clock that stands still but for orders. */
export interface YearWorld {
  emulator: Emulator
  connection: Connection
  now(): Date
  moveTo(at: Date): Promise<void>
  /** Does everything that is due now on every desk. */
  settle(): Promise<void>
  nextDueAt(): Promise<Date | undefined>
  close(): Promise<void>
}

/** Starts the emulator here and each desk as a process of its own; several desks need Redis. */
export async function openYear(options: {
  config: Config
  owners: readonly YearOwner[]
  start: Date
  desks: number
}): Promise<YearWorld> {
  const { config, owners, start } = options
  const undo = createUndo()
  const dataDir = await mkdtemp(join(tmpdir(), 'desk-year-'))
  undo.add(() => rm(dataDir, { recursive: true, force: true }))
  let uri = config.mongodbUri
  if (uri === undefined) {
    const store = await startEmbeddedMongo({ dataDir: join(dataDir, 'store') })
    undo.add(() => store.stop())
    uri = store.uri
  }
  const connection = await mongoose.createConnection(uri).asPromise()
  undo.add(() => connection.close())

  const clock = createMovableClock({ base: { now: () => start } })
  const { corpId, ...agent } = SANDBOX_CREDENTIALS
  const members = config.communities
    .flatMap((community) => community.members)
    .map(({ userId, name }) => ({ userId, name }))
  const kfAccounts = config.sandbox?.kfAccounts ?? []
  const emulator = createEmulator({
    world: parseWorld({ corpId, agents: [agent], members, owners, kfAccounts }),
    clock,
    logger: createLogger('silent'),
  })
  undo.add(() => emulator.close())
  const apiBase = await emulator.listen()

  const desks: DeskEnd[] = []
  for (let i = 0; i < options.desks; i += 1) {
    const desk = await startDeskProcess({
      YEAR_START: JSON.stringify({ now: start.getTime(), apiBase, credentials: SANDBOX_CREDENTIALS }),
      YEAR_FIRST: i === 0 ? 'yes' : 'no',
      MONGODB_URI: uri,
      DATA_DIR: join(dataDir, `desk-${String(i)}`),
      ...(config.redisUrl === undefined ? {} : { REDIS_URL: config.redisUrl }),
    })
    undo.add(() => desk.stop())
    desks.push(desk)
  }
  const entrance = await openEntrance(desks.map(({ port }) => port))
  undo.add(() => entrance.close())
  await emulator.setWebhook(`${entrance.url}/wecom/callback`)

  return {
    emulator,
    connection,
    now: () => clock.now(),
    async moveTo(at) {
      clock.moveTo(at)
      await Promise.all(desks.map((desk) => desk.moveTo(at)))
    },
    async settle() {
      for (;;) {
        await emulator.idle()
        const before = entrance.passed()
        const done = await Promise.all(desks.map((desk) => desk.settle()))
        await emulator.idle()
        // One desk comes to its own end; only what came in meanwhile, or from a neighbour's work, asks for more.
        const isQuiet = desks.length === 1 || done.every((count) => count === 0)
        if (isQuiet && entrance.passed() === before) return
      }
    },
    async nextDueAt() {
      // They look at one database: what the first one knows, all know.
      return desks[0]?.nextDueAt()
    },
    close: () => undo.undo(),
  }
}

/** One address for all desks; requests go to one after the other. */
async function openEntrance(
  ports: readonly number[],
): Promise<{ url: string; passed(): number; close(): Promise<void> }> {
  let turn = 0
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming
    const onward = request(
      { host: '127.0.0.1', port: ports[turn++ % ports.length], method, path: url, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${String(port)}`,
    passed: () => turn,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
