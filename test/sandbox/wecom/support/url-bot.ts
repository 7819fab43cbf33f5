import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { decrypt, encrypt, getSignature } from '@wecom/crypto'
import type { World } from '../../../../src/sandbox/wecom/index.ts'

/** The bot of the tests that is connected by URL, in a group with two of the four members. */
export const URL_BOT = {
  botId: 'aib-url',
  name: '报修助手',
  mode: 'url',
  token: 'BotToken2026',
  encodingAesKey: 'YWlib3Qta2V5LW9mLXRoZS10ZXN0cy0wMTIzNDU2Nzg',
  visibleUserIds: ['LiGong', 'WangWu'],
  groups: [{ chatId: 'wrk-1', userIds: ['LiGong', 'WangWu', 'ZhaoLiu'] }],
} as const satisfies NonNullable<World['bots']>[number]

export type Told = Record<string, unknown>

/** The answer to a webhook: an object to be sealed, nothing, or raw words; late by being a promise. */
export type Reply = Record<string, unknown> | string | undefined
export interface Changes {
  token?: string
  receiveId?: string
  nonce?: string
  status?: number
}

/** An AI bot as its developer would write it from the documents. */
export interface UrlBot {
  url: string
  told: Told[]
  rejected: number
  /** How its answers are spoilt on purpose. */
  spoil: Changes
  answer: (told: Told, count: number) => Reply | Promise<Reply>
  close(): Promise<void>
}

export async function startUrlBot(): Promise<UrlBot> {
  const bot: UrlBot = {
    url: '',
    told: [],
    rejected: 0,
    spoil: {},
    answer: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  const server = createServer((request, response) => void handle(bot, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  bot.url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/bot`
  return bot
}

async function handle(bot: UrlBot, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const query = new URL(request.url ?? '', 'http://bot').searchParams
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part as Uint8Array))
  const sealed =
    request.method === 'GET'
      ? (query.get('echostr') ?? '')
      : (JSON.parse(Buffer.concat(parts).toString('utf8')) as { encrypt: string }).encrypt
  const nonce = query.get('nonce') ?? ''
  const signature = getSignature(URL_BOT.token, query.get('timestamp') ?? '', nonce, sealed)
  const { message, id } = decrypt(URL_BOT.encodingAesKey, sealed)
  if (signature !== query.get('msg_signature') || id !== '') {
    bot.rejected += 1
    response.writeHead(403).end()
    return
  }
  if (request.method === 'GET') {
    response.end(message)
    return
  }
  const told = JSON.parse(message) as Told
  bot.told.push(told)
  const reply = await bot.answer(told, bot.told.length)
  response.statusCode = bot.spoil.status ?? 200
  response.end(typeof reply === 'object' ? sealJson(reply, nonce, bot.spoil) : (reply ?? ''))
}

function sealJson(reply: Record<string, unknown>, nonceOfWebhook: string, spoil: Changes): string {
  const encrypted = encrypt(URL_BOT.encodingAesKey, JSON.stringify(reply), spoil.receiveId ?? '')
  const timestamp = 1793606400
  const nonce = spoil.nonce ?? nonceOfWebhook
  const msgsignature = getSignature(spoil.token ?? URL_BOT.token, timestamp, nonce, encrypted)
  return JSON.stringify({ encrypt: encrypted, msgsignature, timestamp, nonce })
}
