import type { WishProblems } from '../domain/administration/index.ts'
import { departmentTitle, ROLE_TITLES } from './words.ts'

type Sayings = {
  [Code in keyof WishProblems]: (problem: WishProblems[Code]) => string
}

const PROBLEMS: Sayings = {
  unknown_person: ({ name, near }) =>
    near.length === 0
      ? `没有找到“${name}”。请写全名或账号；新员工请先用“添加员工”。`
      : `没有找到“${name}”，您是不是指${near.map((one) => `“${one}”`).join('或')}？请用正确的姓名重新发送。`,
  ambiguous_person: ({ name, userIds }) =>
    `有${String(userIds.length)}位“${name}”，请改用账号：${userIds.join('、')}。`,
  name_taken: ({ name, userId }) =>
    `已有一位“${name}”（账号${userId}）。如是同一人，请用该账号；如是另一人，请用能区分的姓名，例如“${name}（工程）”。`,
  other_name: ({ userId, known }) => `账号${userId}登记的姓名是“${known}”，各小区须一致，请用这个姓名。`,
  is_member: ({ name }) => `这个账号已是本小区成员。调整角色请用“设为 ${name} 主管”这样的写法。`,
  no_department: ({ name }) =>
    `普通员工要写明部门，才能收到该部门的工单，例如“添加员工 ${name} 账号 工程 维修”。`,
  unknown_department: ({ department }) =>
    `本小区没有${departmentTitle(department)}，请换一个部门，或用配置文件添加该部门。`,
  has_role: ({ name, role }) => `${name}已是${ROLE_TITLES[role]}，无需改动。`,
  lacks_role: ({ name, role }) => `${name}不是${ROLE_TITLES[role]}，无需改动。`,
  heads: ({ name, department }) =>
    `${name}现为${department}负责人。如要更换，请先用“部门 ${department} 负责人 姓名”设定新的负责人。`,
  in_department: ({ name, department }) => `${name}已在${department}，无需改动。`,
  not_in_department: ({ name, department }) => `${name}不在${department}，无需改动。`,
  last_in_department: ({ department }) => `${department}至少要有一名成员，请先增加别的人。`,
  last_of_role: ({ role }) =>
    `这是最后一位${ROLE_TITLES[role]}，移除后工单将无人负责。请先安排另一位${ROLE_TITLES[role]}。`,
  only_role: ({ name }) => `${name}只有这一个角色。请先设另一个角色，或用“移除员工 ${name}”。`,
  in_shift: ({ name, shift }) => `${name}还在班次“${shift}”中，请先重排或取消该班次。`,
  head_by_department: ({ name }) => `负责人要跟着部门设定，请用“部门 工程 负责人 ${name}”这样的写法。`,
  owns_group: ({ name, group }) =>
    `${name}是“${group}”的群主，请先用“修改群 通知 ${group} 群主 姓名”更换群主（管理群写“管理”）。`,
  shift_role: ({ title }) =>
    `不清楚“${title}”是哪个角色的班，请在日期后写明，例如“排班 ${title} 08:00-20:00 每天 前台 王芳”。`,
  lacks_shift_role: ({ names, role }) =>
    `${names.join('、')}不是${ROLE_TITLES[role]}，不能排这个班。请先用“设为 ${names[0] ?? ''} ${ROLE_TITLES[role]}”。`,
  named_twice: ({ name }) => `${name}写了两次，请去掉重复的。`,
  shift_overlaps: ({ name, shift }) =>
    `${name}在班次“${shift}”中的时间与此重叠。请调整时间或人员，或先取消“${shift}”。`,
  shift_empty: () => '请写明这个班由谁值，例如“排班 前台白班 08:00-20:00 每天 王芳 陈静”。',
  unknown_shift: ({ title, titles }) =>
    titles.length === 0
      ? `没有班次“${title}”，本小区还没有排班。`
      : `没有班次“${title}”。现有：${titles.join('、')}。`,
  ambiguous_shift: ({ title }) => `有不止一个班次叫“${title}”，请写明角色，或用配置文件修改。`,
  unknown_group: () => '本小区还没有这个用途的群，请用配置文件添加。',
  unknown_community: ({ name, names }) => `没有小区“${name}”。现有：${names.join('、')}。`,
  community_taken: ({ name }) => `名称或标识与“${name}”重复，请换一个。`,
  unknown_time_zone: ({ timeZone }) => `“${timeZone}”不是有效的时区，请写成“Asia/Shanghai”这样。`,
  nothing_new: () => '内容与现在相同，无需改动。',
}

/** What is wrong with a wish and what to change. */
export function sayWishProblem<Code extends keyof WishProblems>(
  problem: { code: Code } & WishProblems[Code],
): string {
  return PROBLEMS[problem.code](problem)
}
