/** Where the present instant comes from; passed in so that tests and the sandbox can move time. */
export interface Clock {
  now(): Date
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() }
