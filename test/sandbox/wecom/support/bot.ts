import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { decrypt, encrypt, getSignature } from '@wecom/crypto'
import { XMLParser } from 'fast-xml-parser'

/** What the bot needs to know of its app. */
export interface BotKeys {
  corpId: string
  token: string
  encodingAesKey: string
}

/** One event that reached the bot, decrypted. */
export interface Received {
  plain: string
  receiveId: string
  query: URLSearchParams
  fields: Record<string, string>
}

/** How the bot answers a POST: status and body, later, or by cutting the line. */
export type Answer = (event: Received, count: number) => BotAnswer | Promise<BotAnswer>
export interface BotAnswer {
  status?: number
  body?: string
  /** Cuts the connection instead of answering. */
  reset?: boolean
}

/** A bot as its developer would write it from the documents: verifies, decrypts, answers. */
export interface Bot {
  url: string
  received: Received[]
  /** How often its address was verified. */
  verified: number
  /** Status given to requests that were no valid event. */
  rejected: number[]
  answer: Answer
  /** Changes the body of the verification answer, to be wrong on purpose. */
  echo: (plain: string) => string
  close(): Promise<void>
}

const parser = new XMLParser({ parseTagValue: false, trimValues: true })

/** Starts a bot on the port, or on a free one. */
export async function startBot(keys: BotKeys, port = 0): Promise<Bot> {
  const bot: Bot = {
    url: '',
    received: [],
    verified: 0,
    rejected: [],
    answer: () => ({}),
    echo: (plain) => plain,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  const server = createServer((request, response) => void handle(bot, keys, request, response))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  bot.url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook`
  return bot
}

async function handle(
  bot: Bot,
  keys: BotKeys,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const query = new URL(request.url ?? '', 'http://bot').searchParams
  const signature = (sealed: string): string =>
    getSignature(keys.token, query.get('timestamp') ?? '', query.get('nonce') ?? '', sealed)
  if (request.method === 'GET') {
    const echostr = (query.get('echostr') ?? '').replaceAll(' ', '+')
    const valid = signature(echostr) === query.get('msg_signature')
    const { message, id } = decrypt(keys.encodingAesKey, echostr)
    response.statusCode = valid && id === keys.corpId ? 200 : 403
    if (valid) bot.verified += 1
    response.end(bot.echo(message))
    return
  }
  const raw = await bodyOf(request)
  const event = open(keys, raw, query, signature)
  if (event === undefined) {
    bot.rejected.push(403)
    response.statusCode = 403
    response.end()
    return
  }
  bot.received.push(event)
  const { status = 200, body = '', reset = false } = await bot.answer(event, bot.received.length)
  if (reset) {
    request.socket.resetAndDestroy()
    return
  }
  response.statusCode = status
  response.end(body)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part as Uint8Array))
  return Buffer.concat(parts).toString('utf8')
}

function open(
  keys: BotKeys,
  raw: string,
  query: URLSearchParams,
  signature: (sealed: string) => string,
): Received | undefined {
  try {
    const outer = (parser.parse(raw) as { xml: Record<string, string> }).xml
    const sealed = outer.Encrypt ?? ''
    if (signature(sealed) !== query.get('msg_signature')) return undefined
    const { message, id } = decrypt(keys.encodingAesKey, sealed)
    if (id !== keys.corpId) return undefined
    const fields = (parser.parse(message) as { xml: Record<string, string> }).xml
    return { plain: message, receiveId: id, query, fields }
  } catch {
    return undefined
  }
}

/** Seals a passive reply as the documents describe it (wecom.md 1.8). */
export function sealReply(
  keys: BotKeys,
  inner: string,
  changes: { corpId?: string; token?: string } = {},
): string {
  const sealed = encrypt(keys.encodingAesKey, inner, changes.corpId ?? keys.corpId)
  const timestamp = '1793606400'
  const nonce = '81635'
  const signature = getSignature(changes.token ?? keys.token, timestamp, nonce, sealed)
  return `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>${timestamp}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`
}
