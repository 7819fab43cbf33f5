import { z } from 'zod'
import { checkShape, type Problem } from './problems.ts'

const address = (protocols: RegExp, example: string) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.test(text), `must be an address such as ${example}`)

/** Fits mongodb:// lists of several hosts, which are no URLs. */
const mongodbUri = z
  .string()
  .regex(/^mongodb(\+srv)?:\/\/\S+$/, 'must be an address such as mongodb://localhost:27017/desk')

const list = (item: RegExp, message: string) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine((parts) => parts.every((part) => item.test(part)), message)

/** The variables that make the desk speak to the real platform; all of them or none. */
const wecomSchema = z.strictObject({
  WECOM_CORP_ID: z.string().regex(/^[\w-]{1,64}$/, 'must be letters and digits'),
  WECOM_AGENT_ID: z.string().regex(/^[1-9]\d{0,9}$/, 'must be a whole number such as 1000002'),
  WECOM_SECRET: z.string().regex(/^\S{1,128}$/, 'must not hold blanks'),
  WECOM_TOKEN: list(
    /^[A-Za-z0-9]{1,32}$/,
    'must be letters and digits, at most 32 each, newest first, separated by commas',
  ),
  WECOM_ENCODING_AES_KEY: list(
    /^[A-Za-z0-9+/]{43}$/,
    'must be 43 letters and digits each, newest first, separated by commas',
  ),
  WECOM_API_BASE: address(/^https?:/, 'https://qyapi.weixin.qq.com').default('https://qyapi.weixin.qq.com'),
})

const plainSchema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port from 0 to 65535')
    .default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be a host name or an IP address')
    .optional(),
  PUBLIC_URL: address(/^https?:/, 'https://desk.example.cn').optional(),
  MONGODB_URI: mongodbUri.optional(),
  DATA_DIR: z.string().default('./data'),
  REDIS_URL: address(/^rediss?:/, 'redis://localhost:6379').optional(),
  CONFIG_DIR: z.string().default('./config'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

/** The self-built app on the platform; `keys` are the token and key pairs in force, newest first. */
export interface WecomConfig {
  apiBase: string
  corpId: string
  agentId: number
  secret: string
  keys: { token: string; encodingAesKey: string }[]
}

/** What the environment says, with its problems; `wecom` is absent in sandbox mode. */
export interface EnvReading {
  plain: z.infer<typeof plainSchema> | undefined
  mode: 'sandbox' | 'wecom'
  wecom: WecomConfig | undefined
  problems: Problem[]
}

/** Reads every variable of the promised interface; an empty variable counts as not set. */
export function readEnv(env: NodeJS.ProcessEnv): EnvReading {
  const set = Object.entries(env).filter((entry): entry is [string, string] => (entry[1] ?? '').trim() !== '')
  const plain = checkShape(plainSchema, Object.fromEntries(set))
  const wecomSet = set.filter(([name]) => name.startsWith('WECOM_'))
  if (wecomSet.length === 0) {
    return { plain: plain.value, mode: 'sandbox', wecom: undefined, problems: plain.problems }
  }
  const wecom = readWecom(Object.fromEntries(wecomSet))
  return {
    plain: plain.value,
    mode: 'wecom',
    wecom: wecom.value,
    problems: [...plain.problems, ...wecom.problems],
  }
}

function readWecom(env: Record<string, string>): { value: WecomConfig | undefined; problems: Problem[] } {
  const { value, problems } = checkShape(wecomSchema, env)
  if (value === undefined) return { value, problems }
  const tokens = value.WECOM_TOKEN
  const aesKeys = value.WECOM_ENCODING_AES_KEY
  if (tokens.length !== aesKeys.length) {
    const message = `has ${aesKeys.length} key(s) for the ${tokens.length} token(s) of WECOM_TOKEN`
    return { value: undefined, problems: [{ path: ['WECOM_ENCODING_AES_KEY'], message }] }
  }
  return {
    value: {
      apiBase: value.WECOM_API_BASE.replace(/\/+$/, ''),
      corpId: value.WECOM_CORP_ID,
      agentId: Number(value.WECOM_AGENT_ID),
      secret: value.WECOM_SECRET,
      keys: aesKeys.flatMap((encodingAesKey, index) => {
        const token = tokens[index]
        return token === undefined ? [] : [{ token, encodingAesKey }]
      }),
    },
    problems: [],
  }
}
