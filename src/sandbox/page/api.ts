import * as z from 'zod/mini'
import type { ShownMessage, Tap, WrittenMessage } from '../phones.ts'
import type { ListedPeople } from '../api/people.ts'

// The page's content security policy forbids generated code, which zod would otherwise try.
z.config({ jitless: true })

const named = z.object({ name: z.string() })
const card = z.object({
  cardType: z.string(),
  taskId: z.string(),
  title: z.string(),
  fields: z.array(z.object({ name: z.string(), value: z.string() })),
  buttons: z.array(z.object({ key: z.string(), text: z.string(), enabled: z.boolean() })),
  questions: z.array(
    z.object({
      key: z.string(),
      title: z._default(z.string(), ''),
      selected: z.exactOptional(z.string()),
      options: z.array(z.object({ id: z.string(), text: z.string() })),
    }),
  ),
  replacedBy: z.nullable(z.string()),
})
const message = z.object({
  id: z.string(),
  at: z.string(),
  from: z.union([z.literal('self'), z.literal('desk'), named]),
  msgType: z.string(),
  text: z.string(),
  card: z.exactOptional(card),
  menu: z.exactOptional(z.array(z.object({ id: z.string(), text: z.string() }))),
})
const Inbox: z.ZodMiniType<{ messages: ShownMessage[] }> = z.object({ messages: z.array(message) })
const Clock = z.object({ now: z.string() })
const Done = z.object({ id: z.string() })
const counts = z.record(z.string(), z.number())
const Received = z.object({ members: counts, owners: counts, groups: counts })
const room = z.array(z.string())
const People: z.ZodMiniType<ListedPeople> = z.object({
  members: z.array(
    z.object({
      userId: z.string(),
      name: z.string(),
      community: z.string(),
      roles: room,
      onDuty: z.boolean(),
    }),
  ),
  owners: z.array(z.object({ externalUserId: z.string(), name: z.string(), rooms: room })),
  groups: z.array(z.object({ chatId: z.string(), name: z.string(), community: z.string() })),
})
const Refused = z.object({ error: z.string() })

/** The kind of phone, as it stands in the API's paths. */
export type PhoneKind = 'members' | 'owners' | 'groups'

/** The sandbox's HTTP API (`interface.md`, Sandbox). Every promise rejects with an Error whose message is Chinese. */
export type SandboxApi = ReturnType<typeof createSandboxApi>

/** A client for the API below `base`. */
export function createSandboxApi(base: string) {
  const ask = async <T>(path: string, schema: z.ZodMiniType<T>, body?: unknown): Promise<T> => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }
    const answer = await fetch(base + path, body === undefined ? undefined : init).catch(() => {
      throw new Error('连不上服务台，请确认它还在运行')
    })
    const json: unknown = await answer.json().catch(() => undefined)
    const refused = Refused.safeParse(json)
    if (!answer.ok)
      throw new Error(refused.success ? refused.data.error : `服务台答复了错误 ${answer.status}`)
    const checked = schema.safeParse(json)
    if (!checked.success) throw new Error('看不懂服务台的答复，请刷新页面')
    return checked.data
  }
  const of = (kind: PhoneKind, id: string): string => `/${kind}/${encodeURIComponent(id)}`

  return {
    people: () => ask('/people', People),
    received: () => ask('/received', Received),
    clock: () => ask('/clock', Clock),
    moveClock: (move: { advance: string } | { to: string }) => ask('/clock', Clock, move),
    messages: async (kind: PhoneKind, id: string) =>
      (await ask(`${of(kind, id)}/${kind === 'groups' ? 'messages' : 'inbox'}`, Inbox)).messages,
    write: (kind: PhoneKind, id: string, written: WrittenMessage & { menuId?: string }) =>
      ask(`${of(kind, id)}/messages`, Done, written),
    tap: (userId: string, cardId: string, tap: Tap) =>
      ask(`${of('members', userId)}/cards/${encodeURIComponent(cardId)}/click`, Done, tap),
    /** Listens for changes; `onLive` hears whether the connection stands. Browsers reconnect by themselves. */
    listen(onChange: () => void, onLive: (live: boolean) => void): void {
      const events = new EventSource(`${base}/events`)
      events.addEventListener('changed', onChange)
      events.addEventListener('open', () => onLive(true))
      events.addEventListener('error', () => onLive(false))
    },
  }
}
