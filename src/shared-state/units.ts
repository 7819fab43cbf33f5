/** At most `limit` units within any span of this length. A window that slides also keeps the calendar's minute or hour. */
export interface UnitWindow {
  limit: number
  spanMs: number
}

/** What an act draws on: so many units under a key, if each of the windows has room for them. */
export interface Draw {
  key: string
  units: number
  windows: readonly UnitWindow[]
}

/**
 * Units counted under keys, for quotas that all processes share. An act is counted at the latest instant at which it
 * can still happen, and at its true end once that is known; so nobody else can count more within a window.
 */
export interface Units {
  /**
   * Takes all draws or none: resolves to the wait in milliseconds for each draw, all 0 when they were taken. They count at
   * `heldUntil` until the act says otherwise. The instants are the caller's; processes keep their clocks together.
   */
  takeUnits(act: string, draws: readonly Draw[], now: Date, heldUntil: Date): Promise<number[]>
  /** The act is over: its units count at this instant from now on. */
  stampUnits(act: string, draws: readonly Draw[], at: Date): Promise<void>
  /** The act did not happen: its units count no more. */
  returnUnits(act: string, draws: readonly Draw[]): Promise<void>
  /** Forgets the units under the key that count before the instant. */
  forgetUnits(key: string, before: Date): Promise<void>
  /** Counts units of the past (one an instant) under a key that knows none, after a restart that has lost them. */
  seedUnits(key: string, instants: readonly Date[], keepMs: number): Promise<void>
}

/** How long the draw's units matter. */
export function longestSpan({ windows }: Draw): number {
  return Math.max(...windows.map(({ spanMs }) => spanMs))
}
