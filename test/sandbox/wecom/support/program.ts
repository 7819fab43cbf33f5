import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The emulator as `npm run emulator` starts it, when it is ready. */
export interface Program {
  child: ChildProcess
  lines: string[]
  url: string
}

/** A folder for the emulator's state, and the processes on it. */
export interface Programs {
  dataDir: string
  /** Starts the process, whether it comes up or not. */
  launch(env?: Record<string, string>): ChildProcess
  /** Starts it and waits for its `ready` line. */
  start(env?: Record<string, string>): Promise<Program>
  /** Kills what runs and removes the folder. */
  end(): void
}

export function createPrograms(): Programs {
  const dataDir = mkdtempSync(join(tmpdir(), 'emulator-'))
  const running = new Set<ChildProcess>()

  function launch(env: Record<string, string> = {}): ChildProcess {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/sandbox/wecom/main.ts'], {
      env: { PATH: process.env.PATH ?? '', PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    running.add(child)
    return child
  }

  return {
    dataDir,
    launch,
    async start(env) {
      const child = launch(env)
      const lines: string[] = []
      for await (const line of createInterface({ input: child.stdout! })) {
        lines.push(line)
        const url = /^ready (.+)$/.exec(line)?.[1]
        if (url !== undefined) return { child, lines, url }
      }
      throw new Error('the emulator ended before it was ready')
    },
    end() {
      for (const child of running) child.kill('SIGKILL')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A port on which nobody listened a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Asks by GET, or by POST where there is a body, and reads the JSON answer. */
export async function ask<T = Record<string, unknown>>(address: string, body?: unknown): Promise<T> {
  const init =
    body === undefined
      ? {}
      : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  return (await (await fetch(address, init)).json()) as T
}
