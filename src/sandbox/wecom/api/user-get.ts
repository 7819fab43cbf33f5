import { departmentsOf } from '../directory.ts'
import type { ApiMethod } from '../server/api-method.ts'
import { refuse } from '../server/refusal.ts'
import type { Member } from '../world.ts'

/** `GET /cgi-bin/user/get` (wecom.md 9.1): without mobile, avatar and the like, as for every app made since 2022. */
export const userGet: ApiMethod = {
  path: '/cgi-bin/user/get',
  verb: 'GET',
  token: 'required',
  asking: [60111],
  run(platform, { agent, query }) {
    const userId = query.get('userid') ?? ''
    if (userId === '') return refuse(41009, 'missing userid')
    if (platform.directory.member(userId) === undefined) return refuse(60111, 'userid not found')
    const member = platform.directory.visible(agent, userId)
    return member === undefined
      ? refuse(60011, 'no privilege to access this user')
      : { ok: describeMember(member) }
  },
}

/** A member's fields as user/get and user/list answer them. */
export function describeMember(member: Member): Record<string, unknown> {
  const departments = departmentsOf(member)
  return {
    userid: member.userId,
    name: member.name,
    department: departments,
    order: departments.map(() => 0),
    position: member.position ?? '',
    is_leader_in_dept: departments.map(() => 0),
    direct_leader: [],
    main_department: departments[0],
    status: member.status === 'disabled' ? 2 : 1,
    extattr: { attrs: [] },
    external_position: '',
  }
}
