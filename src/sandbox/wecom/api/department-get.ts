import type { ApiMethod } from '../server/api-method.ts'
import { refuse } from '../server/refusal.ts'
import { departmentsBelow, describeDepartment } from './department-list.ts'

/** `GET /cgi-bin/department/get` (wecom.md 9.1): one department. */
export const departmentGet: ApiMethod = {
  path: '/cgi-bin/department/get',
  verb: 'GET',
  token: 'required',
  run(platform, { query }) {
    const found = platform.directory.departments().find((each) => each.id === Number(query.get('id')))
    return found === undefined
      ? refuse(60003, 'department not found')
      : { ok: { department: describeDepartment(found) } }
  },
}

/** `GET /cgi-bin/department/simplelist`: ids only, the department and all below it. */
export const departmentSimplelist: ApiMethod = {
  path: '/cgi-bin/department/simplelist',
  verb: 'GET',
  token: 'required',
  run(platform, { query }) {
    const found = departmentsBelow(platform, query.get('id'))
    if (found === undefined) return refuse(60003, 'department not found')
    const rows = found.map((each) => {
      const { id, parentid, order } = describeDepartment(each)
      return { id, parentid, order }
    })
    return { ok: { department_id: rows } }
  },
}
