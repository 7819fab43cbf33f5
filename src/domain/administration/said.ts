import type { Shift } from '../../config/communities.ts'
import type { DepartmentKey, Role } from '../people.ts'

/** The words for roles in commands. */
const ROLE_WORDS: Readonly<Record<string, Role>> = {
  员工: 'staff',
  前台: 'front_desk',
  客服前台: 'front_desk',
  客户助理: 'assistant',
  助理: 'assistant',
  主管: 'supervisor',
  客服主管: 'supervisor',
  负责人: 'department_head',
  部门负责人: 'department_head',
  经理: 'manager',
  项目经理: 'manager',
  总公司: 'hq',
  品质: 'quality',
  品质管理: 'quality',
  总经理: 'general_manager',
}

const DEPARTMENT_WORDS: Readonly<Record<string, DepartmentKey>> = {
  工程: 'engineering',
  维修部: 'engineering',
  秩序: 'order',
  安保: 'order',
  保安部: 'order',
  环境: 'environment',
  保洁部: 'environment',
  客服: 'customer_service',
  财务: 'finance',
  行政: 'admin',
  行政人事: 'admin',
  经营: 'business',
  品质: 'quality',
}

/** Jobs that are no role of their own: plain staff of the department. */
const JOB_WORDS: Readonly<Record<string, DepartmentKey>> = {
  维修: 'engineering',
  维修工: 'engineering',
  保安: 'order',
  秩序员: 'order',
  保洁: 'environment',
  保洁员: 'environment',
  绿化: 'environment',
}

const DAY_WORDS: Readonly<Record<string, Shift['days']>> = {
  每天: 'every_day',
  每日: 'every_day',
  天天: 'every_day',
  工作日: 'workdays',
  休息日: 'days_off',
  节假日: 'days_off',
  周末: [6, 7],
}
const WEEKDAYS = '一二三四五六日'

/** The role that a word names. */
export function readRole(word: string): Role | undefined {
  return ROLE_WORDS[word]
}

/** The department that a word names, with or without 部; a community's own titles come first. */
export function readDepartment(
  word: string,
  own: readonly { key: DepartmentKey; title: string }[],
): DepartmentKey | undefined {
  const titled = own.find(({ title }) => title === word || title === `${word}部`)
  return titled?.key ?? DEPARTMENT_WORDS[word] ?? DEPARTMENT_WORDS[word.replace(/部$/u, '')]
}

/** The department that a job belongs to. */
export function readJob(word: string): DepartmentKey | undefined {
  return JOB_WORDS[word]
}

/** 每天, 工作日, 周一至周五, 周一三五: the days of a shift. */
export function readDays(word: string): Shift['days'] | undefined {
  const named = DAY_WORDS[word]
  if (named !== undefined) return named
  const said = word.replaceAll(/星期|礼拜/gu, '周').replaceAll('天', '日')
  const [, first = '', last = ''] = /^周([一二三四五六日])[至到\-~]周?([一二三四五六日])$/u.exec(said) ?? []
  const from = WEEKDAYS.indexOf(first) + 1
  const to = WEEKDAYS.indexOf(last) + 1
  if (first !== '')
    return from <= to ? Array.from({ length: to - from + 1 }, (_, index) => from + index) : undefined
  const [, each = ''] = /^周([一二三四五六日]{1,7})$/u.exec(said.replaceAll(/[、,，]周?/gu, '')) ?? []
  const days = [...new Set(Array.from(each, (day) => WEEKDAYS.indexOf(day) + 1))]
  return days.length === 0 ? undefined : days.sort((a, b) => a - b)
}

/** `8:00-20:00`, `20：00～08:00` as two times of day. */
export function readHours(word: string): { from: string; to: string } | undefined {
  const [, from, to] = /^(\d{1,2}[:：]\d{2})[-－–~～至到](\d{1,2}[:：]\d{2})$/u.exec(word) ?? []
  if (from === undefined || to === undefined) return undefined
  const times = [from, to].map((time) => time.replace('：', ':').padStart(5, '0'))
  const [start = '', end = ''] = times
  const isTime = (time: string) => /^([01]\d|2[0-3]):[0-5]\d$/u.test(time)
  return isTime(start) && (isTime(end) || end === '24:00') && start !== end
    ? { from: start, to: end }
    : undefined
}
