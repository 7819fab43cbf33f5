import { join } from 'node:path'
import { systemClock } from '../clock.ts'
import { ConfigError, loadConfig } from '../config/index.ts'
import { openDatabase } from '../database.ts'
import { createDeskDirectory } from '../desk-directory.ts'
import { openServer } from '../embedded-mongo/data/database.ts'
import { codeOf } from '../errors.ts'
import { createLogger } from '../logger.ts'
import { createClockFile } from '../sandbox/clock-file.ts'
import { readRehearsalOrder, USAGE, type RehearsalOrder } from './arguments.ts'
import { runRehearsal, type Outcome } from './run.ts'

/* `npm run rehearse`: lives recorded tickets again under another policy; reads the database and changes nothing. */

async function run(order: RehearsalOrder): Promise<Outcome> {
  const config = loadConfig(process.env)
  const server = await openServer({ dataDir: join(config.dataDir, 'store'), uri: config.mongodbUri })
  try {
    const database = await openDatabase(server.uri, systemClock)
    try {
      const { directory, keeper } = createDeskDirectory(config, database.directory)
      await keeper.refresh(systemClock.now())
      // In the sandbox the desk's clock may have been moved.
      const offsetMs = config.mode === 'sandbox' ? createClockFile(config.dataDir).read() : 0
      const now = new Date(systemClock.now().getTime() + offsetMs)
      return await runRehearsal(order, { config, database, directory, logger: createLogger('silent') }, now)
    } finally {
      await database.close()
    }
  } finally {
    await server.stop()
  }
}

const read = readRehearsalOrder(process.argv.slice(2))
try {
  if ('problems' in read) throw new ConfigError([...read.problems, USAGE])
  const { report, reproduced } = await run(read.order)
  process.stdout.write(`${report}\n`)
  if (!reproduced) process.exitCode = 1
} catch (error) {
  const problems =
    error instanceof ConfigError
      ? error.problems
      : [`${codeOf(error)}: ${error instanceof Error ? error.message : String(error)}`]
  process.stderr.write(`${problems.join('\n')}\n`)
  process.exitCode = 1
}
