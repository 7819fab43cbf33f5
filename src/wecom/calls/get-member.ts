import type { Api } from '../api.ts'
import { WecomError } from '../wecom-error.ts'
import { ContactMemberFields, type ContactMember } from './contact-member.ts'

/** Codes that say there is nobody of this id whom the app may see: unknown, illegal id, out of range (wecom.md 9.1, 11). */
const NOT_THERE = new Set([40003, 60011, 60111])

/** `user/get` (wecom.md 9.1); `undefined` when the app sees nobody of this id. */
export async function getMember(api: Api, userId: string): Promise<ContactMember | undefined> {
  try {
    return await api.call(
      { path: '/cgi-bin/user/get', query: { userid: userId }, expected: NOT_THERE },
      ContactMemberFields,
    )
  } catch (error) {
    if (error instanceof WecomError && NOT_THERE.has(error.errcode ?? 0)) return undefined
    throw error
  }
}
