import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../clock.ts'
import { ConfigError, loadConfig } from '../config/index.ts'
import { openDatabase } from '../database.ts'
import { createDeskDirectory } from '../desk-directory.ts'
import { openServer } from '../embedded-mongo/data/database.ts'
import { codeOf } from '../errors.ts'
import { createClockFile } from '../sandbox/clock-file.ts'
import { createAdministration } from '../services/directory/administration.ts'
import { administer, exportCommunities } from './administer.ts'
import { readOrder, USAGE, type AdminOrder } from './arguments.ts'

/* `npm run admin`: checks, applies and exports communities by file, beside a running desk or without one. */

async function run(order: AdminOrder): Promise<string> {
  const config = loadConfig(process.env)
  const { communities: configured, policy } = config
  const server = await openServer({ dataDir: join(config.dataDir, 'store'), uri: config.mongodbUri })
  try {
    const database = await openDatabase(server.uri, systemClock)
    try {
      const { keeper } = createDeskDirectory(config, database.directory)
      // In the sandbox the desk's clock may have been moved.
      const offsetMs = config.mode === 'sandbox' ? createClockFile(config.dataDir).read() : 0
      const now = new Date(systemClock.now().getTime() + offsetMs)
      await keeper.refresh(now)
      // The desks hand on the tickets of those who are removed, as they know whom to tell.
      const tidy = () => Promise.resolve()
      const administration = createAdministration({ keeper, configured, policy, tidy })
      if (order.do === 'export') return exportCommunities(administration)
      return await administer(
        order.do,
        readFileSync(order.file === '-' ? 0 : order.file, 'utf8'),
        policy,
        administration,
        now,
      )
    } finally {
      await database.close()
    }
  } finally {
    await server.stop()
  }
}

const read = readOrder(process.argv.slice(2))
try {
  if ('problems' in read) throw new ConfigError([...read.problems, USAGE])
  process.stdout.write(`${await run(read.order)}\n`)
} catch (error) {
  const problems =
    error instanceof ConfigError
      ? error.problems
      : [`${codeOf(error)}: ${error instanceof Error ? error.message : String(error)}`]
  process.stderr.write(`${problems.join('\n')}\n`)
  process.exitCode = 1
}
