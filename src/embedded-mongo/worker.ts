import { parentPort, workerData } from 'node:worker_threads'
import { codeOf } from '../errors.ts'
import type { Engine } from './commands/command.ts'
import { Cursors } from './commands/cursors.ts'
import { startHousekeeping } from './store/housekeeping.ts'
import { acquireLock } from './store/lock.ts'
import { openStore } from './store/store.ts'
import { listen } from './wire/listen.ts'
import { createWireServer } from './wire/server.ts'
import type { FromWorker, WorkerOptions } from './worker-messages.ts'

const port = parentPort
if (port === null) throw new Error('worker.ts runs in a worker thread only')
const tell = (message: FromWorker): void => port.postMessage(message)

/** Locks, recovers, listens; the next message from the other thread stops it all in the reverse order. */
async function run({ directory, compactAfterBytes }: WorkerOptions): Promise<void> {
  const lock = await acquireLock(directory)
  const store = openStore(directory)
  const engine: Engine = { store, cursors: new Cursors(), startedAt: new Date() }
  const wire = createWireServer(engine, {
    warn: (message, details) => tell({ kind: 'log', level: 'warn', message, details }),
    failed: (error) => {
      tell({ kind: 'failed', code: codeOf(error), message: String(error) })
      process.exit(1) // ends this thread only
    },
  })
  const report = (level: 'info' | 'warn', message: string, details: Record<string, unknown>): void =>
    tell({ kind: 'log', level, message, details })
  const stopHousekeeping = startHousekeeping(store, engine.cursors, report, compactAfterBytes)
  const uri = await listen(wire.server, directory)
  lock.announce(uri)
  port?.once('message', () => {
    void (async () => {
      await wire.close()
      await stopHousekeeping()
      store.close()
      await lock.release()
      tell({ kind: 'stopped' })
      port.close()
    })()
  })
  tell({ kind: 'ready', uri })
}

function isOptions(value: unknown): value is WorkerOptions {
  return (
    typeof value === 'object' && value !== null && 'directory' in value && typeof value.directory === 'string'
  )
}

try {
  const options: unknown = workerData
  if (!isOptions(options)) throw new TypeError('the worker needs the directory of the store')
  await run(options)
} catch (error) {
  tell({
    kind: 'failed',
    code: codeOf(error),
    message: error instanceof Error ? error.message : String(error),
  })
  process.exit(1)
}
