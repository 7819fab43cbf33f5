import { systemClock } from './clock.ts'
import type { Config, WecomConfig } from './config/index.ts'
import { createDesk } from './desk.ts'
import { openFoundation } from './foundation.ts'
import { listen, stopListening } from './listen.ts'
import type { Logger } from './logger.ts'
import { createUndo, type Running } from './running.ts'

/** Starts the desk against the platform that `WECOM_*` names; stops what it had started when a later step fails. */
export async function startDesk(config: Config, wecomConfig: WecomConfig, logger: Logger): Promise<Running> {
  const undo = createUndo()
  try {
    const clock = systemClock
    const { database, state } = await openFoundation(config, clock, logger, undo)
    const desk = createDesk({ config, wecomConfig, database, state, clock, logger })
    const { server, port } = await listen(desk.app(), config.port, config.host)
    undo.add(() => desk.engine.stop())
    undo.add(() => stopListening(server))
    await desk.open()
    await desk.keepGroups()
    desk.engine.start()
    desk.engine.wake()
    return { url: `http://${config.host}:${String(port)}`, stop: () => undo.undo() }
  } catch (error) {
    await undo.undo()
    throw error
  }
}
