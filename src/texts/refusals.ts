import type { Refusal, RefusalCode } from '../domain/record.ts'
import { sayEnd } from './ends.ts'
import type { Setting } from './view.ts'

/** Why something was not done, by the refusal's code; `end` tells what happened instead. */
export const REFUSALS: Readonly<Record<RefusalCode, (end: string) => string>> = {
  not_allowed: () => '您没有此项操作的权限，如有需要请联系客服主管。',
  already_taken: (end) => `此单${end}，无需重复操作。`,
  already_over: (end) => `此单${end}，无法再操作。`,
  not_now: (end) => `此单${end}${end === '' ? '' : '，'}当前不能这样操作。`,
  text_missing: () => '没有收到文字内容，请再发一次。',
  reason_missing: () => '请在编号后写明原因，再发一次。',
  too_late: () => '已超过可以这样操作的期限。如仍需处理，请重新登记。',
  stop_in_past: () => '恢复时间已过，请重新选择。',
  stop_too_long: () => '超过了此原因允许的暂停时间，请选择较短的时间，或联系客服主管。',
  unknown_sort: () => '没有找到这个类别或分类，请换个名称再发一次，例如：报修、漏水渗水。',
}

/** The refusal said to the person who wanted it: 此单王芳 11月23日 14:02 已接单，无需重复操作。 */
export function sayRefusal(
  { refused, facts = {} }: Refusal,
  when: Pick<Setting, 'now' | 'timeZone'>,
): string {
  return REFUSALS[refused](facts.event === undefined ? '' : sayEnd(facts.event, { ...when, facts }))
}
