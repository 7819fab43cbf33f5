import { randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { Logger } from '../../logger.ts'
import { createDirectory, type Directory } from './directory.ts'
import { createFaults, type Faults } from './faults/faults.ts'
import { createRates, type Rates } from './rates.ts'
import { openRecords, type Records } from './records.ts'
import { openBlobs, type Blobs } from './store/blobs.ts'
import { openStore, type Store } from './store/store.ts'
import type { Switches } from './switches.ts'
import { createThreads, type Threads } from './threads.ts'
import type { Violation } from './violations.ts'
import { createWebhookQueue, type WebhookQueue } from './webhook/queue.ts'
import type { World } from './world.ts'

/** What every API method and every phone works on. */
export interface Platform {
  world: World
  directory: Directory
  /** The platform's clock: the given one plus the skew that a fault may have set. */
  clock: Clock
  logger: Logger
  switches: Switches
  store: Store
  records: Records
  blobs: Blobs
  threads: Threads
  rates: Rates
  faults: Faults
  /** What the platform tells the apps. */
  webhooks: WebhookQueue
  /** The present instant in milliseconds. */
  now(): number
  /** The next number of a sequence that survives a restart, from 1. */
  next(sequence: string): number
  /** A fresh unguessable word with a prefix, safe in addresses and file names. */
  secret(prefix: string): string
  /** Where the emulator itself can be reached, without a slash at the end. */
  address(): string
  violations: Violation[]
  report(violation: Omit<Violation, 'at'>): void
  onChange(listener: () => void): () => void
}

/** Opens the emulator's state in `dataDir` (memory when absent). */
export function createPlatform(deps: {
  world: World
  clock: Clock
  logger: Logger
  dataDir: string | undefined
  switches: Switches
  address: () => string
}): Platform {
  const { world, logger, switches } = deps
  const store = openStore(deps.dataDir)
  const records = openRecords(store)
  const listeners = new Set<() => void>()
  const violations: Violation[] = []
  const clock: Clock = { now: () => new Date(deps.clock.now().getTime() + faults.skewMs()) }
  const now = (): number => clock.now().getTime()
  const faults = createFaults(now, records.tokens)
  const platform: Platform = {
    world,
    directory: createDirectory(world, records.contacts),
    clock,
    logger,
    switches,
    store,
    records,
    blobs: openBlobs(deps.dataDir),
    threads: createThreads(records.entries, () => {
      for (const listener of listeners) listener()
    }),
    rates: createRates(clock, switches.quotaWindow),
    faults,
    webhooks: createWebhookQueue(() => platform),
    now,
    next(sequence) {
      const value = (records.counters.get(sequence) ?? 0) + 1
      records.counters.put(sequence, value)
      return value
    },
    secret: (prefix) => `${prefix}${randomBytes(24).toString('hex')}`,
    address: deps.address,
    violations,
    report(violation) {
      violations.push({ ...violation, at: clock.now().toISOString() })
      logger.warn(
        { kind: violation.kind, api: violation.api, errcode: violation.errcode, detail: violation.detail },
        'the platform would not have accepted this',
      )
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  return platform
}
