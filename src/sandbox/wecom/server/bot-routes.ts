import type { Middleware } from 'koa'
import getRawBody from 'raw-body'
import { z } from 'zod'
import { codeOf } from '../../../errors.ts'
import type { ActResult, AtBot, BotActs } from '../aibot/bot-acts.ts'
import { parseJson } from './parse-json.ts'

const MAX_BODY = 64 * 1024

const who = { userId: z.string().min(1), chatId: z.string().min(1).exactOptional() }
const Order = z.union([
  z.strictObject({ ...who, content: z.string().min(1) }),
  z.strictObject({
    ...who,
    cardId: z.string().min(1),
    key: z.string(),
    selected: z.record(z.string(), z.array(z.string())).exactOptional(),
  }),
])

/**
 * Lets a test or a person play a member with an AI bot: `POST /emulator/bots/{botId}/messages` writes to it
 * (`{"userId":…,"content":…}`) or taps its card (`{"userId":…,"cardId":…,"key":…}`), in a group with `chatId`; `GET`
 * with `userId` and `chatId` in the query shows the chat. What the client does not let through is a 409.
 */
export function serveBotRoutes(acts: BotActs): Middleware {
  async function act(at: AtBot, body: unknown): Promise<ActResult> {
    const { userId, chatId, ...order } = Order.parse(body)
    const where = chatId === undefined ? at : { ...at, chatId }
    if ('content' in order) return acts.mentionsBot(userId, { type: 'text', content: order.content }, where)
    const { cardId, key, selected } = order
    return acts.tapsBotCard(userId, cardId, selected === undefined ? { key } : { key, selected }, where)
  }

  return async (ctx, next) => {
    const botId = /^\/emulator\/bots\/([^/]+)\/messages$/.exec(ctx.path)?.[1]
    if (botId === undefined || (ctx.method !== 'GET' && ctx.method !== 'POST')) {
      await next()
      return
    }
    const at = { botId: decodeURIComponent(botId) }
    try {
      if (ctx.method === 'GET') {
        const { userId, chatId } = z.object(who).parse(ctx.query)
        ctx.body = { messages: acts.seesBot(userId, chatId === undefined ? at : { ...at, chatId }) }
        return
      }
      const done = await act(at, parseJson(await getRawBody(ctx.req, { limit: MAX_BODY })))
      if ('refused' in done) ctx.status = 409
      ctx.body = 'refused' in done ? { error: done.refused } : done
    } catch (error) {
      ctx.status = 400
      ctx.body = { error: error instanceof z.ZodError ? z.prettifyError(error) : codeOf(error) }
    }
  }
}
