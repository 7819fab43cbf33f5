import type { PhoneRefusal } from '../../phones.ts'
import type { Platform } from '../platform.ts'
import type { Agent, Member } from '../world.ts'

/** The member and the app whose conversation is open on the phone: the first one that the member may see. */
export function requireAppUser(
  platform: Platform,
  userId: string,
): { agent: Agent; member: Member } | PhoneRefusal {
  const member = requireAccount(platform, userId)
  if ('refused' in member) return member
  const agent = platform.world.agents.find((each) => platform.directory.visible(each, userId) !== undefined)
  return agent === undefined ? { refused: '该成员不在应用的可见范围内' } : { agent, member }
}

/** The member, if he can use WeCom at all: somebody who has left is signed out, as is a disabled account. */
export function requireAccount(platform: Platform, userId: string): Member | PhoneRefusal {
  const member = platform.directory.member(userId)
  if (member?.status === 'disabled') return { refused: '该成员的账号已被禁用' }
  if (member !== undefined) return member
  return { refused: platform.directory.person(userId) === undefined ? '没有这个成员' : '该成员已离职' }
}
