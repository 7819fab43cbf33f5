import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Platform } from '../../platform.ts'
import { isRefusal } from '../../server/api-method.ts'
import { textAt } from '../../server/fields.ts'
import { refuse, type Refusal } from '../../server/refusal.ts'
import type { Bot } from '../../world.ts'
import type { BotLine } from '../bot-line.ts'
import { push, reqIdOf, respondMessage, respondUpdate, respondWelcome, type Answer } from './respond.ts'
import { createUploads } from './uploads.ts'
import { acceptWebSocket, type WebSocketConnection } from './web-socket.ts'

const REQ_ID_BYTES = 256

const Incoming = z.object({
  cmd: z.string(),
  headers: z.object({ req_id: z.string().refine((id) => Buffer.byteLength(id, 'utf8') <= REQ_ID_BYTES) }),
  body: z.record(z.string(), z.unknown()).default({}),
})

type Outcome = Refusal | { body: Record<string, unknown> } | undefined

interface Session {
  connection: WebSocketConnection | undefined
  /** The bot that it speaks for; `undefined` before it has subscribed and after another took over. */
  bot: Bot | undefined
}

/** The long connections of bots (wecom.md 6.4): one per bot, the newest wins. */
export interface SocketDesk {
  /** Answers an upgrade request. */
  connect(request: IncomingMessage, socket: Duplex, head: Buffer): void
  line: BotLine
  /** Breaks the bot's connection without a word, as networks do. */
  cut(botId: string): void
  close(): void
}

/** Builds the desk; nobody is connected yet. */
export function createSocketDesk(platform: Platform): SocketDesk {
  const closing = new AbortController()
  const sessions = new Set<Session>()
  const unheard = new Map<string, string[]>()
  const uploads = createUploads(platform)
  const { switches, records } = platform

  const sessionOf = (botId: string): Session | undefined =>
    [...sessions].find((each) => each.bot?.botId === botId)

  const COMMANDS = new Map<string, (answer: Answer) => Outcome>([
    ['aibot_respond_msg', respondMessage],
    ['aibot_respond_welcome_msg', respondWelcome],
    ['aibot_respond_update_msg', respondUpdate],
    ['aibot_send_msg', push],
    ['aibot_upload_media_init', ({ bot, body }) => uploads.init(bot.botId, body)],
    ['aibot_upload_media_chunk', ({ bot, body }) => uploads.chunk(bot.botId, body)],
    ['aibot_upload_media_finish', ({ bot, body }) => uploads.finish(bot.botId, body)],
  ])

  function subscribe(session: Session, body: Record<string, unknown>): Outcome {
    const bot = platform.world.bots?.find((each) => each.botId === body.bot_id)
    if (bot?.mode !== 'socket' || bot.secret !== body.secret)
      return refuse(853000, 'invalid bot_id or secret')
    const old = sessionOf(bot.botId)
    if (old !== undefined && old !== session) kick(old, bot.botId)
    session.bot = bot
    return undefined
  }

  /** The former connection is told at once but closed only later, without a close frame. */
  function kick(session: Session, botId: string): void {
    session.bot = undefined
    const event = { eventtype: 'disconnected_event', disconnected_event: {} }
    const createdAt = Math.floor(platform.now() / 1000)
    const body = {
      msgid: platform.secret('CAIQ'),
      create_time: createdAt,
      aibotid: botId,
      msgtype: 'event',
      event,
    }
    session.connection?.send(frame('aibot_event_callback', platform.secret('req-'), body))
    void sleep(switches.botKickCloseMs, undefined, { signal: closing.signal, ref: false })
      .then(() => session.connection?.cut())
      .catch(() => undefined)
  }

  function act(session: Session, { cmd, headers, body }: z.infer<typeof Incoming>): Outcome {
    if (cmd === 'ping') return undefined
    if (cmd === 'aibot_subscribe') return subscribe(session, body)
    if (session.bot === undefined) return refuse(853000, 'not subscribed')
    const command = COMMANDS.get(cmd)
    if (command === undefined) return refuse(40035, 'unknown cmd')
    return command({ platform, bot: session.bot, cmd, reqId: headers.req_id, body })
  }

  async function handle(session: Session, text: string): Promise<void> {
    const incoming = Incoming.safeParse(parseJson(text))
    if (!incoming.success) {
      platform.report({ kind: 'refused', api: 'aibot', errcode: 40058, detail: 'unreadable frame' })
      session.connection?.send(acknowledge('', refuse(40058, 'invalid frame')))
      return
    }
    const { cmd, headers } = incoming.data
    const outcome = platform.store.batch(() => act(session, incoming.data))
    if (outcome !== undefined && isRefusal(outcome))
      platform.report({ kind: 'refused', api: cmd, errcode: outcome.errcode, detail: outcome.errmsg })
    const fault = platform.faults.strikeSocket(cmd)
    if (fault?.effect === 'cut') session.connection?.cut()
    if (fault?.effect === 'cut' || fault?.effect === 'lost_ack') return
    if (fault?.effect === 'late_ack') {
      await sleep(fault.ms, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
    }
    session.connection?.send(acknowledge(headers.req_id, outcome))
    if (cmd === 'aibot_subscribe' && session.bot !== undefined) tellUnheard(session, session.bot.botId)
  }

  function tellUnheard(session: Session, botId: string): void {
    for (const each of unheard.get(botId) ?? []) session.connection?.send(each)
    unheard.delete(botId)
  }

  return {
    connect(request, socket, head) {
      const session: Session = { connection: undefined, bot: undefined }
      sessions.add(session)
      session.connection = acceptWebSocket(request, socket, head, {
        text: (text) => void handle(session, text),
        closed: () => void sessions.delete(session),
      })
      if (session.connection === undefined) sessions.delete(session)
    },
    line: {
      deliver({ bot }, { exchange, payload }) {
        const cmd = textAt(payload, 'msgtype') === 'event' ? 'aibot_event_callback' : 'aibot_msg_callback'
        const sent = frame(cmd, reqIdOf(exchange), payload)
        const connection = sessionOf(bot.botId)?.connection
        if (connection !== undefined) connection.send(sent)
        else {
          if (switches.botKeepsUnheard) unheard.set(bot.botId, [...(unheard.get(bot.botId) ?? []), sent])
          records.bots.exchanges.put(exchange.id, { ...exchange, running: false })
        }
        return Promise.resolve(connection !== undefined)
      },
    },
    cut: (botId) => sessionOf(botId)?.connection?.cut(),
    close() {
      closing.abort()
      for (const session of sessions) session.connection?.cut()
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function frame(cmd: string, reqId: string, body: Record<string, unknown>): string {
  return JSON.stringify({ cmd, headers: { req_id: reqId }, body })
}

/** An acknowledgement has no cmd. */
function acknowledge(reqId: string, outcome: Outcome): string {
  const said =
    outcome !== undefined && isRefusal(outcome) ? outcome : { errcode: 0, errmsg: 'ok', ...outcome }
  return JSON.stringify({ headers: { req_id: reqId }, ...said })
}
