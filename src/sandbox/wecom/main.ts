import { ConfigError } from '../../config/index.ts'
import { codeOf } from '../../errors.ts'
import { startEmulator } from './standalone.ts'

/** `npm run emulator`: prints the variables a bot needs and, last, `ready <url>`; SIGTERM stops it cleanly. */
try {
  const running = await startEmulator(process.env)
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  process.stdout.write(`${[...running.lines, `ready ${running.url}`].join('\n')}\n`)
} catch (error) {
  const problems =
    error instanceof ConfigError ? error.problems : [error instanceof Error ? error.message : '']
  process.stderr.write(`The emulator could not start (${codeOf(error)}):\n  ${problems.join('\n  ')}\n`)
  process.exit(1)
}
