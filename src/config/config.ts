import { DeskError } from '../errors.ts'
import type { Community } from './communities.ts'
import { ConfigError } from './config-error.ts'
import { readEnv, type MediaBucket, type WecomConfig } from './env.ts'
import type { Holidays } from './holidays.ts'
import type { Policy } from './policy.ts'
import { sayProblem } from './problems.ts'
import { readConfigFiles } from './read-config-files.ts'
import { readRobots } from './robots.ts'
import type { SandboxPeople } from './sandbox.ts'
import type { Website } from './websites.ts'

/** Everything the desk is told from outside, checked. */
export interface Config {
  /** `sandbox` when no WECOM_* variable is set. */
  mode: 'sandbox' | 'wecom'
  port: number
  host: string
  publicUrl?: string
  wecom?: WecomConfig
  mongodbUri?: string
  dataDir: string
  /** Where media are kept instead of in `dataDir`. */
  mediaBucket?: MediaBucket
  redisUrl?: string
  logLevel: string
  communities: Community[]
  /** The keys of the groups' robots by chat id; secrets. */
  robots: ReadonlyMap<string, string>
  holidays: Holidays
  /** The policy for all communities; `engine` is read from here. */
  policy: Policy
  /** The policy in force for a community; throws `unknown_community`. */
  policyFor: (communityId: string) => Policy
  /** The websites that may report, with their communities (REC-3.1.1). */
  websites: Website[]
  /** The owners and service accounts of the sandbox; only in sandbox mode. */
  sandbox?: SandboxPeople
}

/** Reads environment and config files; throws a `ConfigError` that lists everything that is wrong at once. */
export function loadConfig(env: NodeJS.ProcessEnv, configDir?: string): Config {
  const reading = readEnv(env)
  const files = readConfigFiles(configDir ?? (env.CONFIG_DIR || './config'), reading.mode)
  // Where a community could not be read the places of the others would be wrong.
  const { robots, problems: robotProblems } = readRobots(
    files.problems.length === 0 ? files.communities : [],
    env,
  )
  const problems = [
    ...reading.problems.map((problem) => sayProblem(undefined, problem)),
    ...files.problems,
    ...robotProblems.map((problem) => sayProblem('communities.json', problem)),
  ]
  const { plain, mode, wecom, mediaBucket } = reading
  const { policy, holidays, policies, sandbox } = files
  if (problems.length > 0 || plain === undefined || policy === undefined || holidays === undefined) {
    throw new ConfigError(problems)
  }
  return {
    mode,
    port: plain.PORT,
    host: plain.HOST ?? (mode === 'sandbox' ? '127.0.0.1' : '0.0.0.0'),
    ...(plain.PUBLIC_URL === undefined ? {} : { publicUrl: plain.PUBLIC_URL.replace(/\/+$/, '') }),
    ...(wecom === undefined ? {} : { wecom }),
    ...(plain.MONGODB_URI === undefined ? {} : { mongodbUri: plain.MONGODB_URI }),
    dataDir: plain.DATA_DIR,
    ...(mediaBucket === undefined ? {} : { mediaBucket }),
    ...(plain.REDIS_URL === undefined ? {} : { redisUrl: plain.REDIS_URL }),
    logLevel: plain.LOG_LEVEL,
    communities: files.communities,
    robots,
    holidays,
    policy,
    policyFor: (communityId) => requirePolicy(policies, communityId),
    websites: [
      ...files.communities.flatMap(({ id, websites }) =>
        websites.map((website) => ({ ...website, communityId: id })),
      ),
      ...(sandbox?.websites ?? []).map(({ community, ...website }) => ({
        ...website,
        communityId: community,
      })),
    ],
    ...(sandbox === undefined ? {} : { sandbox }),
  }
}

function requirePolicy(policies: ReadonlyMap<string, Policy>, communityId: string): Policy {
  const policy = policies.get(communityId)
  if (policy === undefined) throw new DeskError('unknown_community', `There is no community ${communityId}.`)
  return policy
}
