import type { Units } from './units.ts'

/**
 * Small values that all processes of the desk must agree on for a while: tokens, leases, delivery ids seen, quotas used.
 * Nothing here is the only copy of anything: losing it costs work, never a ticket (style-anchors, "the lease saves work").
 */
export interface SharedState extends Units {
  /** The value, or `undefined` when it was never set or has expired. */
  get(key: string): Promise<string | undefined>
  /** Stores the value for `ttlMs`, replacing whatever was there. */
  set(key: string, value: string, ttlMs: number): Promise<void>
  /** Stores the value only when the key is free; exactly one of several simultaneous callers gets `true`. */
  setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean>
  /** Removes the key only while it still holds `value`; `false` when somebody else's value is there. */
  deleteIfEquals(key: string, value: string): Promise<boolean>
  /** Lets the key live `ttlMs` from now, only while it still holds `value`. */
  extendIfEquals(key: string, value: string, ttlMs: number): Promise<boolean>
  /** Rejects when the state cannot be reached. */
  ping(): Promise<void>
  /** Gives back connections; the state must not be used afterwards. */
  close(): Promise<void>
}
