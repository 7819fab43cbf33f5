import { z } from 'zod'
import type { Api } from '../api.ts'
import { ContactMemberFields, type ContactMember } from './contact-member.ts'

const Listed = z.object({ userlist: z.array(ContactMemberFields) })

/** `user/list` (wecom.md 9.1): the direct members of one department. */
export async function listMembers(api: Api, departmentId: number): Promise<ContactMember[]> {
  const query = { department_id: String(departmentId) }
  const { userlist } = await api.call({ path: '/cgi-bin/user/list', query }, Listed)
  return userlist
}
