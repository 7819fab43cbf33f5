/** What was measured at one number of documents: operations per second, milliseconds, megabytes. */
export interface Figures {
  documents: number
  insertMany: number
  /** Empty round trips one by one: what the machine, the driver and the socket take by themselves. */
  ping: number
  createOneByOne: number
  createFiftyAtOnce: number
  updateByIndexOneByOne: number
  updateByIndexFiftyAtOnce: number
  findSortLimit: number
  startMs: number
  memoryMb: number
}

/** Operations whose cost must not grow with the number of documents. */
const RATES = [
  'createOneByOne',
  'createFiftyAtOnce',
  'updateByIndexOneByOne',
  'updateByIndexFiftyAtOnce',
  'findSortLimit',
] as const

/**
 * Figures of the prototype's "append log", which answered before its data was on the disk, and for the search those
 * of its memory store; by number of documents.
 */
const PROTOTYPE: ReadonlyMap<number, Partial<Figures>> = new Map([
  [
    1000,
    {
      createOneByOne: 974,
      createFiftyAtOnce: 1366,
      updateByIndexOneByOne: 2555,
      findSortLimit: 1782,
      startMs: 46,
    },
  ],
  [
    10_000,
    {
      insertMany: 13_703,
      createOneByOne: 1652,
      createFiftyAtOnce: 3927,
      updateByIndexOneByOne: 2782,
      findSortLimit: 1649,
      startMs: 189,
    },
  ],
  [
    100_000,
    {
      insertMany: 14_930,
      createOneByOne: 2390,
      createFiftyAtOnce: 5205,
      updateByIndexOneByOne: 2640,
      findSortLimit: 1662,
      startMs: 1250,
    },
  ],
])

/** The largest acceptable cost per operation at the most documents, relative to the fewest. */
const COST_LIMIT = 1.3

/** The table, and under it what it means for the two promises. */
export function report(rows: readonly Figures[]): string {
  const [least, most] = [rows[0], rows.at(-1)]
  if (least === undefined || most === undefined) return 'nothing was measured'
  return [
    ...table(rows),
    '',
    `cost per operation at ${most.documents} documents relative to ${least.documents} (limit ${COST_LIMIT}):`,
    ...RATES.map((name) => {
      const ratio = least[name] / most[name]
      return `  ${name}: ${ratio.toFixed(2)}${ratio > COST_LIMIT ? '  ABOVE THE LIMIT' : ''}`
    }),
    '',
    'slower than the prototype on its machine (20 % and less is noise):',
    ...slower(rows),
  ].join('\n')
}

const COLUMNS = ['documents', 'insertMany', 'ping', ...RATES, 'startMs', 'memoryMb'] as const

function table(rows: readonly Figures[]): string[] {
  const lines = [COLUMNS.join(' | '), COLUMNS.map(() => '--:').join(' | ')]
  for (const row of rows) {
    const before = PROTOTYPE.get(row.documents) ?? {}
    lines.push(COLUMNS.map((name) => Math.round(row[name]).toLocaleString('en')).join(' | '))
    lines.push(COLUMNS.map((name) => shown(name, before[name])).join(' | '))
  }
  return lines
}

function shown(name: keyof Figures, value: number | undefined): string {
  if (name === 'documents') return '(prototype)'
  return value === undefined ? '–' : `(${value.toLocaleString('en')})`
}

function slower(rows: readonly Figures[]): string[] {
  const found = rows.flatMap((row) =>
    RATES.flatMap((name) => {
      const before = PROTOTYPE.get(row.documents)?.[name]
      if (before === undefined || row[name] >= before) return []
      return [`  ${name} at ${row.documents}: ${Math.round((row[name] / before) * 100)} %`]
    }),
  )
  return found.length === 0 ? ['  nothing'] : found
}
