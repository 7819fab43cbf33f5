import { sayAt, sortTitle } from './ticket-phrases.ts'
import type { Setting } from './view.ts'
import { departmentTitle, roleTitle, stopTitle } from './words.ts'

/** What the grey texts need of their setting. */
type EndSetting = Pick<Setting, 'facts' | 'now' | 'timeZone'> & Partial<Pick<Setting, 'departments'>>

/** The grey text that takes the buttons' place, by what ended the card: 王芳 11月23日 14:02 已接单. */
export function sayEnd(say: string, setting: EndSetting): string {
  const who = setting.facts.name ?? setting.facts.by ?? ''
  const what = ENDS[say]?.(setting) ?? '已处理'
  return [who, sayAt(setting), what].filter((part) => part !== '').join(' ')
}

const ENDS: Readonly<Record<string, (setting: EndSetting) => string>> = {
  taken: () => '已接单',
  transferred: ({ facts, departments }) => `已转${departmentTitle(facts.department, departments)}`,
  complaint: () => '已转投诉',
  corrected: ({ facts }) => `已更正为${sortTitle(facts.to)}`,
  stopped: ({ facts }) =>
    facts.reason === undefined ? '已暂停计时' : `已暂停（${stopTitle(facts.reason)}）`,
  resumed: () => '已恢复计时',
  reopened: () => '已重开',
  amended: () => '信息已补充，见新卡片',
  done: () => '已处理',
  sent_back: () => '已退回重办',
  closed: () => '已关闭',
  closed_unsolved: () => '已关闭',
  discarded: () => '不建单',
  escalated: ({ facts }) => `已升级${roleTitle(facts.role)}`,
  reviewed: () => '已审核',
  follow_up_set: () => '已安排跟进',
  followed_up: () => '已完成跟进',
  handed_on: () => '已离岗，已转交同事',
  form_chosen: () => '已选择',
  form_cancelled: () => '已取消',
  form_over: () => '登记单已结束',
  leave_confirmed: () => '已同意',
  leave_declined: () => '未同意',
  leave_cancelled: () => '已销假',
  leave_lapsed: () => '已过期',
  handed_over: () => '已交班',
  shift_taken: () => '已接班',
  handover_over: () => '交接班已结束',
  change_made: () => '已生效',
  change_cancelled: () => '已取消，未改动',
  change_expired: () => '已过期，未改动',
  change_stale: () => '内容已变，未改动',
  told_by_phone: () => '已告知',
  renewed: () => '见新卡片',
  alarmed_again: () => '已再次提醒，见新卡片',
}
