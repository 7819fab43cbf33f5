import type { Search, TicketList } from '../domain/query/index.ts'
import type { Ticket } from '../domain/ticket/index.ts'
import type { ListView } from './view.ts'

const PLACE_CHARS = 5
const TAIL_DIGITS = 4

/** 第 6–10 件，共 17 件；还有 7 件，回复「更多」. */
export function listTitle({ from, ids, isCut }: TicketList, shown: number): string {
  const total = ids.length
  const left = total - from - shown
  const count = `第 ${String(from + 1)}–${String(from + shown)} 件，共 ${String(total)} 件${isCut ? '以上' : ''}`
  return left > 0 ? `${count}；还有 ${String(left)} 件，回复「更多」` : count
}

/** The community of a line in a list over several, short. */
export function listPlace({ communityNames }: ListView, { communityId }: Ticket): string {
  return (communityNames.get(communityId) ?? '').slice(0, PLACE_CHARS)
}

/** What was looked for, as the list's title names it; a phone by its last digits. */
export function sayWanted(search: Search): string {
  switch (search.by) {
    case 'number':
      return search.number
    case 'room':
      return `${search.room} 的工单`
    case 'building':
      return `${search.building}栋 的工单`
    case 'phone':
      return `尾号 ${search.phone.slice(-TAIL_DIGITS)} 的工单`
    case 'owner':
      return `${search.name} 的工单`
  }
}

/** What is said where there is nothing to list. */
export const NOTHING = {
  mine: '您手上没有未完成的工单。发送“今日待办”可查看待接单和今天到期的工单。',
  today: '今天没有待办工单。',
  more: '没有更多了。',
  search: (wanted: string) => `没有找到${wanted}。如要登记报修、投诉或求助，请直接写明房号和事由。`,
  unknown: (name: string) => `没有找到“${name}”这个部门或人员。例如：统计 本周 工程。`,
  notAllowed: '您没有查看这些内容的权限，如有需要请联系客服主管。',
} as const
