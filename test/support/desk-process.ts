import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** A program of the project running as a process of its own. */
export interface DeskProcess {
  url: string
  output: () => string
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>
  /** Asks it to end; resolves to its exit code. */
  stop(): Promise<number | null>
}

const READY = /^ready (\S+)$/mu

/** Starts a program and waits until it prints its `ready` line; fails with its output when it ends before. */
export async function startProcess(entry: string, env: NodeJS.ProcessEnv): Promise<DeskProcess> {
  const { PATH, HOME } = process.env
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', entry], {
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const exited = once(child, 'exit')
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString('utf8')
      const ready = READY.exec(output)?.[1]
      if (ready !== undefined) resolve(ready)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    void exited.then(() => {
      reject(new Error(`${entry} ended before it was ready:\n${output}`))
    })
  })
  return {
    url,
    output: () => output,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async stop() {
      child.kill('SIGTERM')
      await exited
      return child.exitCode
    },
  }
}
