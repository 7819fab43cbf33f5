import { DateTime } from 'luxon'
import type { YearRecords, YearTicket } from './records.ts'
import type { PlannedReport } from './reports.ts'

/** A rule that must hold on every record of the year, and where it does not. */
export interface Invariant {
  says: string
  broken: string[]
}

/** How late a step may take effect: a tick, and the retries of a busy record. */
const STEP_GRACE_MS = 60_000

/** What a community's local day looks like to the checks. */
export interface Local {
  timeZone: string
  /** Local times between which only danger may disturb; `null` where there are none. */
  quiet: { from: string; to: string } | null
}

/** Checks the year's records against the rules; `end` is the instant at which the year was left. */
export function checkYear(
  { tickets, messages, reviews }: YearRecords,
  reports: readonly PlannedReport[],
  end: Date,
  local: Local,
): Invariant[] {
  const opened = new Map<string, number>()
  for (const { reception } of tickets)
    opened.set(reception.original, (opened.get(reception.original) ?? 0) + 1)
  const said = new Map<string, number>()
  for (const { text } of reports) said.set(text, (said.get(text) ?? 0) + 1)
  return [
    {
      says: 'every report is one ticket, and nothing else is',
      broken: [...new Set([...opened.keys(), ...said.keys()])].filter(
        (text) => opened.get(text) !== said.get(text),
      ),
    },
    {
      says: 'REC-4.7, REC-4.8: each step of the ladder that came while the matter was open was taken once, in time',
      broken: tickets.flatMap((ticket) => brokenSteps(ticket, end)),
    },
    {
      says: 'no open ticket waits for a step whose time has come',
      broken: tickets
        .filter(({ nextActionAt }) => nextActionAt !== null && nextActionAt <= end)
        .map(({ number }) => number),
    },
    {
      says: 'a closed ticket says who closed it and awaits nothing',
      broken: tickets
        .filter(({ status }) => status === 'closed' || status === 'discarded')
        .filter(({ closedAt, nextActionAt }) => closedAt === null || nextActionAt !== null)
        .map(({ number }) => number),
    },
    {
      says: 'every message was sent, folded or dropped as no longer true; none is dead or waits',
      broken: messages
        .filter(({ state, queuedAt }) => state === 'dead' || (state === 'queued' && queuedAt < end))
        .map(({ _id, kind, state }) => `${kind} ${_id} ${state}`),
    },
    {
      says: 'no reminder, escalation or digest in quiet hours',
      broken: messages
        .filter(({ lane }) => lane === 'reminder' || lane === 'escalation' || lane === 'digest')
        .filter(({ sentAt }) => sentAt !== null && isQuiet(sentAt, local))
        .map(({ _id, kind, sentAt }) => `${kind} ${_id} ${sentAt?.toISOString() ?? ''}`),
    },
    {
      says: 'REC-4.3, REC-4.9: one review a period, none twice',
      broken: reviews
        .filter(
          (review, i) =>
            reviews.findIndex(
              ({ kind, period }) =>
                kind === review.kind && period.from.getTime() === review.period.from.getTime(),
            ) !== i,
        )
        .map(({ _id }) => _id),
    },
  ]
}

function brokenSteps(ticket: YearTicket, end: Date): string[] {
  const over = ticket.timeline.find(({ type }) =>
    ['done', 'closed', 'closed_unsolved', 'discarded'].includes(type),
  )
  const until = Math.min(over?.at.getTime() ?? Infinity, end.getTime())
  return ticket.ladder.flatMap(({ level, at }) => {
    const taken = ticket.timeline.filter(
      ({ type, facts }) => type === 'escalated' && facts.level === String(level),
    )
    const [first] = taken
    if (taken.length > 1) return [`${ticket.number}: level ${String(level)} ${String(taken.length)} times`]
    if (first === undefined)
      return at.getTime() + STEP_GRACE_MS < until ? [`${ticket.number}: level ${String(level)} missed`] : []
    const late = first.at.getTime() - at.getTime()
    return first.by === 'clock' && (late < 0 || late > STEP_GRACE_MS)
      ? [`${ticket.number}: level ${String(level)} by ${String(late)} ms`]
      : []
  })
}

function isQuiet(at: Date, { timeZone, quiet }: Local): boolean {
  if (quiet === null) return false
  const time = DateTime.fromJSDate(at, { zone: timeZone }).toFormat('HH:mm')
  return quiet.from < quiet.to ? time >= quiet.from && time < quiet.to : time >= quiet.from || time < quiet.to
}
