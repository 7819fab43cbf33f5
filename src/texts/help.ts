import type { Role } from '../domain/people.ts'

const REPORT =
  '登记：直接发一句话，例如“3栋2单元501 张女士 138****0000 厨房漏水”；业主上门或来电的，前面加“上门”或“电话”，也可发送“登记”逐项填写。缺少的信息我会再问您，照片随后发来即可。收到的卡片点按钮处理。'
const OWN = '查看：发送“我的工单”“今日待办”，或工单编号（如 JD-20261123-0001）；编号后加文字可记录进展。'
const DESK = '查询：发送“查 3-2-501”，也可以查楼栋、业主称呼、手机号、编号。'
const DEPARTMENT = '查询：发送“查 3-2-501”，结果只含本部门和您本人的工单。'
const FIGURES = '统计：发送“统计 本周”，可换成今天、昨天、上周、本月、上月，后面可加部门、姓名或类别。'
const RESEND = '重发：发送“重发未送达”，再次发送未能送达的消息。'

/** What this person can do by writing to the desk (帮助), by his roles in any community. */
export function sayHelp(roles: readonly Role[], isMember: boolean): string {
  const ofTheDesk = (['front_desk', 'supervisor', 'manager'] as const).some((role) => roles.includes(role))
  const lines = [
    REPORT,
    ...(isMember ? [OWN, ofTheDesk ? DESK : DEPARTMENT, FIGURES] : []),
    ...(roles.includes('manager') ? [RESEND] : []),
  ]
  return lines.join('\n')
}
