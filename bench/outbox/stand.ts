import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '../../src/clock.ts'
import { loadConfig } from '../../src/config/index.ts'
import { openDatabase, type Database } from '../../src/database.ts'
import { spanMs } from '../../src/domain/calendar/index.ts'
import { startEmbeddedMongo } from '../../src/embedded-mongo/index.ts'
import { createLogger } from '../../src/logger.ts'
import { createDispatch } from '../../src/outbox/dispatch.ts'
import { readLimits } from '../../src/outbox/limits.ts'
import type { NewMessage } from '../../src/outbox/message.ts'
import { createQuotas } from '../../src/outbox/quotas.ts'
import { createRoutes } from '../../src/outbox/routes.ts'
import { createUndo } from '../../src/running.ts'
import {
  createEmulator,
  parseWorld,
  SANDBOX_CREDENTIALS,
  type Emulator,
} from '../../src/sandbox/wecom/index.ts'
import { createMemoryState } from '../../src/shared-state/memory-state.ts'
import { createWecomClient } from '../../src/wecom/client.ts'

/** The outbox as the desk wires it, before an emulator on loopback, on an embedded store; time is moved by hand. */
export interface Stand {
  messages: Database['messages']
  emulator: Emulator
  dispatch: () => Promise<number>
  /** When the platform had each text, by `performance.now()`. */
  hadAt: Map<string, number>
  now(): Date
  moveTo(at: Date): void
  /** The next instant at which something can be sent. */
  nextAt(): Promise<Date | undefined>
  close(): Promise<void>
}

/** Opens it with these members, who also form the group. */
export async function openStand(members: readonly string[], chatId: string): Promise<Stand> {
  const undo = createUndo()
  const dataDir = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'bench-outbox-'))
  undo.add(() => rm(dataDir, { recursive: true, force: true }))
  let now = Date.parse('2026-11-23T10:00:00+08:00')
  const clock: Clock = { now: () => new Date(now) }
  const logger = createLogger('silent')
  const store = await startEmbeddedMongo({ dataDir })
  undo.add(() => store.stop())
  const database = await openDatabase(store.uri, clock)
  undo.add(() => database.close())
  const { corpId, ...agent } = SANDBOX_CREDENTIALS
  const emulator = createEmulator({
    world: parseWorld({
      corpId,
      agents: [agent],
      members: members.map((userId) => ({ userId, name: userId })),
      owners: [],
      kfAccounts: [],
    }),
    clock,
    logger,
  })
  undo.add(() => emulator.close())
  const state = createMemoryState(clock)
  const apiBase = await emulator.listen()
  const wecom = createWecomClient({ apiBase, corpId, ...agent, sharedState: state, clock, logger })
  await wecom.createGroup({ chatId, name: 'bench', userIds: members })
  const { policy } = loadConfig({ DATA_DIR: dataDir }, 'config')
  const { engine } = policy
  const quotas = createQuotas({
    state,
    limits: readLimits(policy.platform),
    groupMembers: () => members,
    clock,
    holdMs: spanMs(engine.sendLeaseFor),
  })
  const { messages } = database
  const hadAt = new Map<string, number>()
  const dispatch = createDispatch({
    messages,
    composer: {
      compose: ({ id }) => Promise.resolve({ form: 'text', text: id }),
      sayEnd: () => '',
    },
    wecom: {
      ...wecom,
      async sendMessage(message) {
        const sent = await wecom.sendMessage(message)
        if (message.body.msgtype === 'text') hadAt.set(message.body.text.content, performance.now())
        return sent
      },
    },
    quotas,
    routes: createRoutes(state, new Map(), 1),
    ownerDoor: { admits: () => Promise.resolve(true), turnsAway: () => Promise.resolve(false) },
    clock,
    logger,
    managersGroup: () => undefined,
    isFormer: () => false,
    sendAtOnce: engine.sendAtOnce,
    leaseMs: spanMs(engine.sendLeaseFor),
    updatableForMs: spanMs(engine.cardUpdatableFor),
    giveUpAfterMs: spanMs(engine.giveUpAfter),
    backoff: { firstMs: spanMs(engine.retryFirstAfter), mostMs: spanMs(engine.retryAtMost) },
    random: Math.random,
  })
  return {
    messages,
    emulator,
    dispatch,
    hadAt,
    now: () => new Date(now),
    moveTo: (at) => void (now = Math.max(now, at.getTime())),
    nextAt: () => messages.nextDueAt(),
    close: () => undo.undo(),
  }
}

let count = 0

/** So many messages in words, each of a kind of its own so that none is folded into another. */
export function someMessages(wanted: number, to: NewMessage['to'], lane: NewMessage['lane']): NewMessage[] {
  return Array.from({ length: wanted }, () => {
    count += 1
    const id = `bench-${String(count).padStart(6, '0')}`
    return { id, subject: null, communityId: 'bench', kind: id, isCard: false, facts: {}, lane, to }
  })
}
