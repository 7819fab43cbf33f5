import { DateTime } from 'luxon'
import type { Local } from './invariants.ts'
import type { YearRecords } from './records.ts'

/** How often each key occurs, most frequent first. */
function counted(keys: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([key, count]) => `${key} ${String(count)}`)
    .join(', ')
}

const share = (part: number, whole: number): string =>
  `${String(part)} of ${String(whole)}${whole === 0 ? '' : `, ${((100 * part) / whole).toFixed(1)} %`}`

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** The year's figures, a line each. */
export function figuresOf({ tickets, messages, reviews }: YearRecords, local: Local): string[] {
  const over = tickets.filter(({ closedAt, status }) => closedAt !== null && status !== 'discarded')
  const inTime = over.filter(({ closedAt, dueAt }) => closedAt !== null && closedAt <= dueAt)
  const firsts = tickets.flatMap(({ timeline, reception }) => {
    const first = timeline.find(({ type }) => type !== 'received' && type !== 'amended')
    return first === undefined ? [] : [(first.at.getTime() - reception.receivedAt.getTime()) / 60_000]
  })
  const sent = messages.flatMap((message) =>
    message.sentAt === null ? [] : [{ ...message, at: message.sentAt }],
  )
  const night = sent.filter(({ at }) => {
    const { hour } = DateTime.fromJSDate(at, { zone: local.timeZone })
    return hour >= 22 || hour < 7
  })
  return [
    `tickets: ${String(tickets.length)} (${counted(tickets.map(({ status }) => status))})`,
    `kinds: ${counted(tickets.map(({ kind }) => kind))}`,
    `urgent: ${share(tickets.filter(({ urgent }) => urgent).length, tickets.length)}`,
    `closed by the promised time: ${share(inTime.length, over.length)}`,
    `first answer by a person, median: ${median(firsts).toFixed(0)} min`,
    `risen to: ${counted(tickets.map(({ level }) => `level ${String(level)}`))}`,
    `timeline: ${counted(tickets.flatMap(({ timeline }) => timeline.map(({ type }) => type)))}`,
    `messages: ${String(messages.length)} (${counted(messages.map(({ state }) => state))})`,
    `sent by lane: ${counted(sent.map(({ lane }) => lane))}`,
    `sent by kind: ${counted(sent.map(({ kind }) => kind))}`,
    `sent between 22:00 and 7:00 by lane: ${counted(night.map(({ lane }) => lane))}`,
    `reviews: ${counted(reviews.map(({ kind, status }) => `${kind} ${status}`))}`,
  ]
}
