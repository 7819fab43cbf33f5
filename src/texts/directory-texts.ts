import { departmentTitle, roleTitle } from './words.ts'

/** To the manager: what nobody does any more since people have left. */
export function sayVacant(
  communityName: string,
  roles: readonly string[],
  departments: readonly string[],
  own: readonly { key: string; title: string }[],
): string {
  const whats = [...roles.map(roleTitle), ...departments.map((key) => departmentTitle(key, own))]
  return `【人员空缺】${communityName}的${whats.join('、')}目前无人在岗，相关工单暂由上一级处理，请尽快安排人员。`
}

/** To the managers' group: too many people went at once, so nothing was taken over. */
export function sayDoubted(count: number): string {
  return `【通讯录异常】企业微信中一次少了 ${String(count)} 名成员，可能是应用可见范围或权限被改动，本次未采用，原有人员照常工作。请管理员核对；如确已离岗，请逐一从人员名单中移除。`
}
