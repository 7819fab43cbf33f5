import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** How a program ended and what it said. */
export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** Variables that would change what the started program does, if the tests themselves run with them. */
const OURS =
  /^(WECOM_|MONGODB_URI$|REDIS_URL$|PORT$|HOST$|PUBLIC_URL$|DATA_DIR$|CONFIG_DIR$|LOG_LEVEL$|npm_|INIT_CWD$|NODE_ENV$|NODE_OPTIONS$)/i

/** The environment of a newcomer's shell, with `extra` on top; an `undefined` takes a variable away. */
export function cleanEnv(extra: Record<string, string | undefined> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !OURS.test(name))
  return { ...Object.fromEntries(kept), ...extra }
}

/** Where and with what a program runs. */
export interface RunOptions {
  cwd: string
  env?: NodeJS.ProcessEnv
  stdin?: string
}

/** A program that runs; `said` grows with its output. */
export interface Program {
  child: ChildProcess
  said: { stdout: string; stderr: string }
  ended: Promise<Ended>
}

/** Starts a program in a process group of its own, so that it can be ended with all its children. */
export function start(command: string, args: string[], { cwd, env, stdin }: RunOptions): Program {
  const child = spawn(command, args, {
    cwd,
    env: env ?? cleanEnv(),
    stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    detached: true,
  })
  const said = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
  child.stdin?.end(stdin)
  const ended = once(child, 'close').then((): Ended => ({
    code: child.exitCode,
    stdout: said.stdout,
    stderr: said.stderr,
  }))
  // Whoever never asks how it ended is not told that it could not be started.
  ended.catch(() => undefined)
  return { child, said, ended }
}

/** Runs a program to its end. */
export function run(command: string, args: string[], options: RunOptions): Promise<Ended> {
  return start(command, args, options).ended
}

/** Kills what is left of a program: its whole group, also when the process that was started is gone already. */
export async function kill({ child, ended }: Program): Promise<void> {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // nothing of the group is left
  }
  await ended
}
