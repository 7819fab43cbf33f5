import type { Department } from '../directory.ts'
import type { Platform } from '../platform.ts'
import type { ApiMethod } from '../server/api-method.ts'
import { refuse } from '../server/refusal.ts'

/** `GET /cgi-bin/department/list` (wecom.md 9.1): a department with all below it; the whole tree without `id`. */
export const departmentList: ApiMethod = {
  path: '/cgi-bin/department/list',
  verb: 'GET',
  token: 'required',
  run(platform, { query }) {
    const found = departmentsBelow(platform, query.get('id'))
    if (found === undefined) return refuse(60003, 'department not found')
    return { ok: { department: found.map(describeDepartment) } }
  },
}

/** The department of this id (the root when `null`) and all below it; `undefined` when it does not exist. */
export function departmentsBelow(platform: Platform, id: string | null): Department[] | undefined {
  const all = platform.directory.departments()
  const top = all.find((each) => each.id === (id === null ? 1 : Number(id)))
  return top === undefined ? undefined : [top, ...descendants(all, top.id)]
}

/** A department's fields as the API answers them. */
export function describeDepartment({ id, name, parentId }: Department) {
  return { id, name, name_en: '', department_leader: [], parentid: parentId, order: 100_000_000 - id }
}

function descendants(all: Department[], parent: number): Department[] {
  const children = all.filter((each) => each.parentId === parent && each.id !== parent)
  return children.flatMap((child) => [child, ...descendants(all, child.id)])
}
