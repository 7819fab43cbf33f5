import { z } from 'zod'
import type { Config } from '../../config/index.ts'
import { parseWorld, SANDBOX_CREDENTIALS, type World } from './world.ts'

const Credentials = z.object({
  WECOM_CORP_ID: z.string().default(SANDBOX_CREDENTIALS.corpId),
  WECOM_AGENT_ID: z.coerce.number().int().default(SANDBOX_CREDENTIALS.agentId),
  WECOM_SECRET: z.string().default(SANDBOX_CREDENTIALS.secret),
  // Where keys are being rotated, the newest of the list is the one in force on the platform.
  WECOM_TOKEN: z
    .string()
    .transform((list) => list.split(',')[0] ?? '')
    .default(SANDBOX_CREDENTIALS.token),
  WECOM_ENCODING_AES_KEY: z
    .string()
    .transform((list) => list.split(',')[0] ?? '')
    .default(SANDBOX_CREDENTIALS.encodingAesKey),
})

/** The corp and app that the emulator plays: `WECOM_*` where set, so that any bot can bring its own. */
export function parseCredentials(env: NodeJS.ProcessEnv): Pick<World, 'corpId' | 'agents'> {
  const given = Credentials.parse(env)
  const agent = {
    agentId: given.WECOM_AGENT_ID,
    secret: given.WECOM_SECRET,
    token: given.WECOM_TOKEN,
    encodingAesKey: given.WECOM_ENCODING_AES_KEY,
  }
  return { corpId: given.WECOM_CORP_ID, agents: [agent] }
}

/**
 * The world of the configured communities: their members, the sandbox's owners and service accounts, and AI bots that
 * somebody brings along.
 */
export function createConfigWorld(
  config: Config,
  credentials: Pick<World, 'corpId' | 'agents'>,
  bots: World['bots'] = [],
): World {
  const listed = config.communities.flatMap((community) => community.members)
  return parseWorld({
    ...credentials,
    members: listed.map(({ userId, name }) => ({ userId, name })),
    robots: [...config.robots].map(([chatId, key]) => ({ chatId, key })),
    owners: config.sandbox?.owners ?? [],
    kfAccounts: config.sandbox?.kfAccounts ?? [],
    bots,
  })
}
