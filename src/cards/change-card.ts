import { sayInstant } from '../domain/calendar/index.ts'
import type { Setting } from '../texts/view.ts'
import { buildCard, type ButtonCard } from './card.ts'

/** To the administrator who asks for a change: what stands now, what will, and what it does besides (确认 or 取消). */
export function buildChangeCard({ facts, now, timeZone, communityName }: Setting): ButtonCard | undefined {
  const { title = '', before = '', after = '', effects = '', until = '' } = facts
  const ends = new Date(until)
  if (!(ends > now)) return undefined
  return buildCard({
    source: `${communityName} · 管理`,
    title: `【待确认】${title}`,
    desc: `${sayInstant(ends, now, timeZone)}前点“确认”生效`,
    body: [`原来：${before}`, `改为：${after}`, effects === '' ? '' : `影响：${effects}`]
      .filter((line) => line !== '')
      .join('\n'),
    rows: [],
    buttons: [
      ['确认', 1, 'card:change-apply'],
      ['取消', 3, 'card:change-cancel'],
    ],
  })
}
