import { missingSides, type Side } from '../domain/duty/handover.ts'
import { nameOfLeave, sayDays } from '../texts/duty-texts.ts'
import { handoverTitle, saySignature } from '../texts/handover-texts.ts'
import type { HandoverView, LeaveView } from '../texts/view.ts'
import { buildCard, type ButtonCard } from './card.ts'

/** To the role that confirms it: who wants to be away when, who stands in, 同意 or 不同意. */
export function buildLeaveCard(view: LeaveView): ButtonCard | undefined {
  const { leave, communityName, facts, timeZone } = view
  if (leave.status !== 'requested') return undefined
  return buildCard({
    source: `${communityName} · ${leave.deputy === null ? '请假' : '代班'}待确认`,
    red: facts.again !== undefined,
    title: `${facts.again === undefined ? '' : '【待确认】'}${leave.person.name} ${nameOfLeave(leave, timeZone)}`,
    desc: '同意后，值班和卡片按此安排',
    body: leave.reason ?? '',
    rows: [
      ['申请人', leave.person.name],
      ['时间', sayDays(leave, timeZone)],
      ['代班', leave.deputy?.name ?? null],
    ],
    buttons: [
      ['同意', 1, 'card:leave-confirm'],
      ['不同意', 3, 'card:leave-decline'],
    ],
  })
}

/** To those who go or those who come: what lies open in numbers, who has signed, 交班 or 接班. */
function buildHandoverCard(view: HandoverView, side: Side): ButtonCard | undefined {
  const { handover, communityName, facts } = view
  if (handover.status !== 'open' || !missingSides(handover).includes(side)) return undefined
  const { counts, notes } = handover
  const isOut = side === 'out'
  return buildCard({
    source: `${communityName} · ${isOut ? '交班' : '接班'}`,
    red: facts.again !== undefined,
    title: `${facts.again === undefined ? '' : '【未签】'}${handoverTitle(view)}`,
    desc: isOut ? '请核对后点“交班”' : '请核对后点“接班”',
    body: notes.map(({ by, text }) => `${by}：${text}`).join('\n'),
    rows: [
      ['未结', `${String(counts.open)} 件`],
      ['本班到期', `${String(counts.due)} 件`],
      ['未接单', `${String(counts.unaccepted)} 件`],
      ['待确认', `${String(counts.unconfirmed)} 件`],
      isOut
        ? ['接班', saySignature(handover.signedIn, view) ?? statusOf(handover.coming, '未签')]
        : ['交班', saySignature(handover.signedOut, view) ?? statusOf(handover.leaving, '未签')],
    ],
    buttons: [
      isOut ? ['交班', 1, 'card:handover-out'] : ['接班', 1, 'card:handover-in'],
      ['写备注', 2, 'card:handover-note'],
    ],
  })
}

/** The cards about handovers, by kind of message. */
export const HANDOVER_CARDS: Readonly<Record<string, (view: HandoverView) => ButtonCard | undefined>> = {
  handover_out: (view) => buildHandoverCard(view, 'out'),
  handover_in: (view) => buildHandoverCard(view, 'in'),
}

function statusOf(people: readonly { name: string }[], waiting: string): string {
  if (people.length === 0) return '无人'
  return `${people.map(({ name }) => name).join('、')} ${waiting}`
}
