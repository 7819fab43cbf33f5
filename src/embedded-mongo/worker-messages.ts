/** What the starting thread gives the worker. */
export interface WorkerOptions {
  /** Where the store keeps its files. */
  directory: string
  /** Journal size at which a snapshot is due, in bytes; for tests. */
  compactAfterBytes?: number
}

/** What the worker thread tells the thread that started it. */
export type FromWorker =
  | { kind: 'ready'; uri: string }
  | { kind: 'stopped' }
  | { kind: 'failed'; code: string; message: string }
  | { kind: 'log'; level: 'info' | 'warn'; message: string; details: Record<string, unknown> }
