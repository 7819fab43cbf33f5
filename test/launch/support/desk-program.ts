import { setTimeout as pause } from 'node:timers/promises'
import { cleanEnv, kill, start, type Ended, type Program } from './run.ts'

/** Longest that a start may take before the test calls it failed; a first one builds the page. */
const READY_WITHIN_MS = 90_000
const LOOK_EVERY_MS = 50
/** Longest that stopping may take before the test calls it failed. */
const STOPPED_WITHIN_MS = 30_000

/** A desk in a process of its own. */
export interface DeskProgram {
  url: string
  /** What it had written on stdout when it called itself ready. */
  spoken: string
  program: Program
  /** Signals the process that was started, as a process manager does, and waits for its end. */
  stop(signal: NodeJS.Signals): Promise<Ended>
  /** Signals it with all its children, as Ctrl-C in a terminal does, and waits for its end. */
  interrupt(): Promise<Ended>
}

const running = new Set<Program>()

/** Starts a desk on a free port; rejects with what it said when it ends before it is ready. */
export async function startDeskProgram(
  command: string,
  args: string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string | undefined> },
): Promise<DeskProgram> {
  const program = start(command, args, { cwd, env: cleanEnv({ PORT: '0', ...env }) })
  running.add(program)
  const spoken = await untilReady(program)
  const url = /^ready (\S+)$/m.exec(spoken)?.[1] ?? ''
  const end = async (send: () => void) => {
    const tooLate = new AbortController()
    const limit = pause(STOPPED_WITHIN_MS, undefined, { signal: tooLate.signal }).then(() => {
      throw new Error(`the desk or a child of it still runs:\n${program.said.stdout}\n${program.said.stderr}`)
    })
    limit.catch(() => undefined)
    send()
    try {
      return await Promise.race([program.ended, limit])
    } finally {
      tooLate.abort()
    }
  }
  return {
    url,
    spoken,
    program,
    stop: (signal) => end(() => program.child.kill(signal)),
    interrupt: () => end(() => process.kill(-(program.child.pid ?? Number.NaN), 'SIGINT')),
  }
}

/** Ends every desk that a failed test has left running; for an `after` hook. */
export async function killPrograms(): Promise<void> {
  await Promise.all([...running].map((program) => kill(program)))
  running.clear()
}

async function untilReady(program: Program): Promise<string> {
  const lastMoment = performance.now() + READY_WITHIN_MS
  const over = program.ended.then(
    () => true,
    () => true,
  )
  while (!/^ready \S+\n/m.test(program.said.stdout)) {
    const isOver = await Promise.race([over, pause(LOOK_EVERY_MS).then(() => false)])
    if (isOver || performance.now() > lastMoment) {
      await kill(program)
      throw new Error(`the desk did not get ready:\n${program.said.stdout}\n${program.said.stderr}`)
    }
  }
  return program.said.stdout
}
