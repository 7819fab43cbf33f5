/** A receiver, by the name of his queue, whose quota is used up until the instant. */
export interface Hold {
  queue: string
  until: Date
}

/** A held queue is looked at once an hour at least, so that what is too pessimistic mends itself. */
const LOOK_AGAIN_MS = 3_600_000

/** The queues that wait this long, in milliseconds. */
export function holdsFor(queues: readonly string[], waitMs: number, now: Date): Hold[] {
  const until = new Date(now.getTime() + Math.min(waitMs, LOOK_AGAIN_MS))
  return queues.map((queue) => ({ queue, until }))
}
