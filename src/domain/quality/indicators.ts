import { finishedAt, respondedAt, type Measured } from './measured.ts'

/** A rate with what it was counted from: `count` of `of`. */
export interface Share {
  count: number
  of: number
}

/** The indicators of QM-1 over one set of tickets; the rates' own definitions are in domain-facts 4.3. */
export interface Indicators {
  /** Received in the period, discarded ones apart. */
  received: number
  discarded: number
  /** Answered by a person, of those received; how long that took, in milliseconds. */
  firstResponse: Share & { medianMs: number | null; p90Ms: number | null }
  /** Done by their time, of those received that are done or whose time has passed; the others of them are overdue. */
  onTime: Share
  overdue: Share
  /** Closed in the period, of those received in it or carried over into it. */
  closed: Share
  carriedOver: number
  /** Came again (same room, same category), of those received that have a room. */
  repeated: Share
  /** `null` while no record tells of any. */
  callback: Share | null // 回访率
  /** 满意率; `null` while no record tells of any. */
  satisfied: Share | null
}

/** Counts the indicators of the tickets for a period as they stand at `now`; `repeats` are ids (see `findRepeats`). */
export function countIndicators(
  tickets: readonly Measured[],
  period: { from: Date; to: Date },
  repeats: ReadonlySet<string>,
  now: Date,
): Indicators {
  const within = (at: Date) => at >= period.from && at < period.to
  const counted = tickets.filter(({ status }) => status !== 'discarded')
  const received = counted.filter(({ reception }) => within(reception.receivedAt))
  const carried = counted.filter(
    ({ reception, closedAt }) =>
      reception.receivedAt < period.from && (closedAt === null || closedAt >= period.from),
  )
  const waits = received.flatMap((ticket) => {
    const at = respondedAt(ticket)
    return at === undefined ? [] : [at.getTime() - ticket.reception.receivedAt.getTime()]
  })
  const due = received.filter((ticket) => finishedAt(ticket) !== undefined || ticket.dueAt < now)
  const inTime = due.filter((ticket) => (finishedAt(ticket) ?? now) <= ticket.dueAt)
  const housed = received.filter(({ reception }) => reception.room !== null)
  const toClose = [...received, ...carried]
  return {
    received: received.length,
    discarded: tickets.filter(
      (ticket) => ticket.status === 'discarded' && within(ticket.reception.receivedAt),
    ).length,
    firstResponse: { ...share(waits, received), ...quantiles(waits) },
    onTime: share(inTime, due),
    overdue: { count: due.length - inTime.length, of: due.length },
    closed: share(
      toClose.filter(({ closedAt }) => closedAt !== null && within(closedAt)),
      toClose,
    ),
    carriedOver: carried.length,
    repeated: share(
      housed.filter(({ id }) => repeats.has(id)),
      housed,
    ),
    callback: null, // 回访
    satisfied: null,
  }
}

function share(some: readonly unknown[], all: readonly unknown[]): Share {
  return { count: some.length, of: all.length }
}

/** The nearest-rank median and ninth decile. */
function quantiles(values: readonly number[]): { medianMs: number | null; p90Ms: number | null } {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (part: number) => sorted[Math.ceil(part * sorted.length) - 1] ?? null
  return { medianMs: at(0.5), p90Ms: at(0.9) }
}
