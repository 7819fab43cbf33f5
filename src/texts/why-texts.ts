import {
  sayDate,
  sayInstant,
  saySpan,
  sayTerm,
  type Count,
  type Explanation,
} from '../domain/calendar/index.ts'
import type { DeadlineSum, Ticket } from '../domain/ticket/index.ts'
import type { Setting } from './view.ts'
import { roleTitle, stopTitle } from './words.ts'

/** The rules that deadlines come from, as the procedure calls them. */
const RULE_TITLES: Readonly<Record<string, string>> = {
  'REC-4.6': '《接待业主规程》4.6 部门处理时限',
  'REC-4.7': '《接待业主规程》4.7 超时转客服主管',
  'REC-4.8': '《接待业主规程》4.8 超时转经理',
}

const COUNT_TITLES: Readonly<Record<Count, string>> = {
  rolling: '按连续时间计算',
  calendar_days: '按自然日计算，当日不计，末日 24:00 止',
  calendar_days_rollover: '按自然日计算，当日不计，末日遇休息日顺延',
  working_days: '按工作日计算，当日不计，末日 24:00 止',
  calendar_months: '按月计算，末日 24:00 止',
}

/** More days off than this are only counted. */
const DAYS_NAMED = 10

/** The answer to 为什么这个时间？: one line for each deadline with the sum that led to it. */
export function sayWhy(
  ticket: Pick<Ticket, 'number' | 'reopened'>,
  sums: readonly DeadlineSum[],
  when: Pick<Setting, 'now' | 'timeZone'>,
): string {
  return [`${ticket.number} 的时限这样计算：`, ...sums.map((sum) => saySum(ticket, sum, when))].join('\n')
}

function saySum(
  { reopened }: Pick<Ticket, 'reopened'>,
  { rule, role, term, stops }: DeadlineSum,
  { now, timeZone }: Pick<Setting, 'now' | 'timeZone'>,
): string {
  const at = (instant: Date) => sayInstant(instant, now, timeZone)
  const isByHours = term.term.count !== 'rolling' && term.term.span.startsWith('PT')
  const counted = COUNT_TITLES[isByHours ? 'rolling' : term.term.count]
  const what = role === null ? '处理时限' : `转${roleTitle(role)}`
  const sum = `${at(term.start)} ${reopened === 0 ? '登记' : '重开'} + ${sayTerm(term.term)}（${counted}${saySkipped(term)}）= ${at(term.end)}`
  const moved = stops.map(
    ({ reason, addedMs, at: end }) => `；因${stopTitle(reason)}暂停 ${saySpan(addedMs)}，顺延至 ${at(end)}`,
  )
  return `${what}：${sum}${moved.join('')}。依据${RULE_TITLES[rule] ?? '作业规程'}。`
}

function saySkipped({ skipped }: Explanation): string {
  if (skipped.length === 0) return ''
  const days = skipped.slice(0, DAYS_NAMED).map(({ date, holiday }) => `${sayDate(date)}${holiday ?? ''}`)
  const more = skipped.length > DAYS_NAMED ? '等' : ''
  return `，跳过休息日 ${String(skipped.length)} 天：${days.join('、')}${more}`
}
