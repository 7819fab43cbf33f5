import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A store in a process of its own, to be killed. */
export interface StoreProcess {
  uri: string
  /** `kill -9`. */
  kill: () => Promise<void>
}

/** Starts a process that runs the store of a data directory. Small snapshots, so that kills hit compactions too. */
export async function startStoreProcess(dataDir: string, compactAfterBytes = 200_000): Promise<StoreProcess> {
  const script = fileURLToPath(new URL('./run-store.ts', import.meta.url))
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', script, dataDir, String(compactAfterBytes)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const exited = once(child, 'exit')
  if (child.stdout === null) throw new Error('the child has no output')
  const lines = createInterface(child.stdout)
  const uri = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve)
    child.once('exit', (code) => reject(new Error(`the store process ended with ${code ?? 'a signal'}`)))
  })
  return {
    uri,
    async kill() {
      child.kill('SIGKILL')
      await exited
      lines.close()
    },
  }
}
