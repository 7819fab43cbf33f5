import type { Usage } from '../domain/administration/index.ts'

/** What is answered to administrators, whatever the change. */
export const ADMINISTRATION_ANSWERS = {
  notAllowed: '您没有这项管理权限，本次未作改动。如需调整，请联系项目经理。',
  notInWecom: (name: string) =>
    `通讯录里没有找到${name}的账号（或不在本应用可见范围内）。请核对账号拼写，或先在企业微信后台添加后再发送。`,
  otherNameInWecom: (name: string, shown: string) =>
    `该账号在通讯录里的姓名是“${shown}”，不是“${name}”。请核对后重新发送。`,
  stale: '期间名单或班次已有别的修改，此次未作改动。请重新发送一次，核对新的内容。',
  expired: '这张确认卡已过期，未作改动。如仍需要，请重新发送一次。',
  done: (title: string) => `已生效：${title}。`,
  noRecords: '还没有管理记录。',
  noMoreRecords: '没有更多管理记录。',
  rejected: '这项改动与现有配置不符，未作改动。请核对小区的人员、班次和群后再试，或用配置文件修改。',
}

/** How each command is written. */
export const USAGES: Readonly<Record<Usage, string>> = {
  add_member: '添加员工：姓名、账号、角色或部门，用空格隔开，例如“添加员工 张三 ZhangSan 工程 维修”。',
  role: '角色：例如“设为 李四 主管”“取消 李四 主管”。',
  remove_member: '移除员工：例如“移除员工 张三”。',
  department: '部门：例如“部门 工程 增加 张三”“部门 工程 移除 张三”“部门 工程 负责人 李建国”。',
  set_shift: '排班：例如“排班 前台白班 08:00-20:00 每天 王芳 陈静”，也可写工作日、周末、周一至周五。',
  remove_shift: '取消排班：例如“取消排班 前台白班”。',
  set_group: '群：例如“修改群 通知 翠湖花园服务群 群主 孙丽”，“通知”也可换成“管理”。',
  add_community:
    '添加小区：名称、标识（小写字母和数字）、参照的小区，例如“添加小区 翠湖花园二期 cuihu2 参照 翠湖花园 1-8栋 2单元 18层 4户”。',
}

/** 管理: what this person can do. */
export function sayAdministrationHelp(isOfCompany: boolean): string {
  const { add_community: community, ...others } = USAGES
  return [
    ...Object.values(others),
    ...(isOfCompany ? [community] : []),
    '查看：“管理记录”看谁改了什么，“规程参数 超时”看各项时限。',
    '每项改动先出确认卡，点“确认”后立即生效。管理其他小区时，在命令前写上小区名称。',
  ].join('\n')
}

/** What an administrator is told when the configuration's own check refuses his change; each line is in English. */
export function sayCheck(problems: readonly string[]): string {
  const said = new Set(problems.flatMap((line) => CHECKS.find(([pattern]) => pattern.test(line))?.[1] ?? []))
  return said.size === 0 ? ADMINISTRATION_ANSWERS.rejected : `未作改动：${[...said].join('；')}。`
}

const CHECKS: readonly (readonly [pattern: RegExp, said: string])[] = [
  [/nobody holds the role front_desk/, '改后将没有前台，请先添加前台人员'],
  [/nobody holds the role supervisor/, '改后将没有客服主管，请先设一位主管'],
  [/nobody holds the role manager/, '改后将没有经理，请先设一位经理'],
  [/nobody holds the role/, '改后将有必需的角色无人担任，请先安排人员'],
  [/departments.*(?:Too small|>=1|at least)/i, '部门至少要有一名成员'],
  [/department_head/, '部门负责人须有负责人角色，请用“部门 … 负责人 …”设定'],
  [/groups.*owner/, '群主须是群成员，请先更换群主'],
  [/groups.*must have 2 to 2000/, '群成员须有2至2000人'],
  [/deputy/, '有人的固定代班人已不在名单中，请先用配置文件更换代班人'],
  [/leaves/, '已登记的请假与名单不符，请先用配置文件更正请假'],
  [/is called .* elsewhere/, '同一账号在各小区的姓名须一致'],
  [/is given twice/, '有账号、群或标识重复'],
]
