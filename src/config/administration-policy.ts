import { z } from 'zod'
import { role, span, userId } from './fields.ts'

/** Who may change people, roles, shifts and communities in chat, and how. */
export const administrationSchema = z.strictObject({
  /** May change the people, departments, shifts and groups of the community in which they hold the role. */
  communityRoles: z.array(role),
  /** May change all communities, add one, and appoint those who may. */
  companyRoles: z.array(role),
  /** Members who may do the same, whatever their roles. */
  administrators: z.array(userId),
  /** A change that is shown has to be confirmed within this span. */
  confirmWithin: span,
  /** Changes on a page of the records. */
  recordsPerPage: z.int().min(1).max(20),
})
