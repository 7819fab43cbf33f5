import type { Platform } from '../platform.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import type { Agent } from '../world.ts'

const STATE = /^[a-zA-Z0-9]{0,128}$/

/** The addresses that begin a login: inside WeCom (also opened by owners in WeChat), and two for desktop browsers. */
const PATHS = new Map([
  ['/connect/oauth2/authorize', 'inside'],
  ['/wwlogin/sso/login', 'desktop'],
  ['/wwopen/sso/qrConnect', 'desktop'],
] as const)

/** A login that somebody has begun, checked. */
export interface LoginOrder {
  place: 'inside' | 'desktop'
  /** The app; `undefined` where the address may leave it out and did. */
  agent: Agent | undefined
  redirectUri: string
  state: string
  /** Whether the member is asked for private fields (snsapi_privateinfo). */
  isPrivate: boolean
}

/** Reads an authorize address (wecom.md 9.2, 9.3); `undefined` when it is none, a refusal for the error page. */
export function readLoginOrder(platform: Platform, address: URL): LoginOrder | Refusal | undefined {
  const place = [...PATHS].find(([path]) => path === address.pathname)?.[1]
  if (place === undefined) return undefined
  const query = address.searchParams
  const given = query.get('agentid') ?? ''
  const agent = platform.directory.agent(Number(given))
  const scope = query.get('scope') ?? ''
  const state = query.get('state') ?? ''
  const isPrivate = place === 'inside' && scope === 'snsapi_privateinfo'
  const redirectUri = query.get('redirect_uri') ?? ''

  if (query.get('appid') !== platform.world.corpId) return refuse(40013, 'invalid appid')
  if (given === '' && (place === 'desktop' || isPrivate)) return refuse(41011, 'missing agentid')
  if (given !== '' && agent === undefined) return refuse(40056, 'invalid agentid')
  if (place === 'inside' && query.get('response_type') !== 'code')
    return refuse(40035, 'invalid response_type')
  if (place === 'inside' && !isPrivate && scope !== 'snsapi_base') return refuse(40035, 'invalid scope')
  if (address.pathname === '/wwlogin/sso/login' && query.get('login_type') !== 'CorpApp')
    return refuse(40035, 'invalid login_type')
  if (!STATE.test(state)) return refuse(40035, 'invalid state')
  return isTrusted(platform, agent, redirectUri)
    ? { place, agent, redirectUri, state, isPrivate }
    : refuse(50001, 'redirect_uri is not under the trusted domain')
}

/** Host and port must be those of the app's trusted domain; without an app, of any app's. */
function isTrusted(platform: Platform, agent: Agent | undefined, redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false
  const { protocol, host } = new URL(redirectUri)
  const { trustedDomains } = platform.records.login
  const apps = agent === undefined ? platform.world.agents : [agent]
  const trusted = apps.some((app) => trustedDomains.get(String(app.agentId)) === host)
  return trusted && (protocol === 'https:' || protocol === 'http:')
}
