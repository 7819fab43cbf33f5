import { departmentsOf } from '../directory.ts'
import type { Platform } from '../platform.ts'
import type { ApiCall, ApiMethod } from '../server/api-method.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import type { Member } from '../world.ts'
import { describeMember } from './user-get.ts'

/** `GET /cgi-bin/user/list` (wecom.md 9.1): direct members of one department, all fields. */
export const userList: ApiMethod = {
  path: '/cgi-bin/user/list',
  verb: 'GET',
  token: 'required',
  run: (platform, call) => answerList(platform, call, describeMember),
}

/** `GET /cgi-bin/user/simplelist`: the same people with id, name and departments only. */
export const userSimplelist: ApiMethod = {
  path: '/cgi-bin/user/simplelist',
  verb: 'GET',
  token: 'required',
  run: (platform, call) =>
    answerList(platform, call, (member) => ({
      userid: member.userId,
      name: member.name,
      department: departmentsOf(member),
    })),
}

function answerList(
  platform: Platform,
  { agent, query }: ApiCall,
  describe: (member: Member) => Record<string, unknown>,
): Refusal | { ok: Record<string, unknown> } {
  const id = Number(query.get('department_id') ?? '')
  if (!platform.directory.departments().some((each) => each.id === id))
    return refuse(60003, 'department not found')
  const direct = platform.directory
    .everyoneVisible(agent)
    .filter((member) => departmentsOf(member).includes(id))
  return { ok: { userlist: direct.map(describe) } }
}
