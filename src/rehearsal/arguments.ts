import { parseArgs } from 'node:util'
import { z } from 'zod'

/** What is to be rehearsed: the file of the other policy, local dates, both included, one community or all. */
export interface RehearsalOrder {
  policy: string
  from: string
  to: string
  community: string | undefined
}

/** How the command is written. */
export const USAGE = `Usage: npm run -s rehearse -- --policy <file> --from 2026-11-01 --to 2026-11-30 [--community <id>]
Lives the tickets received on these days again under the policy of the file, a whole policy.json or only what differs,
and tells what would have been told, beside today's policy. Reads the database of MONGODB_URI, else the store of DATA_DIR.`

const date = z.string('is missing').pipe(z.iso.date('must be a date of the calendar such as 2026-11-30'))
const Order = z
  .object({
    policy: z.string('is missing').min(1, 'is missing'),
    from: date,
    to: date,
    community: z.string().optional(),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not be before --from' })

/** Reads the command line; what is wrong comes back as lines. */
export function readRehearsalOrder(
  argv: readonly string[],
): { order: RehearsalOrder } | { problems: string[] } {
  try {
    const text = { type: 'string' } as const
    const options = { policy: text, from: text, to: text, community: text }
    const read = Order.safeParse(parseArgs({ args: [...argv], options }).values)
    if (read.success) return { order: { ...read.data, community: read.data.community } }
    return { problems: read.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`) }
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] }
  }
}
