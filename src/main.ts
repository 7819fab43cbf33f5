import { ConfigError, loadConfig, type Config } from './config/index.ts'
import { createLogger } from './logger.ts'
import type { Running } from './running.ts'
import { startDesk } from './start-desk.ts'

/** Starts what the configuration asks for: the real desk with `WECOM_*`, the sandbox without. */
async function start(config: Config): Promise<Running> {
  const logger = createLogger(config.logLevel)
  if (config.wecom !== undefined) return startDesk(config, config.wecom, logger)
  // Loaded only here: the real desk carries no emulator.
  const { startSandbox } = await import('./sandbox/start.ts')
  return startSandbox(config, logger)
}

function readConfig(): Config {
  try {
    return loadConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${['The configuration has problems:', ...error.problems].join('\n  ')}\n`)
    process.exit(1)
  }
}

const config = readConfig()
try {
  const running = await start(config)
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        createLogger(config.logLevel).fatal({ err: error }, 'not stopped cleanly')
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  process.stdout.write(`ready ${running.url}\n`)
} catch (error) {
  createLogger(config.logLevel).fatal({ err: error }, 'could not start')
  process.exit(1)
}
