import { sayInstant } from '../domain/calendar/index.ts'
import { localDate, localTime } from '../domain/calendar/local-time.ts'
import type { Gap } from '../domain/duty/gaps.ts'
import type { Leave } from '../domain/duty/leave.ts'
import type { LeaveProblem } from '../domain/duty/request-leave.ts'
import { cutToChars } from './cut.ts'
import { departmentTitle, roleTitle, ROLE_TITLES } from './words.ts'

/** How many gaps one message names; the supervisor fills the first and hears of the rest tomorrow. */
const GAPS_AT_MOST = 12

/** What the desk answers to words about leave and shifts. */
export const DUTY_ANSWERS = {
  leaveUsage:
    '请假请写明日期，例如：请假 明天，或 请假 11月25日 到 11月27日。请人代班：代班 陈静 明天。提前回来：销假。',
  deputyUsage: '请写明代班人和日期，例如：代班 陈静 明天，或 代班 陈静 11月25日 到 11月27日。',
  noSuchDay: '没有这一天，请检查日期后再发一次。',
  noLeave: '您没有可以销的假。',
  noHandover: '现在没有您班次的交接班记录。',
  noteUsage: '请在“交接备注”后面写上内容，例如：交接备注 3栋电梯维保未完，明早9点复查。',
  deputyUnknown: '本小区没有找到这位代班人，请写通讯录中的全名。',
  deputyAmbiguous: '本小区有同名同事，请改写对方的账号。',
} as const

/** Why leave is not put before the supervisor, said to the person who asked. */
export const LEAVE_PROBLEMS: Readonly<Record<LeaveProblem, string>> = {
  past: '这个日期已经过去，不能请假。',
  order: '结束日期早于开始日期，请检查后再发一次。',
  too_long: '一次请假的时间太长，请分次申请，或联系经理在配置中登记。',
  too_far: '这个日期还太远，请临近时再申请。',
  overlap: '这段时间您已有请假或代班申请。如需更改，请先发送“销假”。',
  deputy_self: '代班人不能是您自己。',
  deputy_away: '这位同事那段时间也不在岗，请换一位代班人。',
  deputy_circle: '这位同事那段时间由您代班，不能再代您的班，请换一位。',
}

/** 11月25日–11月27日, one day 11月25日, with the hour where the span does not end at midnight. */
export function sayDays({ from, to }: Pick<Leave, 'from' | 'to'>, timeZone: string): string {
  const first = dayAndMonth(from, timeZone)
  const last = dayAndMonth(new Date(to.getTime() - 1), timeZone)
  return first === last ? first : `${first}–${last}`
}

/** 请假 11月25日–11月27日, 11月25日由陈静代班. */
export function nameOfLeave({ from, to, deputy }: Leave, timeZone: string): string {
  const days = sayDays({ from, to }, timeZone)
  return deputy === null ? `请假 ${days}` : `${days}由${deputy.name}代班`
}

/** The daily warning of shifts that nobody covers. */
export function sayGaps(gaps: readonly Gap[], now: Date, timeZone: string): string {
  const lines = gaps.slice(0, GAPS_AT_MOST).map(({ title, role, from, to }) => {
    const span = `${sayInstant(from, now, timeZone)} 至 ${sayInstant(to, now, timeZone)}`
    return `${title === null ? ROLE_TITLES[role] : cutToChars(title, 20)}：${span}`
  })
  const more = gaps.length > lines.length ? [`另有 ${String(gaps.length - lines.length)} 段。`] : []
  return ['【缺岗提醒】以下时段因请假无人值班，请安排代班：', ...lines, ...more].join('\n')
}

/** Why a message came to somebody else than it was for: 前台当前无人在岗，转由您处理。 */
export function sayInstead(
  insteadOf: string,
  departments: readonly { key: string; title: string }[],
): string {
  return `【${whoOf(insteadOf, departments)}无人在岗，转由您处理】`
}

/** For the managers' group: a message that nobody on the whole chain is there for. */
export function sayNobody(
  about: string,
  insteadOf: string,
  departments: readonly { key: string; title: string }[],
): string {
  return `【无人在岗】${about}应由${whoOf(insteadOf, departments)}处理，但该岗位及上级均无人在岗，请立即安排人员。`
}

function whoOf(insteadOf: string, departments: readonly { key: string; title: string }[]): string {
  if (insteadOf.startsWith('group_')) return '群内'
  const isRole = Object.keys(ROLE_TITLES).includes(insteadOf)
  return isRole ? roleTitle(insteadOf) : departmentTitle(insteadOf, departments)
}

function dayAndMonth(at: Date, timeZone: string): string {
  const [, month, day] = localDate(at, timeZone).split('-')
  const time = localTime(at, timeZone)
  const hour = time === '00:00' || time === '23:59' ? '' : ` ${time}`
  return `${String(Number(month))}月${String(Number(day))}日${hour}`
}

/** The question that a tap on 写备注 leads to. */
export const ASK_HANDOVER_NOTE = '请直接回复交接备注（回复“取消”放弃）。'
