import type { PhoneRefusal } from '../../phones.ts'
import type { Platform } from '../platform.ts'
import type { Agent, Member } from '../world.ts'

/** The member and the app whose conversation is open on the phone: the first one that the member may see. */
export function requireAppUser(
  platform: Platform,
  userId: string,
): { agent: Agent; member: Member } | PhoneRefusal {
  const member = platform.directory.member(userId)
  if (member === undefined) return { refused: '没有这个成员' }
  const agent = platform.world.agents.find((each) => platform.directory.visible(each, userId) !== undefined)
  return agent === undefined ? { refused: '该成员不在应用的可见范围内' } : { agent, member }
}
