import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { createDirectory } from '../../directory/index.ts'
import { loadConfig } from '../../config/index.ts'
import { codeOf, DeskError } from '../../errors.ts'
import { createLogger, type Logger } from '../../logger.ts'
import { createUndo, type Running } from '../../running.ts'
import { createPageMiddleware } from '../api/page.ts'
import { createSandboxRouter } from '../api/router.ts'
import { createClockFile } from '../clock-file.ts'
import { createMovableClock } from '../movable-clock.ts'
import { buildPage } from '../page/build.ts'
import { createConfigWorld, parseCredentials } from './config-world.ts'
import { createEmulator, type Emulator } from './emulator.ts'
import { SwitchesSchema } from './switches.ts'
import { BotsSchema } from './world.ts'

const VERIFY_EVERY_MS = 1000

/** A variable that holds JSON. */
const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text, context): z.infer<T> => {
      try {
        return schema.parse(JSON.parse(text))
      } catch (error) {
        context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'no JSON' })
        return z.NEVER
      }
    })
    .optional()

/** Variables of the emulator alone; the others are the desk's (`interface.md`). */
const Own = z.object({
  /** Address of the bot's webhook; it is verified again and again until the bot is up. */
  WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** The switches that are to stand otherwise than by default. */
  EMULATOR_SWITCHES: json(SwitchesSchema),
  /** AI bots, as in a world. */
  EMULATOR_BOTS: json(BotsSchema),
})

/** Starts the emulator as a server of its own, with everybody's phone below `/sandbox/`. */
export async function startEmulator(env: NodeJS.ProcessEnv): Promise<Running & { lines: string[] }> {
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const own = Own.safeParse(set)
  if (!own.success) throw new DeskError('bad_environment', z.prettifyError(own.error))
  const credentials = parseCredentials(set)
  // Without the platform's variables the configuration is read as in the sandbox, owners included.
  const plain = Object.entries(set).filter(([name]) => !name.startsWith('WECOM_'))
  const config = loadConfig({ PORT: '3100', ...Object.fromEntries(plain) })
  const logger = createLogger(config.logLevel)
  const dataDir = join(config.dataDir, 'emulator')

  const undo = createUndo()
  try {
    await buildPage()
    const clockFile = createClockFile(dataDir)
    const clock = createMovableClock({ offsetMs: clockFile.read(), onMove: (ms) => clockFile.write(ms) })
    const world = createConfigWorld(config, credentials, own.data.EMULATOR_BOTS)
    const emulator = createEmulator({ world, clock, logger, dataDir, switches: own.data.EMULATOR_SWITCHES })
    const stopping = new AbortController()
    const settle = () => emulator.idle()
    const people = createDirectory(config.communities, config.holidays)
    const router = createSandboxRouter({
      phones: emulator.phones,
      clock,
      people: () => ({ ...people.people(clock.now()), owners: config.sandbox?.owners ?? [] }),
      async advance(to) {
        await settle()
        clock.moveTo(to)
        await settle()
      },
      settle,
      faults: emulator.faults,
      contacts: emulator.acts,
      stopping: stopping.signal,
      logger,
    })
    emulator.app.use(router.routes())
    emulator.app.use(createPageMiddleware())
    undo.add(() => emulator.close())
    const url = await emulator.listen(config.port, config.host)
    undo.add(() => {
      stopping.abort()
      return Promise.resolve()
    })
    const { WEBHOOK_URL } = own.data
    if (WEBHOOK_URL !== undefined) void keepVerifying(emulator, WEBHOOK_URL, stopping.signal, logger)
    const lines = linesFor(url, world.corpId, world.agents[0])
    return { url, lines, stop: () => undo.undo() }
  } catch (error) {
    await undo.undo()
    throw error
  }
}

/** The bot may start later than the emulator, so its address is tried until it answers as it must. */
async function keepVerifying(
  emulator: Emulator,
  url: string,
  stopping: AbortSignal,
  logger: Logger,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      await emulator.setWebhook(url)
      logger.info({ url }, 'webhook address verified')
      return
    } catch (error) {
      logger.debug({ code: codeOf(error), url }, 'webhook address not verified yet')
      await sleep(VERIFY_EVERY_MS, undefined, { signal: stopping }).catch(() => undefined)
    }
  }
}

/** What a bot's operator has to set, ready to be copied. */
function linesFor(
  url: string,
  corpId: string,
  agent: { agentId: number; secret: string; token: string; encodingAesKey: string } | undefined,
): string[] {
  if (agent === undefined) return []
  return [
    `WECOM_API_BASE=${url}`,
    `WECOM_CORP_ID=${corpId}`,
    `WECOM_AGENT_ID=${agent.agentId}`,
    `WECOM_SECRET=${agent.secret}`,
    `WECOM_TOKEN=${agent.token}`,
    `WECOM_ENCODING_AES_KEY=${agent.encodingAesKey}`,
  ]
}
