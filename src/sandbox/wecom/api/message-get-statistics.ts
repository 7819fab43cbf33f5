import type { ApiMethod } from '../server/api-method.ts'
import { intAt } from '../server/fields.ts'

const SHANGHAI_OFFSET_MS = 8 * 3_600_000
const DAY_MS = 24 * 3_600_000

/** `POST /cgi-bin/message/get_statistics` (wecom.md 4.6): deliveries of today (0) or yesterday (1), China's day. */
export const messageGetStatistics: ApiMethod = {
  path: '/cgi-bin/message/get_statistics',
  verb: 'POST',
  token: 'required',
  run(platform, { body }) {
    const dayOf = (at: number): number => Math.floor((at + SHANGHAI_OFFSET_MS) / DAY_MS)
    const wanted = dayOf(platform.now()) - (intAt(body, 'time_type') ?? 0)
    const statistics = platform.world.agents.map(({ agentId }) => {
      const sent = [...platform.records.messages.values()].filter(
        (message) => message.agentId === agentId && dayOf(message.at) === wanted,
      )
      const count = sent.reduce((sum, message) => sum + Object.keys(message.copies).length, 0)
      return { agentid: agentId, app_name: `app${agentId}`, count }
    })
    return { ok: { statistics } }
  },
}
