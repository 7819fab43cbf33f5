/** The roles of `procedures.md`; one person may hold several in several communities. */
export const ROLES = [
  'staff',
  'front_desk',
  'assistant',
  'supervisor',
  'department_head',
  'manager',
  'hq',
  'quality',
  'general_manager',
] as const
export type Role = (typeof ROLES)[number]

/** The departments of `procedures.md` (责任部门). */
export const DEPARTMENTS = [
  'engineering',
  'order',
  'environment',
  'customer_service',
  'finance',
  'admin',
  'business',
  'quality',
] as const
export type DepartmentKey = (typeof DEPARTMENTS)[number]

/** A member as the timeline and the cards name him. */
export interface Person {
  userId: string
  name: string
}

/** The member who acts (操作人), with what he is in the community of the record. */
export interface Actor extends Person {
  roles: readonly Role[]
  departments: readonly DepartmentKey[]
}
