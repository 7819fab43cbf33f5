import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { ConfigError, loadConfig } from '../../src/config/index.ts'

export const SAMPLE = join(import.meta.dirname, '../../config')

type Path = readonly (string | number)[]

/** A copy of the sample config that a test may spoil. */
export interface ConfigFolder {
  dir: string
  /** Puts a value at a path inside a file; `undefined` takes the key away. */
  set(file: string, path: Path, value: unknown): void
  write(file: string, text: string): void
  remove(): void
}

export function createConfigFolder(): ConfigFolder {
  const dir = mkdtempSync(join(tmpdir(), 'desk-config-'))
  cpSync(SAMPLE, dir, { recursive: true })
  return {
    dir,
    set: (file, path, value) => {
      const content: unknown = JSON.parse(readFileSync(join(dir, file), 'utf8'))
      const parent = path
        .slice(0, -1)
        .reduce<unknown>((at, key) => Reflect.get(requireObject(at), key), content)
      Reflect.set(requireObject(parent), path.at(-1) ?? '', value)
      writeFileSync(join(dir, file), JSON.stringify(content))
    },
    write: (file, text) => writeFileSync(join(dir, file), text),
    remove: () => rmSync(dir, { recursive: true }),
  }
}

/** The problems that keep the desk from starting; fails when there are none. */
export function problemsOf(env: NodeJS.ProcessEnv, dir: string): readonly string[] {
  try {
    loadConfig(env, dir)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  expect.fail('the configuration was accepted')
}

function requireObject(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new Error('the path leads to nothing')
  return value
}
