import type { Role } from '../people.ts'

/** Who answers when a role is empty: one step up. Above the manager stands the managers' group, where a person reads. */
const UP: Readonly<Record<Role, Role | undefined>> = {
  staff: 'supervisor',
  assistant: 'supervisor',
  front_desk: 'supervisor',
  supervisor: 'manager',
  department_head: 'manager',
  quality: 'manager',
  hq: 'manager',
  general_manager: 'manager',
  manager: undefined,
}

/** The role and those that answer in its place, nearest first: front desk, supervisor, manager. */
export function chainFrom(role: Role): Role[] {
  const above = UP[role]
  return above === undefined ? [role] : [role, ...chainFrom(above)]
}
