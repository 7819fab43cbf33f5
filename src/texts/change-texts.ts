import type { Community, Shift } from '../config/communities.ts'
import type { Effects } from '../domain/administration/index.ts'
import type { DirectoryChange } from '../directory/index.ts'
import { numberTitle } from './number-texts.ts'
import { departmentTitle, ROLE_TITLES } from './words.ts'

/** A change in words: what it is about, and what stands before and after it. */
export interface ToldChange {
  title: string
  before: string
  after: string
}

const NOTHING = '无'
const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const

/** The change over the community as it stood; `undefined` where that is not known any more, as in the records. */
export function tellChange(
  change: DirectoryChange,
  community: Community | undefined,
  nameOf: (userId: string) => string,
): ToldChange {
  const names = (userIds: readonly string[]) => userIds.map(nameOf).join('、') || NOTHING
  const sayTurn = ({ from, to, days, role, members }: Shift) =>
    `${from}–${to} ${sayDays(days)} ${ROLE_TITLES[role]} ${names(members)}`
  switch (change.kind) {
    case 'set_member': {
      const { member, joins } = change
      const before = findMember(community, member.userId)
      const department = joins === undefined ? '' : `，${departmentTitle(joins, community?.departments)}`
      return {
        title: before === undefined && community !== undefined ? `添加员工 ${member.name}` : member.name,
        before: before === undefined ? NOTHING : sayRoles(before.roles),
        after: `${sayRoles(member.roles)}${department}`,
      }
    }
    case 'remove_member': {
      const before = findMember(community, change.userId)
      return {
        title: `移除员工 ${before?.name ?? nameOf(change.userId)}`,
        before: before === undefined ? NOTHING : sayRoles(before.roles),
        after: '不再是本小区成员',
      }
    }
    case 'set_department': {
      const { key, title, members } = change.department
      const before = community?.departments.find((one) => one.key === key)
      return {
        title: `${title}成员`,
        before: before === undefined ? NOTHING : names(before.members),
        after: names(members),
      }
    }
    case 'set_head': {
      const before = community?.departments.find(({ key }) => key === change.department)
      return {
        title: `${departmentTitle(change.department, community?.departments)}负责人`,
        before: before === undefined ? NOTHING : nameOf(before.head),
        after: nameOf(change.userId),
      }
    }
    case 'set_shift': {
      const { shift } = change
      const before = community?.shifts.find(({ title, role }) => title === shift.title && role === shift.role)
      return {
        title: `班次 ${shift.title}`,
        before: before === undefined ? NOTHING : sayTurn(before),
        after: sayTurn(shift),
      }
    }
    case 'remove_shift': {
      const before = community?.shifts.find(
        ({ title, role }) => title === change.title && role === change.role,
      )
      return {
        title: `取消班次 ${change.title}`,
        before: before === undefined ? NOTHING : sayTurn(before),
        after: NOTHING,
      }
    }
    case 'set_group': {
      const { purpose, name, owner } = change.group
      const before = community?.groups.find((group) => group.purpose === purpose)
      return {
        title: purpose === 'notices' ? '通知群' : '管理群',
        before: before === undefined ? NOTHING : `${before.name}，群主${nameOf(before.owner)}`,
        after: `${name}，群主${nameOf(owner)}`,
      }
    }
    case 'set_policy':
      return {
        title: `规程参数 ${numberTitle(change.path[0] ?? '')}`,
        before: NOTHING,
        after: change.value === null ? '沿用公司统一参数' : '本小区单独设定',
      }
    case 'set_community': {
      const { name, members, shifts, departments } = change.community
      return {
        title: `小区 ${name}`,
        before: community === undefined ? NOTHING : '按新内容整体更新',
        after: `${String(members.length)}人，${String(departments.length)}个部门，${String(shifts.length)}个班次`,
      }
    }
  }
}

/** What the change does besides, line by line; `open` are the open tickets in the hands of whom it removes. */
export function tellEffects(effects: Effects, open: number): string[] {
  return [
    ...(open > 0 ? [`手上${String(open)}件未结工单将转回部门待接单`] : []),
    ...(effects.thinned.length > 0 ? [`退出班次：${effects.thinned.join('、')}`] : []),
    ...(effects.ended.length > 0 ? [`班次取消：${effects.ended.join('、')}，该时段无人值班`] : []),
    ...(effects.roleWithoutTurns ? ['该角色不再排班，卡片将发给该角色所有人'] : []),
  ]
}

function sayRoles(roles: readonly (keyof typeof ROLE_TITLES)[]): string {
  return roles.map((role) => ROLE_TITLES[role]).join('、')
}

function sayDays(days: Shift['days']): string {
  if (days === 'every_day') return '每天'
  if (days === 'workdays') return '工作日'
  return days === 'days_off' ? '休息日' : days.map((day) => WEEKDAYS[day - 1] ?? '').join('、')
}

function findMember(community: Community | undefined, userId: string) {
  return community?.members.find((member) => member.userId.toLowerCase() === userId.toLowerCase())
}
