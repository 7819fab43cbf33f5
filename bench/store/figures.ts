/** What was measured at one number of documents: operations per second, milliseconds, megabytes. */
export interface Figures {
  documents: number
  /** On a disk, or on a disk in memory, where waiting for it costs nothing. */
  place: 'disk' | 'memory'
  insertMany: number
  /** Empty round trips one by one: what the machine, the driver and the socket take by themselves. */
  ping: number
  createOneByOne: number
  createFiftyAtOnce: number
  updateByIndexOneByOne: number
  updateByIndexFiftyAtOnce: number
  /** Twenty documents, made into Mongoose documents. */
  findSortLimit: number
  /** The same twenty as plain objects. */
  findSortLimitPlain: number
  startMs: number
  /** The same for an empty store. */
  emptyStartMs: number
  memoryMb: number
}

/** Operations whose cost must not grow with the number of documents. */
const RATES = [
  'createOneByOne',
  'createFiftyAtOnce',
  'updateByIndexOneByOne',
  'updateByIndexFiftyAtOnce',
  'findSortLimit',
  'findSortLimitPlain',
] as const

/**
 * Figures of the prototype's "append log", which answered before its data was on the disk, and for the search those
 * of its memory store; by number of documents. Its start-up is that of the store alone, without its process.
 */
const PROTOTYPE: ReadonlyMap<number, Partial<Figures>> = new Map([
  [
    1000,
    {
      createOneByOne: 974,
      createFiftyAtOnce: 1366,
      updateByIndexOneByOne: 2555,
      findSortLimit: 1782,
      findSortLimitPlain: 1782,
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
      findSortLimitPlain: 1649,
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
      findSortLimitPlain: 1662,
      startMs: 1250,
    },
  ],
])

/** The largest acceptable cost per operation at the most documents, relative to the fewest. */
const COST_LIMIT = 1.3

/** The table, and under it what it means for the two promises. */
export function report(rows: readonly Figures[]): string {
  const places = [...new Set(rows.map(({ place }) => place))]
  return [
    ...table(rows),
    ...places.flatMap((place) => growth(rows.filter((row) => row.place === place))),
    '',
    'slower than the prototype on its machine (20 % and less is noise):',
    ...slower(rows),
  ].join('\n')
}

function growth(rows: readonly Figures[]): string[] {
  const [least, most] = [rows[0], rows.at(-1)]
  if (least === undefined || most === undefined) return []
  return [
    '',
    `${most.place}: cost per operation at ${most.documents} documents relative to ${least.documents} (limit ${COST_LIMIT}):`,
    ...RATES.map((name) => {
      const ratio = least[name] / most[name]
      return `  ${name}: ${ratio.toFixed(2)}${ratio > COST_LIMIT ? '  ABOVE THE LIMIT' : ''}`
    }),
  ]
}

const COLUMNS = ['documents', 'insertMany', 'ping', ...RATES, 'startMs', 'emptyStartMs', 'memoryMb'] as const

function table(rows: readonly Figures[]): string[] {
  const lines = [['place', ...COLUMNS].join(' | '), ['--', ...COLUMNS.map(() => '--:')].join(' | ')]
  for (const row of rows) {
    const before = PROTOTYPE.get(row.documents) ?? {}
    lines.push(
      [row.place, ...COLUMNS.map((name) => Math.round(row[name]).toLocaleString('en'))].join(' | '),
      ['(prototype)', ...COLUMNS.map((name) => shown(before[name]))].join(' | '),
    )
  }
  return lines
}

function shown(value: number | string | undefined): string {
  return typeof value === 'number' ? `(${value.toLocaleString('en')})` : '–'
}

function slower(rows: readonly Figures[]): string[] {
  const found = rows.flatMap((row) =>
    RATES.flatMap((name) => {
      const before = PROTOTYPE.get(row.documents)?.[name]
      if (before === undefined || row[name] >= before) return []
      return [`  ${row.place}, ${name} at ${row.documents}: ${Math.round((row[name] / before) * 100)} %`]
    }),
  )
  return found.length === 0 ? ['  nothing'] : found
}
