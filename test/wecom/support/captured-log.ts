import { pino } from 'pino'
import type { Logger } from '../../../src/logger.ts'

/** A logger of all levels whose lines can be looked at. */
export function createCapturedLog(): {
  logger: Logger
  lines: Record<string, unknown>[]
  text: () => string
} {
  const lines: Record<string, unknown>[] = []
  const write = (line: string): void => {
    lines.push(JSON.parse(line) as Record<string, unknown>)
  }
  return { logger: pino({ level: 'trace' }, { write }), lines, text: () => JSON.stringify(lines) }
}
