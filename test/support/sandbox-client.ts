import { z } from 'zod'

const Card = z.object({
  cardType: z.string(),
  taskId: z.string(),
  title: z.string(),
  fields: z.array(z.object({ name: z.string(), value: z.string() })),
  buttons: z.array(z.object({ key: z.string(), text: z.string(), enabled: z.boolean() })),
  questions: z.array(
    z.object({ key: z.string(), options: z.array(z.object({ id: z.string(), text: z.string() })) }),
  ),
  replacedBy: z.string().nullable(),
})
const Message = z.object({
  id: z.string(),
  at: z.string(),
  from: z.unknown(),
  msgType: z.string(),
  text: z.string(),
  card: Card.optional(),
})
const Inbox = z.object({ messages: z.array(Message) })
const People = z.object({
  members: z.array(
    z.object({
      userId: z.string(),
      name: z.string(),
      community: z.string(),
      roles: z.array(z.string()),
      onDuty: z.boolean(),
    }),
  ),
  owners: z.array(z.object({ externalUserId: z.string(), name: z.string(), rooms: z.array(z.string()) })),
  groups: z.array(z.object({ chatId: z.string(), name: z.string(), community: z.string() })),
})

export type ShownMessage = z.infer<typeof Message>
export type ShownCard = z.infer<typeof Card>

/** Plays people through the sandbox's HTTP API and nothing else (`interface.md`, Sandbox). */
export interface SandboxClient {
  people(): Promise<z.infer<typeof People>>
  now(): Promise<Date>
  advance(span: string): Promise<void>
  moveTo(instant: Date | string): Promise<void>
  says(userId: string, content: string): Promise<void>
  inbox(userId: string): Promise<ShownMessage[]>
  taps(userId: string, cardId: string, key: string, selected?: Record<string, string[]>): Promise<void>
  ownerSays(externalUserId: string, content: string): Promise<void>
  ownerInbox(externalUserId: string): Promise<ShownMessage[]>
  group(chatId: string): Promise<ShownMessage[]>
  /** The newest card of a member that can be tapped and has this button; fails when there is none. */
  cardWith(
    userId: string,
    buttonText: string,
    title?: string,
  ): Promise<{ id: string; key: string; card: ShownCard; text: string }>
  post(path: string, body: unknown): Promise<{ status: number; body: unknown }>
}

/** A client of the sandbox at `url`; any answer that is not 2xx fails. */
export function createSandboxClient(url: string): SandboxClient {
  const api = `${url}/sandbox/api`
  async function read(path: string): Promise<unknown> {
    const answer = await fetch(`${api}${path}`)
    if (!answer.ok) throw new Error(`GET ${path}: ${String(answer.status)} ${await answer.text()}`)
    return answer.json()
  }
  async function post(path: string, body: unknown): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(`${api}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
  }
  async function act(path: string, body: unknown): Promise<void> {
    const { status, body: answer } = await post(path, body)
    if (status >= 300) throw new Error(`POST ${path}: ${String(status)} ${JSON.stringify(answer)}`)
  }
  const inbox = async (userId: string) => Inbox.parse(await read(`/members/${userId}/inbox`)).messages
  return {
    post,
    inbox,
    people: async () => People.parse(await read('/people')),
    now: async () => new Date(z.object({ now: z.string() }).parse(await read('/clock')).now),
    advance: (span) => act('/clock', { advance: span }),
    moveTo: (instant) => act('/clock', { to: typeof instant === 'string' ? instant : instant.toISOString() }),
    says: (userId, content) => act(`/members/${userId}/messages`, { type: 'text', content }),
    taps: (userId, cardId, key, selected) =>
      act(`/members/${userId}/cards/${cardId}/click`, {
        key,
        ...(selected === undefined ? {} : { selected }),
      }),
    ownerSays: (id, content) => act(`/owners/${id}/messages`, { type: 'text', content }),
    ownerInbox: async (id) => Inbox.parse(await read(`/owners/${id}/inbox`)).messages,
    group: async (chatId) => Inbox.parse(await read(`/groups/${chatId}/messages`)).messages,
    async cardWith(userId, buttonText, title = '') {
      const messages = await inbox(userId)
      for (const { id, card, text } of messages.toReversed()) {
        const button = card?.buttons.find((one) => one.text === buttonText && one.enabled)
        if (card?.replacedBy === null && card.title.includes(title) && button !== undefined)
          return { id, key: button.key, card, text }
      }
      const seen = messages.map(
        ({ text, card }) =>
          `${text} [${card?.replacedBy ?? card?.buttons.map((one) => one.text).join('/') ?? ''}]`,
      )
      throw new Error(`${userId} has no card with ${buttonText}:\n${seen.join('\n')}`)
    },
  }
}
