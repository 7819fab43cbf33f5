import { z } from 'zod'
import type { Store, Table } from '../store/store.ts'

const ChangedMember = z.object({
  name: z.string().optional(),
  departments: z.array(z.number().int()).optional(),
  status: z.enum(['active', 'disabled', 'left']).optional(),
  /** Whether the apps still see him. */
  inRange: z.boolean().optional(),
})

const Tag = z.object({ tagId: z.number().int(), name: z.string(), userIds: z.array(z.string()) })

/** What has changed of a member since the world began. */
export type ChangedMember = z.infer<typeof ChangedMember>

/** The changes of the contact book: members by id in lower case, tags by number. */
export interface ContactRecords {
  members: Table<ChangedMember>
  tags: Table<z.infer<typeof Tag>>
}

/** Opens the tables of the contact book. */
export function openContactRecords(store: Store): ContactRecords {
  return { members: store.table('contactMembers', ChangedMember), tags: store.table('contactTags', Tag) }
}
