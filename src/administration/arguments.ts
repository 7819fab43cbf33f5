import { parseArgs } from 'node:util'

/** What is to be done with which file. */
export type AdminOrder = { do: 'export' } | { do: 'check' | 'apply'; file: string }

/** How the command is written. */
export const USAGE = `Usage: npm run -s admin -- check <file> | apply <file> | export
The file is shaped like config/communities.json, or holds {"changes": [...]}; - reads the standard input.
Works on the database of MONGODB_URI, else on the store of DATA_DIR, beside a running desk or without one.`

/** Reads the command line; what is wrong comes back as lines. */
export function readOrder(argv: readonly string[]): { order: AdminOrder } | { problems: string[] } {
  try {
    const { positionals } = parseArgs({ args: [...argv], options: {}, allowPositionals: true })
    const [what, file, ...more] = positionals
    if (more.length > 0) return { problems: [`too many words: ${more.join(' ')}`] }
    if (what === 'export')
      return file === undefined ? { order: { do: what } } : { problems: ['export takes no file'] }
    if (what !== 'check' && what !== 'apply') return { problems: ['must begin with check, apply or export'] }
    return file === undefined ? { problems: [`${what}: the file is missing`] } : { order: { do: what, file } }
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] }
  }
}
