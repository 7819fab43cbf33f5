import type { ApiMethod } from '../server/api-method.ts'
import { refuse } from '../server/refusal.ts'
import type { Department } from '../directory.ts'

/** `GET /cgi-bin/department/list` (wecom.md 9.1): a department with all below it; the whole tree without `id`. */
export const departmentList: ApiMethod = {
  path: '/cgi-bin/department/list',
  verb: 'GET',
  token: 'required',
  run(platform, { query }) {
    const all = platform.directory.departments()
    const root = query.get('id') === null ? 1 : Number(query.get('id'))
    const top = all.find((each) => each.id === root)
    if (top === undefined) return refuse(60003, 'department not found')
    const department = [top, ...descendants(all, root)].map(({ id, name, parentId }) => ({
      id,
      name,
      name_en: '',
      department_leader: [],
      parentid: parentId,
      order: 100_000_000 - id,
    }))
    return { ok: { department } }
  },
}

function descendants(all: Department[], parent: number): Department[] {
  const children = all.filter((each) => each.parentId === parent && each.id !== parent)
  return children.flatMap((child) => [child, ...descendants(all, child.id)])
}
