import { parentPort, workerData } from 'node:worker_threads'
import { Cursors } from './commands/cursors.ts'
import type { Engine } from './commands/command.ts'
import { openStore } from './store/store.ts'
import { codeOf } from '../errors.ts'
import { listen } from './wire/listen.ts'
import { createWireServer } from './wire/server.ts'
import type { FromWorker } from './worker-messages.ts'

/** How often idle cursors are looked for. */
const REAP_EVERY_MS = 60_000

const port = parentPort
if (port === null) throw new Error('worker.ts runs in a worker thread only')
const tell = (message: FromWorker): void => port.postMessage(message)

try {
  const directory: unknown = workerData
  if (typeof directory !== 'string') throw new TypeError('the worker needs the directory of the store')
  const store = openStore(directory)
  const engine: Engine = { store, cursors: new Cursors(), startedAt: new Date() }
  const wire = createWireServer(engine, {
    warn: (message, details) => tell({ kind: 'log', level: 'warn', message, details }),
    failed: (error) => {
      tell({ kind: 'failed', code: codeOf(error), message: String(error) })
      process.exit(1) // ends this thread only
    },
  })
  const uri = await listen(wire.server, directory)
  const reaper = setInterval(() => engine.cursors.reap(), REAP_EVERY_MS)
  port.on('message', () => {
    clearInterval(reaper)
    void wire.close().then(() => {
      store.close()
      tell({ kind: 'stopped' })
      port.close()
    })
  })
  tell({ kind: 'ready', uri })
} catch (error) {
  tell({
    kind: 'failed',
    code: codeOf(error),
    message: error instanceof Error ? error.message : String(error),
  })
}
