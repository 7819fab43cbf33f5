import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { DeskError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { listFiles, storeDirectory } from './store/files.ts'
import type { FromWorker, WorkerOptions } from './worker-messages.ts'

/** How to start the store; all but the data directory may be left out. */
export interface EmbeddedMongoOptions {
  /** The desk's data directory; the store takes the folder `embedded-mongo` in it. */
  dataDir: string
  logger?: Logger
  /** Journal size at which a snapshot is due, in bytes. */
  compactAfterBytes?: number
}

/** A running embedded store. */
export interface EmbeddedMongo {
  /** A `mongodb://` connection string with a database name. */
  uri: string
  /** Makes everything durable and ends the thread. */
  stop: () => Promise<void>
}

/**
 * Starts the embedded store of a data directory in a thread of its own. Rejects with `store_damaged`, `store_in_use`
 * or `store_version`; after a failure while running, the connections end and the logger gets a fatal line.
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const { dataDir, logger, ...rest } = options
  const directory = storeDirectory(dataDir)
  listFiles(directory) // makes the directory, so that a wrong path is reported from here
  const worker = startWorker({ ...rest, directory })
  return new Promise((resolve, reject) => {
    let isReady = false
    let isStopping = false
    let isOver = false
    const ended = new Promise<void>((done) => worker.once('exit', () => done()))
    const stop = async (): Promise<void> => {
      if (!isStopping) worker.postMessage('stop')
      isStopping = true
      await ended
    }
    const fail = (code: string, message: string): void => {
      if (isOver) return
      isOver = true
      const error = new DeskError(code, message)
      if (isReady) logger?.fatal({ err: error }, 'the embedded store has stopped')
      else reject(error)
    }
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'ready') {
        isReady = true
        resolve({ uri: message.uri, stop })
      } else if (message.kind === 'failed') fail(message.code, message.message)
      else if (message.kind === 'log') logger?.[message.level](message.details, message.message)
    })
    worker.on('error', (error) => fail('store_failed', String(error)))
    worker.on('exit', () => {
      if (!isStopping) fail('store_failed', 'the thread of the embedded store has ended')
    })
  })
}

/** Compiled, the worker is a plain script. From sources, the thread first has to be taught TypeScript by tsx. */
function startWorker(workerData: WorkerOptions): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./worker.js', import.meta.url), { workerData })
  }
  // `import.meta.resolve` is missing where a loader has made a script of this module (mocha), so require looks it up;
  // what it finds is tsx's script, whose module twin is the one that can register.
  const tsx = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/\.cjs$/, '.mjs')
  const [hook, worker] = [pathToFileURL(tsx).href, new URL('./worker.ts', import.meta.url).href]
  const boot = `import(${JSON.stringify(hook)}).then(({ register }) => { register(); return import(${JSON.stringify(worker)}) })`
  return new Worker(boot, { eval: true, execArgv: [], workerData })
}
