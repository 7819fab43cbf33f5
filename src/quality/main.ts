import { systemClock } from '../clock.ts'
import { ConfigError, loadConfig } from '../config/index.ts'
import { openDatabase } from '../database.ts'
import { createDeskDirectory, createRules } from '../desk-directory.ts'
import { openServer } from '../embedded-mongo/data/database.ts'
import { deskStore } from '../embedded-mongo/desk-store.ts'
import { codeOf } from '../errors.ts'
import { createClockFile } from '../sandbox/clock-file.ts'
import { createFigures } from '../services/figures.ts'
import { readOrder, USAGE, type CountOrder } from './arguments.ts'
import { recount } from './recount.ts'

/* `npm run quality`: counts the indicators of QM-1 anew from the tickets, beside a running desk or without one. */

async function run(order: CountOrder): Promise<string> {
  const config = loadConfig(process.env)
  const server = await openServer({ dataDir: deskStore(config.dataDir), uri: config.mongodbUri })
  try {
    const database = await openDatabase(server.uri, systemClock)
    try {
      const { directory, keeper } = createDeskDirectory(config, database.directory)
      await keeper.refresh(systemClock.now())
      const communities = directory.communities()
      if (order.community !== undefined && !communities.some(({ id }) => id === order.community))
        throw new ConfigError([`--community: there is no community ${order.community}`])
      // In the sandbox the desk's clock may have been moved.
      const offsetMs = config.mode === 'sandbox' ? createClockFile(config.dataDir).read() : 0
      const now = new Date(systemClock.now().getTime() + offsetMs)
      return await recount(
        order,
        communities,
        createFigures(database.tickets, createRules(config, directory)),
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
