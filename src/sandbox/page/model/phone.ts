import type { ListedMember, ListedPeople } from '../../api/people.ts'

/** One phone or group that the page can show. */
export interface Phone {
  /** Kind and id, unique on the page. */
  key: string
  kind: 'members' | 'owners' | 'groups'
  id: string
  name: string
  /** What the person is, in Chinese: roles, rooms or community. */
  about: string
  /** Colours the avatar. */
  tone: 'desk' | 'lead' | 'manager' | 'head' | 'staff' | 'owner' | 'group'
  /** On duty now; `undefined` where duty means nothing. */
  onDuty?: boolean
}

const ROLES: Record<string, { title: string; tone: Phone['tone'] }> = {
  front_desk: { title: '前台', tone: 'desk' },
  assistant: { title: '客户助理', tone: 'desk' },
  supervisor: { title: '客服主管', tone: 'lead' },
  manager: { title: '经理', tone: 'manager' },
  department_head: { title: '部门负责人', tone: 'head' },
  quality: { title: '品质', tone: 'lead' },
  general_manager: { title: '总经理', tone: 'manager' },
  hq: { title: '总公司', tone: 'manager' },
  staff: { title: '员工', tone: 'staff' },
}

/** All phones: members in the order of their part in a ticket's life, then groups, then owners. */
export function listPhones({ members, groups, owners }: ListedPeople): Phone[] {
  const order = ['staff', ...Object.keys(ROLES).filter((role) => role !== 'staff')]
  const rank = ({ roles }: ListedMember): number => order.indexOf(mainRole(roles))
  const byPart = [...members].sort((a, b) => rank(a) - rank(b) || Number(b.onDuty) - Number(a.onDuty))
  return [
    ...byPart.map(memberPhone),
    ...groups.map(({ chatId, name }): Phone =>
      phone('groups', chatId, { name, about: '群聊', tone: 'group' }),
    ),
    ...owners.map(({ externalUserId, name, rooms }): Phone =>
      phone('owners', externalUserId, {
        name,
        about: `业主 · ${rooms.join('、') || '未登记房号'}`,
        tone: 'owner',
      }),
    ),
  ]
}

/**
 * The keys of the phones that tell the story to a newcomer, in the order it runs: a reporting member, two front desks
 * on duty, supervisor, manager, the groups, a department head, an owner.
 */
export function chooseDefaultPhones(people: ListedPeople): string[] {
  const { members, groups, owners } = people
  const home = members.find(({ roles }) => roles.includes('front_desk'))?.community
  const ours = members.filter(({ community }) => community === home)
  const having = (role: string, count: number): ListedMember[] =>
    ours
      .filter(({ roles }) => mainRole(roles) === role)
      .sort((a, b) => Number(b.onDuty) - Number(a.onDuty))
      .slice(0, count)
  const chosen = [
    ...having('staff', 1).map(memberPhone),
    ...having('front_desk', 2).map(memberPhone),
    ...having('supervisor', 1).map(memberPhone),
    ...having('manager', 1).map(memberPhone),
    ...groups
      .filter(({ community }) => community === home)
      .map(({ chatId }) => ({ key: `groups:${chatId}` })),
    ...having('department_head', 1).map(memberPhone),
    ...owners.slice(0, 1).map(({ externalUserId }) => ({ key: `owners:${externalUserId}` })),
  ]
  return chosen.map(({ key }) => key)
}

function memberPhone({ userId, name, roles, onDuty }: ListedMember): Phone {
  const titles = roles.map((role) => ROLES[role]?.title ?? role)
  const role = mainRole(roles)
  return phone('members', userId, {
    name,
    about: titles.join('、') || '员工',
    tone: ROLES[role]?.tone ?? 'staff',
    ...(role === 'front_desk' ? { onDuty } : {}),
  })
}

/** The role that says most about somebody with several: the first in the order of {@link ROLES}. */
function mainRole(roles: readonly string[]): string {
  return Object.keys(ROLES).find((role) => roles.includes(role)) ?? 'staff'
}

function phone(kind: Phone['kind'], id: string, rest: Omit<Phone, 'key' | 'kind' | 'id'>): Phone {
  return { key: `${kind}:${id}`, kind, id, ...rest }
}

/** The shown phones in the order to stand side by side: the story's own first, the others as listed. */
export function orderShown(phones: readonly Phone[], shown: readonly string[]): Phone[] {
  return phones.filter(({ key }) => shown.includes(key))
}
