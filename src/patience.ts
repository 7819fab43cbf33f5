import type { Policy } from './config/policy.ts'
import { spanMs } from './domain/calendar/index.ts'
import type { Backoff } from './outbox/backoff.ts'

/** How long work is held, how it is tried again and when it is given up; spans in milliseconds. */
export interface Patience {
  leaseMs: number
  giveUpAfterMs: number
  backoff: Backoff
  /** A number in [0, 1) that scatters the waits. */
  random: () => number
}

/** The patience that the policy's engine section asks for. */
export function patienceOf(pace: Policy['engine']): Patience {
  return {
    leaseMs: spanMs(pace.sendLeaseFor),
    giveUpAfterMs: spanMs(pace.giveUpAfter),
    backoff: { firstMs: spanMs(pace.retryFirstAfter), mostMs: spanMs(pace.retryAtMost) },
    random: Math.random,
  }
}
