import type { Indicators, Share } from '../domain/quality/index.ts'

const MINUTE_MS = 60_000
const PERCENT = 100
const HEAD = [
  'received',
  'discarded',
  'answered',
  'median min',
  'p90 min',
  'on time',
  'overdue',
  'closed',
  'carried over',
  'repeated',
  'called back (回访)',
  'satisfied',
  '',
]

/** The indicators as a table, a row for each group; every rate with what it was counted from, the names at the end. */
export function formatTable(rows: readonly (readonly [name: string, figures: Indicators])[]): string {
  const cells = [HEAD, ...rows.map(([name, figures]) => [...cellsOf(figures), name])]
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)))
  return cells
    .map((row) =>
      row.map((cell, at) => (at === HEAD.length - 1 ? cell : cell.padStart(widths[at] ?? 0))).join('  '),
    )
    .map((line) => line.trimEnd())
    .join('\n')
}

function cellsOf(figures: Indicators): string[] {
  const { medianMs, p90Ms } = figures.firstResponse
  return [
    String(figures.received),
    String(figures.discarded),
    sayShare(figures.firstResponse),
    sayMinutes(medianMs),
    sayMinutes(p90Ms),
    sayShare(figures.onTime),
    sayShare(figures.overdue),
    sayShare(figures.closed),
    String(figures.carriedOver),
    sayShare(figures.repeated),
    sayShare(figures.callback), // 回访
    sayShare(figures.satisfied),
  ]
}

function sayShare(share: Share | null): string {
  if (share === null) return '-'
  const rate = share.of === 0 ? '' : ` ${String(Math.round((share.count / share.of) * PERCENT))}%`
  return `${String(share.count)}/${String(share.of)}${rate}`
}

function sayMinutes(ms: number | null): string {
  return ms === null ? '-' : String(Math.round(ms / MINUTE_MS))
}
