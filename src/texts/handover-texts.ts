import { sayInstant } from '../domain/calendar/index.ts'
import type { HandoverItem, Signature } from '../domain/duty/handover.ts'
import { LINES_PER_LIST } from '../domain/duty/open-handover.ts'
import { cutToChars } from './cut.ts'
import type { HandoverView } from './view.ts'
import { STATUS_TITLES } from './words.ts'

/** With them a line stays near 110 bytes, 15 lines and a head under the platform's 2048. */
const MATTER_CHARS = 10
const PLACE_CHARS = 9

/** 11月23日 20:00 交接班. */
export function handoverTitle({ handover, now, timeZone }: HandoverView): string {
  return `${sayInstant(handover.at, now, timeZone)} 交接班`
}

/** 未结 2，本班到期 1，未接单 1，待确认 0. */
export function sayCounts({ handover: { counts } }: HandoverView): string {
  const { open, due, unaccepted, unconfirmed } = counts
  return `未结 ${String(open)}，本班到期 ${String(due)}，未接单 ${String(unaccepted)}，待确认 ${String(unconfirmed)}`
}

/** 王芳 11月23日 20:02, or nothing where nobody has signed. */
export function saySignature(
  signature: Signature | null,
  { now, timeZone }: Pick<HandoverView, 'now' | 'timeZone'>,
): string | null {
  return signature === null ? null : `${signature.name} ${sayInstant(signature.at, now, timeZone)}`
}

/** What is said about a handover in words, by kind of message. */
export const HANDOVER_TEXTS: Readonly<Record<string, (view: HandoverView) => string | undefined>> = {
  handover_list: (view) => {
    const { items, counts } = view.handover
    const from = Number(view.facts.from ?? 0)
    const shown = items.slice(from, from + LINES_PER_LIST)
    if (shown.length === 0) return undefined
    const head = `${handoverTitle(view)} 未结工单 ${String(from + 1)}–${String(from + shown.length)}（共${String(counts.open)}件）`
    return [head, ...shown.map((item) => lineOf(item, view))].join('\n')
  },
  handover_note: ({ facts }) => `【交接备注】${facts.name ?? ''}：${facts.text ?? ''}`,
  handover_note_kept: () => '交接备注已记录，会交给对方班次。',
  handover_signed: (view) =>
    [
      `${handoverTitle(view)}完成。`,
      signed('交班', saySignature(view.handover.signedOut, view)),
      signed('接班', saySignature(view.handover.signedIn, view)),
    ].join(''),
  handover_unsigned: (view) => {
    const { leaving, coming, signedOut, signedIn } = view.handover
    const missing = [
      ...(signedOut === null && leaving.length > 0 ? [`交班（${namesOf(leaving)}）`] : []),
      ...(signedIn === null && coming.length > 0 ? [`接班（${namesOf(coming)}）`] : []),
    ]
    if (view.handover.status !== 'open' || missing.length === 0) return undefined
    return `【未签】${handoverTitle(view)}尚未签：${missing.join('、')}。${sayCounts(view)}。请督促。`
  },
  handover_nobody: (view) =>
    `【无人接班】${handoverTitle(view)}后无人值班${view.handover.begun.length === 0 ? '' : `（${view.handover.begun.join('、')}）`}。${sayCounts(view)}，请知悉并安排。`,
  handover_missed: (view) => `${handoverTitle(view)}因系统停机未能发出，请当面核对未结工单。`,
  unreachable: (view) => `【未送达】${handoverTitle(view)}的消息未能送达，请当面交接。`,
}

function lineOf({ number, place, matter, status, dueAt }: HandoverItem, view: HandoverView): string {
  const words = [number, cutToChars(place, PLACE_CHARS), cutToChars(matter, MATTER_CHARS)]
  const promise = `${STATUS_TITLES[status]}，时限 ${sayInstant(dueAt, view.now, view.timeZone)}`
  const late = dueAt <= view.handover.at ? '（已超时）' : ''
  return `${words.filter((word) => word !== '').join(' ')} ${promise}${late}`
}

function signed(side: string, signature: string | null): string {
  return signature === null ? '' : `${side}：${signature}。`
}

function namesOf(people: readonly { name: string }[]): string {
  return people.map(({ name }) => name).join('、')
}
