import { PRIVATE_FIELDS } from '../world.ts'
import type { Platform } from '../platform.ts'
import { MINUTE_MS } from '../rates.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import type { LoginOrder } from './read-order.ts'

const CODE_LIFE_MS = 5 * MINUTE_MS

/** What a person does when the login asks. */
export interface LoginAnswer {
  /** The person says no; possible wherever there is a question, that is not with snsapi_base. */
  refuses?: boolean
  /** The private fields that the member agrees to give; all of them when absent. */
  grants?: readonly string[]
}

/** Lets a person go through a login: the address that the browser is sent back to, with a code unless refused. */
export function authorize(
  platform: Platform,
  order: LoginOrder,
  personId: string,
  { refuses = false, grants = PRIVATE_FIELDS }: LoginAnswer,
): { location: string } | Refusal {
  const member = platform.directory.member(personId)
  const owner = platform.world.owners.find((each) => each.externalUserId === personId)
  const person = member?.userId ?? (order.place === 'inside' ? owner?.externalUserId : undefined)
  if (person === undefined) return refuse(40003, 'nobody of this name can log in here')
  const asks = order.place === 'desktop' || order.isPrivate
  if (refuses && !asks) return refuse(40035, 'snsapi_base asks nothing that could be refused')
  if (refuses) return { location: backTo(order, undefined) }
  const code = platform.secret('')
  platform.records.login.codes.put(code, {
    code,
    agentId: order.agent?.agentId ?? null,
    personId: person,
    grants: order.isPrivate && member !== undefined ? [...grants] : null,
    expiresAt: platform.now() + CODE_LIFE_MS,
    used: false,
  })
  return { location: backTo(order, code) }
}

/** The redirect address keeps its own query and fragment; code and state are added. */
function backTo({ redirectUri, state }: LoginOrder, code: string | undefined): string {
  const [address = '', ...fragment] = redirectUri.split('#')
  const more = new URLSearchParams({ ...(code === undefined ? {} : { code }), state })
  const joint = address.includes('?') ? '&' : '?'
  return [`${address}${joint}${more.toString()}`, ...fragment].join('#')
}
