import { sayInstant, saySpan, spanMs, spanProblem } from '../domain/calendar/index.ts'
import { cutToChars } from '../texts/cut.ts'
import { nameOfCase, sayCase, toldFollowUp } from '../texts/digest-texts.ts'
import type { ReviewView, TicketView } from '../texts/view.ts'
import { STATUS_TITLES } from '../texts/words.ts'
import { ASSIGNEE_QUESTION, CASE_KEYS, DUE_KEYS } from './button-keys.ts'
import { buildCard, type ButtonCard } from './card.ts'
import { ticketContent } from './ticket-parts.ts'

const OPTIONS = 10
const OPTION_CHARS = 16
const CASE_CHARS = 52

/** To the manager with the week's digest: its worst cases, each with a button that has it followed up (REC-4.9). */
export function buildCasesCard({ review, communityName }: ReviewView): ButtonCard | undefined {
  const cases = (review.digest?.cases ?? []).slice(0, CASE_KEYS.length)
  if (cases.length === 0) return undefined
  return buildCard({
    source: `${communityName} · 周一审核`,
    red: true,
    title: '上周需重点跟进的工单',
    desc: '点按钮安排跟进人和期限',
    body: cases
      .map((one, index) => cutToChars(`${String(index + 1)}. ${one.number} ${sayCase(one)}`, CASE_CHARS))
      .join('\n'),
    rows: cases.map((one, index) => [
      `${String(index + 1)} ${STATUS_TITLES[one.status]}`,
      nameOfCase(one).slice(1, -1),
    ]),
    buttons: CASE_KEYS.slice(0, cases.length).map((key, index) => [`跟进 ${String(index + 1)}`, 1, key]),
  })
}

/** To the manager who tapped a case: who is to follow it up (`facts.assignees`), a button for each date of the policy. */
export function buildFollowUpForm(view: TicketView): ButtonCard | undefined {
  const { facts } = view
  const titles = (facts.titles ?? '').split(',')
  const options = (facts.assignees ?? '')
    .split(',')
    .filter((userId) => userId !== '')
    .slice(0, OPTIONS)
    .map((id, index) => ({ id, text: cutToChars(`${view.nameOf(id)} ${titles[index] ?? ''}`, OPTION_CHARS) }))
  const spans = (facts.choices ?? '').split(',').filter((span) => spanProblem(span) === undefined)
  const [first] = options
  if (first === undefined || spans.length === 0) return undefined
  return buildCard({
    ...ticketContent(view, '安排跟进'),
    body: '请选择跟进人，再点期限。跟进人会收到卡片，到期提醒，下次周审告知结果。',
    selection: {
      question_key: ASSIGNEE_QUESTION,
      title: '跟进人',
      selected_id: first.id,
      option_list: options,
    },
    buttons: DUE_KEYS.slice(0, spans.length).map((key, index) => [
      `${saySpan(spanMs(spans[index] ?? ''))}内`,
      index === 0 ? 1 : 2,
      key,
    ]),
  })
}

/** To whoever is to follow a case up: what, until when, 已完成跟进 (REC-4.9). */
export function buildFollowUpCard(view: ReviewView): ButtonCard | undefined {
  const followUp = toldFollowUp(view)
  if (followUp?.doneAt !== null) return undefined
  const { number, place, matter, by, dueAt } = followUp
  const isAgain = view.facts.again !== undefined
  return buildCard({
    source: `${view.communityName} · 周审跟进`,
    red: isAgain,
    title: `${isAgain ? '【跟进到期】' : ''}${matter === '' ? '事由待补充' : matter}`,
    desc: number,
    body: '请跟进此事，完成后点“已完成跟进”。',
    rows: [
      ['位置', place],
      ['安排人', by.name],
      ['期限', `${sayInstant(dueAt, view.now, view.timeZone)} 前`],
    ],
    buttons: [['已完成跟进', 1, 'card:followed-up']],
  })
}
