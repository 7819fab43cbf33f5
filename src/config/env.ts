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

/** The bucket of any S3-compatible service in which media are kept; all of them or none. */
const mediaS3Schema = z.strictObject({
  MEDIA_S3_ENDPOINT: address(/^https?:/, 'https://s3.cn-north-1.amazonaws.com.cn'),
  MEDIA_S3_BUCKET: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket'),
  MEDIA_S3_REGION: z.string().regex(/^[\w-]{1,64}$/, 'must be a region such as cn-north-1'),
  MEDIA_S3_ACCESS_KEY: z.string().regex(/^\S{1,128}$/, 'must not hold blanks'),
  MEDIA_S3_SECRET_KEY: z.string().regex(/^\S{1,256}$/, 'must not hold blanks'),
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

/** The bucket for media; `endpoint` without a slash at its end. */
export interface MediaBucket {
  endpoint: string
  bucket: string
  region: string
  accessKey: string
  secretKey: string
}

/** What the environment says, with its problems; `wecom` is absent in sandbox mode. */
export interface EnvReading {
  plain: z.infer<typeof plainSchema> | undefined
  mode: 'sandbox' | 'wecom'
  wecom: WecomConfig | undefined
  mediaBucket: MediaBucket | undefined
  problems: Problem[]
}

/** Reads every variable of the promised interface; an empty variable counts as not set. */
export function readEnv(env: NodeJS.ProcessEnv): EnvReading {
  const set = Object.entries(env).filter((entry): entry is [string, string] => (entry[1] ?? '').trim() !== '')
  const plain = checkShape(plainSchema, Object.fromEntries(set))
  const group = (prefix: string) => Object.fromEntries(set.filter(([name]) => name.startsWith(prefix)))
  const media = readMediaBucket(group('MEDIA_S3_'))
  const read = { plain: plain.value, mediaBucket: media.value }
  const problems = [...plain.problems, ...media.problems]
  const wecomSet = group('WECOM_')
  if (Object.keys(wecomSet).length === 0) return { ...read, mode: 'sandbox', wecom: undefined, problems }
  const wecom = readWecom(wecomSet)
  return { ...read, mode: 'wecom', wecom: wecom.value, problems: [...problems, ...wecom.problems] }
}

function readMediaBucket(env: Record<string, string>): {
  value: MediaBucket | undefined
  problems: Problem[]
} {
  if (Object.keys(env).length === 0) return { value: undefined, problems: [] }
  const { value, problems } = checkShape(mediaS3Schema, env)
  if (value === undefined) return { value, problems }
  return {
    value: {
      endpoint: value.MEDIA_S3_ENDPOINT.replace(/\/+$/, ''),
      bucket: value.MEDIA_S3_BUCKET,
      region: value.MEDIA_S3_REGION,
      accessKey: value.MEDIA_S3_ACCESS_KEY,
      secretKey: value.MEDIA_S3_SECRET_KEY,
    },
    problems: [],
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
