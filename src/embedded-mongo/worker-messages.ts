/** What the worker thread tells the thread that started it. */
export type FromWorker =
  | { kind: 'ready'; uri: string }
  | { kind: 'stopped' }
  | { kind: 'failed'; code: string; message: string }
  | { kind: 'log'; level: 'info' | 'warn'; message: string; details: Record<string, unknown> }
