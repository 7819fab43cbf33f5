import { join } from 'node:path'
import type { Config } from '../config/index.ts'
import { createDesk } from '../desk.ts'
import { DeskError } from '../errors.ts'
import { openFoundation } from '../foundation.ts'
import { listen, stopListening } from '../listen.ts'
import type { Logger } from '../logger.ts'
import { createUndo, type Running } from '../running.ts'
import { createSerial } from '../schedulers/serial.ts'
import { advance } from './advance.ts'
import { createPageMiddleware } from './api/page.ts'
import { createSandboxRouter } from './api/router.ts'
import { createClockFile } from './clock-file.ts'
import { createMovableClock } from './movable-clock.ts'
import { buildPage } from './page/build.ts'
import { createConfigWorld, parseCredentials } from './wecom/config-world.ts'
import { createEmulator, SANDBOX_CREDENTIALS } from './wecom/index.ts'

/**
 * Starts the desk against an emulator of WeCom in the same process, with the page on which every person can be played.
 * The desk itself does not know: it gets an API address, credentials and a clock like anywhere else.
 */
export async function startSandbox(config: Config, logger: Logger): Promise<Running> {
  const people = config.sandbox
  if (people === undefined)
    throw new DeskError('sandbox_people_missing', 'config/sandbox.json is needed for the sandbox')
  const undo = createUndo()
  try {
    await buildPage()
    const clockFile = createClockFile(config.dataDir)
    const clock = createMovableClock({
      offsetMs: clockFile.read(),
      onMove: (offsetMs) => clockFile.write(offsetMs),
    })
    const { database, state } = await openFoundation(config, clock, logger, undo)

    const emulator = createEmulator({
      world: createConfigWorld(config, parseCredentials({})),
      clock,
      logger,
      dataDir: join(config.dataDir, 'wecom-emulator'),
    })
    undo.add(() => emulator.close())
    const apiBase = await emulator.listen()
    const { corpId, agentId, secret, token, encodingAesKey } = SANDBOX_CREDENTIALS
    const wecomConfig = { apiBase, corpId, agentId, secret, keys: [{ token, encodingAesKey }] }
    const desk = createDesk({ config, wecomConfig, database, state, clock, logger })

    const settle = async () => {
      let total = 0
      for (;;) {
        await emulator.idle()
        const done = await desk.engine.settle()
        total += done
        if (done === 0) return total
      }
    }
    const stopping = new AbortController()
    const router = createSandboxRouter({
      phones: emulator.phones,
      clock,
      people: () => ({ ...desk.directory.people(clock.now()), owners: people.owners }),
      // Two moves at once would overtake each other.
      advance: createSerial((to: Date) =>
        advance({ clock, settle, nextDueAt: () => desk.engine.nextDueAt() }, to),
      ),
      settle: async () => {
        await settle()
      },
      faults: emulator.faults,
      contacts: emulator.acts,
      stopping: stopping.signal,
      logger,
    })
    const app = desk.app()
    app.use(router.routes())
    app.use(createPageMiddleware())
    const { server, port } = await listen(app, config.port, config.host)
    undo.add(() => desk.engine.stop())
    undo.add(() => {
      stopping.abort()
      return stopListening(server)
    })
    await emulator.setWebhook(`http://127.0.0.1:${String(port)}/wecom/callback`)
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
