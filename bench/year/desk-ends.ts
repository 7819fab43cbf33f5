import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Order } from './desk-process.ts'

/** The near end of a desk that runs in a process of its own. */
export interface DeskEnd {
  /** Where its webhook listens. */
  port: number
  moveTo(at: Date): Promise<void>
  settle(): Promise<number>
  nextDueAt(): Promise<Date | undefined>
  stop(): Promise<void>
}

const Answer = z.union([
  z.object({ ready: z.number() }),
  z.object({ id: z.number(), error: z.string() }),
  z.object({ id: z.number(), value: z.number().optional() }),
])

type Ask = Order extends infer O ? (O extends { id: number } ? Omit<O, 'id'> : never) : never

/** Starts a desk as a process; rejects when it ends before it is ready. */
export async function startDeskProcess(env: NodeJS.ProcessEnv): Promise<DeskEnd> {
  const entry = fileURLToPath(new URL('./desk-process.ts', import.meta.url))
  const child = fork(entry, { execArgv: ['--import', 'tsx'], env: { ...process.env, ...env } })
  const waiting = new Map<number, { resolve: (value?: number) => void; reject: (error: Error) => void }>()
  let last = 0
  const ask = (order: Ask): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve, reject })
      child.send({ ...order, id: last })
    })
  const port = await readyOf(child, waiting)
  return {
    port,
    async moveTo(at) {
      await ask({ do: 'moveTo', at: at.getTime() })
    },
    settle: async () => (await ask({ do: 'settle' })) ?? 0,
    async nextDueAt() {
      const at = await ask({ do: 'nextDueAt' })
      return at === undefined ? undefined : new Date(at)
    },
    async stop() {
      const exited = once(child, 'exit')
      await ask({ do: 'stop' })
      await exited
    },
  }
}

function readyOf(
  child: ChildProcess,
  waiting: Map<number, { resolve: (value?: number) => void; reject: (error: Error) => void }>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      const answer = Answer.parse(message)
      if ('ready' in answer) {
        resolve(answer.ready)
        return
      }
      const asked = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('error' in answer) asked?.reject(new Error(answer.error))
      else asked?.resolve(answer.value)
    })
    child.once('exit', (code) => {
      const error = new Error(`a desk ended with ${String(code)}`)
      reject(error)
      for (const { reject: lose } of waiting.values()) lose(error)
    })
  })
}
