import type { DepartmentKey, Role } from '../domain/people.ts'
import type { Channel, RequiredField, StopReason, TicketStatus } from '../domain/ticket/index.ts'

/** The roles as staff call them. */
export const ROLE_TITLES: Readonly<Record<Role, string>> = {
  staff: '员工',
  front_desk: '前台',
  assistant: '客户助理',
  supervisor: '客服主管',
  department_head: '部门负责人',
  manager: '经理',
  hq: '总公司',
  quality: '品质部',
  general_manager: '总经理',
}

/** The departments as staff call them; a community may use its own titles. */
export const DEPARTMENT_TITLES: Readonly<Record<DepartmentKey, string>> = {
  engineering: '工程部',
  order: '秩序部',
  environment: '环境部',
  customer_service: '客服部',
  finance: '财务部',
  admin: '行政人事部',
  business: '经营部',
  quality: '品质部',
}

/** A ticket's state in one word. */
export const STATUS_TITLES: Readonly<Record<TicketStatus, string>> = {
  waiting: '待接单',
  in_progress: '处理中',
  done: '待确认',
  closed: '已关闭',
  discarded: '不建单',
}

/** What is asked for when a report lacks it (REC-4.2). */
export const FIELD_TITLES: Readonly<Record<RequiredField, string>> = {
  room: '房号',
  ownerName: '业主称呼',
  phone: '联系电话',
  matter: '事由',
}

/** How a member was told of a matter, where it was not in chat (REC-3.1.1). */
export const CHANNEL_TITLES: Readonly<Partial<Record<Channel, string>>> = { walk_in: '上门', phone: '来电' }

/** The title of a role named in facts; an unknown one is said as 负责人. */
export function roleTitle(role: string | undefined): string {
  return Object.entries(ROLE_TITLES).find(([key]) => key === role)?.[1] ?? '负责人'
}

/** The title of a department: the community's own, else the usual one. */
export function departmentTitle(
  key: string | null | undefined,
  own: readonly { key: string; title: string }[] = [],
): string {
  const named = own.find((department) => department.key === key)
  if (named !== undefined) return named.title
  return Object.entries(DEPARTMENT_TITLES).find(([known]) => known === key)?.[1] ?? '相关部门'
}

/** Why a clock stands still, as staff and owners are told. */
export const STOP_TITLES: Readonly<Record<StopReason, string>> = {
  waiting_owner: '等待业主',
  waiting_parts: '等待备件',
  waiting_contractor: '等待外单位',
}

/** The title of a stop's reason named in facts. */
export function stopTitle(reason: string | undefined): string {
  return Object.entries(STOP_TITLES).find(([key]) => key === reason)?.[1] ?? '等待'
}
