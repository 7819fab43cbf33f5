import type { Ticket } from '../domain/ticket/index.ts'
import { cutToChars } from './cut.ts'
import type { TicketView } from './view.ts'
import { CHANNEL_TITLES } from './words.ts'

/** News that is worth a telephone call; the rest a website's visitor can look up there. */
const WORTH_A_CALL = new Set(['apology', 'discarded', 'done', 'closed_unsolved'])

/** For the front desk: what to tell somebody by telephone whom nobody can write to. */
export function sayByPhone(
  view: TicketView,
  texts: Readonly<Record<string, (view: TicketView) => string | undefined>>,
): string | undefined {
  const { reporter } = view.ticket.reception
  const what = view.facts.what ?? ''
  const news = WORTH_A_CALL.has(what) ? texts[what]?.(view) : undefined
  if (news === undefined || !('web' in reporter)) return undefined
  return `【请电话告知】${cutToChars(reporter.web.name, 20)} ${reporter.web.phone}（网上上报）：${news}`
}

/** （上门）, （来电）: said back to the member who recorded it, so that a slip is seen. */
export function sayHow({ reception: { channel } }: Ticket): string {
  const how = CHANNEL_TITLES[channel]
  return how === undefined ? '' : `（${how}）`
}

/** 房号 3-9-9901 不存在，请核对。 */
export function sayUnknownRoom({ reception: { room, roomUnknown } }: Ticket): string {
  return roomUnknown === true && room !== null ? `房号 ${cutToChars(room, 20)} 不存在，请核对。` : ''
}
