import { localDate, localTime } from '../domain/calendar/index.ts'
import { LANES } from '../domain/record.ts'
import type { Difference } from './compare.ts'
import type { Rehearsal } from './rehearse.ts'
import type { Tally } from './tally.ts'

type Row = readonly [name: string, today: number, rehearsed: number]

const DIFFERENCES: Readonly<Record<Difference['what'], string>> = {
  recorded_only: 'on record only',
  rehearsed_only: 'rehearsed only',
  not_repeated: 'could not be repeated',
}

/** The rehearsal as text: the figures of both policies beside each other, then everything that was out of the ordinary. */
export function formatRehearsal(
  rehearsal: Rehearsal,
  nameOf: (userId: string) => string,
  timeZone: string,
): string {
  const { today, rehearsed, skipped, differences, impossible } = rehearsal
  const acts = impossible.reduce((sum, one) => sum + one.acts.length, 0)
  const say = (at: Date) => `${localDate(at, timeZone)} ${localTime(at, timeZone)}`
  const rows: Row[] = [
    ['promises broken', today.broken, rehearsed.broken],
    ...compareCounts(
      today,
      rehearsed,
      ({ roles }) => roles,
      (role) => `escalations to ${role}`,
    ),
    ...compareCounts(
      today,
      rehearsed,
      ({ told }) => told.escalation,
      (id) => `escalations, ${nameOf(id)}`,
    ),
    ...compareCounts(
      today,
      rehearsed,
      ({ told }) => told.alarm,
      (id) => `alarms, ${nameOf(id)}`,
    ),
    ...compareCounts(
      today,
      rehearsed,
      ({ told }) => told.reminder,
      (id) => `reminders, ${nameOf(id)}`,
    ),
    ...LANES.flatMap((lane): Row[] => {
      const [now, then] = [today.nights[lane] ?? 0, rehearsed.nights[lane] ?? 0]
      return now + then === 0 ? [] : [[`told at night, ${lane}`, now, then]]
    }),
    ['acts no longer possible', 0, acts],
  ]
  const same = today.tickets - differences.length
  return [
    `tickets ${String(today.tickets + skipped.length)}, rehearsed ${String(today.tickets)}, skipped ${String(skipped.length)}`,
    ...(today.tickets + skipped.length === 0 ? ['No ticket was received on these days.'] : []),
    `history reproduced by today's policy: ${String(same)} of ${String(today.tickets)}`,
    '',
    ...formatRows(rows),
    ...section('No longer possible under the rehearsed policy:', impossible, ({ number, acts: some }) =>
      some.map(({ at, type, refused }) => `${number} ${say(at)} ${type} (${refused})`),
    ),
    ...section('Skipped, stored by an older version without:', skipped, ({ number, lacks }) => [
      `${number} ${lacks.join(', ')}`,
    ]),
    ...section('Not as recorded:', differences, ({ number, found }) =>
      found.map(({ what, at, type, detail }) =>
        `${number} ${say(at)} ${type} ${DIFFERENCES[what]} ${detail}`.trimEnd(),
      ),
    ),
  ].join('\n')
}

function compareCounts(
  today: Tally,
  rehearsed: Tally,
  of: (tally: Tally) => ReadonlyMap<string, number>,
  name: (key: string) => string,
): Row[] {
  const [now, then] = [of(today), of(rehearsed)]
  const keys = [...new Set([...now.keys(), ...then.keys()])].sort()
  return keys.map((key) => [name(key), now.get(key) ?? 0, then.get(key) ?? 0])
}

function formatRows(rows: readonly Row[]): string[] {
  const cells = rows.map(([name, now, then]) => [String(now), String(then), sayChange(then - now), name])
  const table = [['today', 'rehearsed', 'change', ''], ...cells]
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)))
  return table.map((row) =>
    row
      .map((cell, at) => cell.padStart(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

function sayChange(difference: number): string {
  return difference > 0 ? `+${String(difference)}` : String(difference)
}

function section<T>(title: string, items: readonly T[], lines: (item: T) => string[]): string[] {
  return items.length === 0 ? [] : ['', title, ...items.flatMap(lines)]
}
