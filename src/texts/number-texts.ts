import type { Cadence, Policy } from '../config/policy.ts'
import { saySpan, sayTerm, spanMs } from '../domain/calendar/index.ts'
import { ROLE_TITLES } from './words.ts'

const say = (iso: string) => saySpan(spanMs(iso))
const WEEKDAYS = '一二三四五六日'

/** The numbers of the rules by section: what people call it, and its numbers in words. */
const SECTIONS: Readonly<Record<string, { title: string; say: (policy: Policy) => string }>> = {
  'REC-4.2': {
    title: '登记',
    say: ({ 'REC-4.2': rule }) =>
      `补问信息${say(rule.askWithin)}内有效；同一人${say(rule.repeatWithin)}内的相同内容只登记一次`,
  },
  'REC-4.6': {
    title: '处理时限',
    say: ({ 'REC-4.6': { handleWithin, warnAtShare, reopenWithin } }) =>
      `${sayTerm(handleWithin)}内办结，用时过${String(Math.round(warnAtShare * 1000) / 10)}%提醒，结束后${say(reopenWithin)}内可重开`,
  },
  acceptance: {
    title: '接单提醒',
    say: ({ acceptance: { normal, urgent } }) => `一般：${sayCadence(normal)}；紧急：${sayCadence(urgent)}`,
  },
  idle: {
    title: '无进展提醒',
    say: ({ idle: { normal, urgent } }) => `一般：${sayCadence(normal)}；紧急：${sayCadence(urgent)}`,
  },
  'REC-4.7': {
    title: '超时第一级',
    say: ({ 'REC-4.7': { after, role } }) => `受理满${sayTerm(after)}未办结，转${ROLE_TITLES[role]}`,
  },
  'REC-4.8': {
    title: '超时第二级',
    say: ({ 'REC-4.8': { after, role } }) => `受理满${sayTerm(after)}未办结，转${ROLE_TITLES[role]}`,
  },
  'REC-4.3': {
    title: '每日审核',
    say: ({ 'REC-4.3': { dailyReviewAt, remindAfter, remindTimes } }) =>
      `每天${dailyReviewAt}，${say(remindAfter)}未审核提醒，最多${String(remindTimes)}次`,
  },
  'REC-4.9': {
    title: '每周审核',
    say: ({ 'REC-4.9': { weekday, at, remindAfter, remindTimes } }) =>
      `每周${WEEKDAYS[weekday - 1] ?? ''}${at}，${say(remindAfter)}未审核提醒，最多${String(remindTimes)}次`,
  },
  'QM-1': {
    title: '重复报修',
    say: ({ 'QM-1': rule }) => `同一房号同类事项${say(rule.repeatWithin)}内再报算重复`,
  },
  quietHours: {
    title: '免打扰',
    say: ({ quietHours }) => (quietHours === null ? '不设' : `${quietHours.from}–${quietHours.to}，紧急除外`),
  },
  leave: {
    title: '请假',
    say: ({ leave }) =>
      `最长${say(leave.atMost)}，最多提前${say(leave.aheadAtMost)}，${say(leave.remindAfter)}未确认提醒`,
  },
  handover: {
    title: '交接班',
    say: ({ handover }) => `${say(handover.remindAfter)}未签提醒，再过${say(handover.tellAfter)}告知主管`,
  },
}

/** Words that stand for several sections. */
const ABOUT: Readonly<Record<string, readonly string[]>> = {
  超时: ['REC-4.6', 'REC-4.7', 'REC-4.8'],
  升级: ['REC-4.7', 'REC-4.8'],
  时限: ['REC-4.6', 'REC-4.7', 'REC-4.8'],
  提醒: ['acceptance', 'idle'],
  接单: ['acceptance'],
  审核: ['REC-4.3', 'REC-4.9'],
}

/** What people call a section of the policy. */
export function numberTitle(section: string): string {
  return SECTIONS[section]?.title ?? '其他'
}

/** 规程参数: the numbers in force in words, all or those about a word; `undefined` for a word that none is about. */
export function sayNumbers(policy: Policy, about: string | null): string | undefined {
  const keys =
    about === null
      ? Object.keys(SECTIONS)
      : (Object.entries(ABOUT).find(([word]) => word === about)?.[1] ??
        Object.keys(SECTIONS).filter((key) => SECTIONS[key]?.title.includes(about)))
  if (keys.length === 0) return undefined
  return keys
    .flatMap((key) => {
      const section = SECTIONS[key]
      return section === undefined ? [] : `${section.title}：${section.say(policy)}。`
    })
    .join('\n')
}

/** The words that 规程参数 can be about. */
export const NUMBER_WORDS: readonly string[] = [
  ...Object.keys(ABOUT),
  ...Object.values(SECTIONS).map(({ title }) => title),
]

function sayCadence({ first, every, times, then }: Cadence): string {
  const up = then.map((role) => ROLE_TITLES[role]).join('、')
  return `${say(first)}首次，每${say(every)}一次，共${String(times)}次${up === '' ? '' : `，再逐级告知${up}`}`
}
