import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig, type Config } from '../../src/config/index.ts'
import { openDatabase } from '../../src/database.ts'
import { createDesk, type Desk } from '../../src/desk.ts'
import { startEmbeddedMongo } from '../../src/embedded-mongo/index.ts'
import { listen, stopListening } from '../../src/listen.ts'
import { createLogger } from '../../src/logger.ts'
import { createUndo } from '../../src/running.ts'
import { createMovableClock, type MovableClock } from '../../src/sandbox/movable-clock.ts'
import {
  createEmulator,
  parseWorld,
  SANDBOX_CREDENTIALS,
  type Emulator,
} from '../../src/sandbox/wecom/index.ts'
import { createMemoryState } from '../../src/shared-state/memory-state.ts'

/** A desk and an emulator in this process, wired by the test so that parts of it can be taken away. */
export interface DeskOnEmulator {
  desk: Desk
  emulator: Emulator
  clock: MovableClock
  config: Config
  /** Cuts and mends the wire between the desk and its database. */
  database: { cut(): void; mend(): void }
  /** A second desk on the same database and platform, sharing no lease with the first: the worst neighbour. */
  another(): Desk
  settle(): Promise<void>
  close(): Promise<void>
}

/** `missing` names members of the configuration whom the platform does not know, `besides` people only it knows; `env` is set besides. */
export async function startDeskOnEmulator(
  options: {
    missing?: string[]
    besides?: { userId: string; name: string }[]
    env?: Record<string, string>
    configDir?: string
  } = {},
): Promise<DeskOnEmulator> {
  const undo = createUndo()
  const dataDir = await mkdtemp(join(tmpdir(), 'desk-emulator-'))
  undo.add(() => rm(dataDir, { recursive: true, force: true }))
  const config = loadConfig({ DATA_DIR: dataDir, ...options.env }, options.configDir ?? 'config')
  const logger = createLogger(process.env.LOG_LEVEL ?? 'silent')
  const clock = createMovableClock()
  const store = await startEmbeddedMongo({ dataDir: join(dataDir, 'store') })
  undo.add(() => store.stop())
  const wire = await createWire(store.uri)
  undo.add(() => wire.close())
  const database = await openDatabase(wire.uri, clock)
  undo.add(() => database.close())

  const { corpId, ...agent } = SANDBOX_CREDENTIALS
  const members = config.communities
    .flatMap((community) => community.members)
    .filter(({ userId }) => options.missing?.includes(userId) !== true)
    .map(({ userId, name }) => ({ userId, name }))
    .concat(options.besides ?? [])
  const owners = config.sandbox?.owners ?? []
  const kfAccounts = config.sandbox?.kfAccounts ?? []
  const robots = [...config.robots].map(([chatId, key]) => ({ chatId, key }))
  const emulator = createEmulator({
    world: parseWorld({ corpId, agents: [agent], members, owners, kfAccounts, robots }),
    clock,
    logger,
  })
  undo.add(() => emulator.close())
  const wecomConfig = {
    apiBase: await emulator.listen(),
    corpId,
    agentId: agent.agentId,
    secret: agent.secret,
    keys: [{ token: agent.token, encodingAesKey: agent.encodingAesKey }],
  }
  const another = () =>
    createDesk({ config, wecomConfig, database, state: createMemoryState(clock), clock, logger })
  const desk = another()
  const { server, port } = await listen(desk.app(), 0, '127.0.0.1')
  undo.add(() => desk.engine.stop())
  undo.add(() => stopListening(server))
  await emulator.setWebhook(`http://127.0.0.1:${String(port)}/wecom/callback`)
  await desk.keepGroups()
  return {
    desk,
    emulator,
    clock,
    config,
    database: wire,
    another,
    async settle() {
      do await emulator.idle()
      while ((await desk.engine.settle()) > 0)
    },
    close: () => undo.undo(),
  }
}

/** A wire to the database that can be cut. */
async function createWire(
  uri: string,
): Promise<{ uri: string; cut(): void; mend(): void; close(): Promise<void> }> {
  // A store on a socket file has its path, percent-encoded, where others have host and port.
  const [, host = '', port = '', name = ''] = /^mongodb:\/\/([^:/]+):?(\d*)\/(.*)$/u.exec(uri) ?? []
  let whole = true
  const ends = new Set<Socket>()
  const server: Server = createServer((here) => {
    if (!whole) {
      here.destroy()
      return
    }
    const there = /^\d+$/u.test(port) ? connect(Number(port), host) : connect(decodeURIComponent(host))
    for (const [end, other] of [
      [here, there],
      [there, here],
    ] as const) {
      ends.add(end)
      end
        .on('error', () => other.destroy())
        .on('close', () => {
          ends.delete(end)
          other.destroy()
        })
    }
    here.pipe(there).pipe(here)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const wirePort = typeof address === 'object' && address !== null ? address.port : 0
  return {
    uri: `mongodb://127.0.0.1:${String(wirePort)}/${name}`,
    cut() {
      whole = false
      for (const end of ends) end.destroy()
    },
    mend: () => void (whole = true),
    close: () =>
      new Promise<void>((resolve) => {
        for (const end of ends) end.destroy()
        server.close(() => resolve())
      }),
  }
}
