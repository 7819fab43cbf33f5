import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from '../errors.ts'
import type { Checked } from './problems.ts'

/** The JSON inside a file of the config folder, not yet checked; a missing or broken file is a problem, not an error. */
export function readJson(configDir: string, file: string): Checked<unknown> {
  let text: string
  try {
    text = readFileSync(join(configDir, file), 'utf8')
  } catch (error) {
    return { value: undefined, problems: [{ path: [], message: `cannot be read (${codeOf(error)})` }] }
  }
  try {
    // Editors on Windows put a byte order mark in front.
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return { value, problems: [] }
  } catch (error) {
    return { value: undefined, problems: [{ path: [], message: `is not JSON (${sayCause(error)})` }] }
  }
}

function sayCause(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
