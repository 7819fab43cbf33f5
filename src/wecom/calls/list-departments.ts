import { z } from 'zod'
import type { Api } from '../api.ts'

/** A department of WeCom, by its number there. */
export interface WecomDepartment {
  id: number
  parentId: number
}

const Listed = z.object({
  department: z.array(z.object({ id: z.number().int(), parentid: z.number().int().default(0) })),
})

/** `department/list` without an id (wecom.md 9.1): all departments that the app can see. */
export async function listDepartments(api: Api): Promise<WecomDepartment[]> {
  const { department } = await api.call({ path: '/cgi-bin/department/list' }, Listed)
  return department.map(({ id, parentid }) => ({ id, parentId: parentid }))
}
