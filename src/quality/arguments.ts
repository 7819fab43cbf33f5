import { parseArgs } from 'node:util'
import { z } from 'zod'
import { DIMENSIONS, type Dimension } from '../domain/quality/index.ts'

/** What is to be counted: local dates, both included, in one community or all, taken apart by a dimension. */
export interface CountOrder {
  from: string
  to: string
  by: Dimension
  community: string | undefined
}

/** How the command is written. */
export const USAGE = `Usage: npm run -s quality -- --from 2026-11-01 --to 2026-11-30 [--by ${DIMENSIONS.join('|')}] [--community <id>]
Counts the indicators of QM-1 from the tickets in the database of MONGODB_URI, else in the store of DATA_DIR.`

const isDate = (text: string) => {
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
const date = z
  .string('is missing')
  .regex(/^\d{4}-\d{2}-\d{2}$/u, 'must be a date such as 2026-11-30')
  .refine(isDate, 'must be a date of the calendar')
const Order = z
  .object({
    from: date,
    to: date,
    by: z.enum(DIMENSIONS, `must be one of ${DIMENSIONS.join(', ')}`).default('community'),
    community: z.string().optional(),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not be before --from' })

/** Reads the command line; what is wrong comes back as lines. */
export function readOrder(argv: readonly string[]): { order: CountOrder } | { problems: string[] } {
  try {
    const text = { type: 'string' } as const
    const { values } = parseArgs({
      args: [...argv],
      options: { from: text, to: text, by: text, community: text },
    })
    const read = Order.safeParse(values)
    if (read.success) {
      const { from, to, by, community } = read.data
      return { order: { from, to, by, community } }
    }
    return { problems: read.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`) }
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] }
  }
}
