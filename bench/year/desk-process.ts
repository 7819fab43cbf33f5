import { z } from 'zod'
import { loadConfig } from '../../src/config/index.ts'
import { createDesk } from '../../src/desk.ts'
import { openFoundation } from '../../src/foundation.ts'
import { listen, stopListening } from '../../src/listen.ts'
import { createLogger } from '../../src/logger.ts'
import { createUndo } from '../../src/running.ts'
import { createMovableClock } from '../../src/sandbox/movable-clock.ts'

/** What a desk in a process of its own is told to do; it answers with the same number. */
export const Order = z.discriminatedUnion('do', [
  z.object({ id: z.number(), do: z.literal('moveTo'), at: z.number() }),
  z.object({ id: z.number(), do: z.literal('settle') }),
  z.object({ id: z.number(), do: z.literal('nextDueAt') }),
  z.object({ id: z.number(), do: z.literal('stop') }),
])
export type Order = z.infer<typeof Order>

const Start = z.object({
  now: z.coerce.number(),
  apiBase: z.string(),
  credentials: z.object({
    corpId: z.string(),
    agentId: z.number(),
    secret: z.string(),
    token: z.string(),
    encodingAesKey: z.string(),
  }),
})

const { env } = process
const { now, apiBase, credentials } = Start.parse(JSON.parse(env.YEAR_START ?? '{}'))
// The clock stands still but for orders: how fast this machine is must not matter.
const base = { now: () => new Date(now) }
const clock = createMovableClock({ base })
const undo = createUndo()
const config = loadConfig(env, env.CONFIG_DIR ?? 'config')
const logger = createLogger(env.LOG_LEVEL ?? 'silent')
const { database, state } = await openFoundation(config, clock, logger, undo)
const { corpId, agentId, secret, ...keys } = credentials
const wecomConfig = { apiBase, corpId, agentId, secret, keys: [keys] }
const desk = createDesk({ config, wecomConfig, database, state, clock, logger })
const { server, port } = await listen(desk.app(), 0, '127.0.0.1')
undo.add(() => desk.engine.stop())
undo.add(() => stopListening(server))
if (env.YEAR_FIRST === 'yes') await desk.keepGroups()

async function obey(order: Order): Promise<number | undefined> {
  switch (order.do) {
    case 'moveTo':
      clock.moveTo(new Date(order.at))
      return undefined
    case 'settle':
      return desk.engine.settle()
    case 'nextDueAt':
      return (await desk.engine.nextDueAt())?.getTime()
    case 'stop':
      await undo.undo()
      return undefined
  }
}

process.on('message', (message) => {
  const order = Order.parse(message)
  void obey(order).then(
    (value) => {
      process.send?.({ id: order.id, value })
      if (order.do === 'stop') process.disconnect()
    },
    (error: unknown) => process.send?.({ id: order.id, error: String(error) }),
  )
})
process.send?.({ ready: port })
