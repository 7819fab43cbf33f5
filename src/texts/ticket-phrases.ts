import { sayInstant, saySpan } from '../domain/calendar/index.ts'
import type { Ticket } from '../domain/ticket/index.ts'
import { CATEGORIES, KIND_TITLES } from '../understanding/index.ts'
import { cutToChars } from './cut.ts'
import { CHANNEL_TITLES, FIELD_TITLES } from './words.ts'
import type { Setting, TicketView } from './view.ts'

/** Where it is: the room, else the public place, else that it is still asked for. */
export function placeOf(ticket: Ticket): string {
  const { room, location } = ticket.reception
  return room ?? location ?? '房号待补充'
}

/** Where it is for a group's eyes: the building at most (domain-facts 6). */
export function maskedPlaceOf(ticket: Ticket): string {
  const { building, room, location } = ticket.reception
  if (building !== null) return `${building}栋`
  return room === null && location !== null ? '公共区域' : '小区内'
}

/** 报修 · 漏水渗水. */
export function sortOf(ticket: Ticket): string {
  const category = CATEGORIES.get(ticket.category)?.title
  return [KIND_TITLES[ticket.kind], category].filter((part) => part !== undefined).join(' · ')
}

/** The title of a kind or category named in facts; an unknown one is said as 其他. */
export function sortTitle(key: string | undefined): string {
  const kind = Object.entries(KIND_TITLES).find(([known]) => known === key)?.[1]
  return kind ?? [...CATEGORIES].find(([known]) => known === key)?.[1].title ?? KIND_TITLES.other
}

/** The category alone, for places where the owner's own words must not stand. */
export function categoryOf(ticket: Ticket): string {
  return CATEGORIES.get(ticket.category)?.title ?? KIND_TITLES[ticket.kind]
}

/** Who told the desk, and how when it was not by himself in chat: 王芳（来电）, 赵强（转业主）, 业主微信, 网站. */
export function reporterOf({ reception: { reporter, channel, passedOn } }: Ticket): string {
  if ('owner' in reporter) return '业主微信'
  if ('web' in reporter) return '网站'
  const how = CHANNEL_TITLES[channel] ?? (passedOn === true ? '转业主' : undefined)
  return how === undefined ? reporter.name : `${reporter.name}（${how}）`
}

/** An instant from the facts, as people say it; nothing when there is none. */
export function sayAt({ facts, now, timeZone }: Pick<Setting, 'facts' | 'now' | 'timeZone'>): string {
  const at = new Date(facts.at ?? Number.NaN)
  return Number.isNaN(at.getTime()) ? '' : sayInstant(at, now, timeZone)
}

/** The end of a stop, from the facts. */
export function sayUntil({ facts, now, timeZone }: Pick<Setting, 'facts' | 'now' | 'timeZone'>): string {
  const until = new Date(facts.until ?? Number.NaN)
  return Number.isNaN(until.getTime()) ? '' : sayInstant(until, now, timeZone)
}

/** How long the matter has been open. */
export function ageOf({ ticket, now }: TicketView): string {
  return saySpan(now.getTime() - ticket.reception.receivedAt.getTime())
}

/** The titles of the missing fields, 房号、联系电话. */
export function sayMissing(fields: readonly string[]): string {
  return Object.entries(FIELD_TITLES)
    .filter(([field]) => fields.includes(field))
    .map(([, title]) => title)
    .join('、')
}

/** The matter in at most so many characters, else that it is still asked for; half characters alone are no matter. */
export function matterOf(ticket: Ticket, most: number): string {
  return cutToChars(ticket.reception.matter, most) || '事由待补充'
}

/** The ticket in a few words: 「3-2-501 厨房漏水」; short, so that a question after it is never cut off. */
export function nameOfTicket(ticket: Ticket): string {
  return `「${cutToChars(placeOf(ticket), 30)} ${matterOf(ticket, 60)}」`
}
