import { z } from 'zod'

/** A member as the contact book shows him (wecom.md 9.1); `name` is empty where the app may not see it. */
export interface ContactMember {
  userId: string
  name: string
  status: 'active' | 'disabled' | 'left'
  /** The departments that he is directly in. */
  departments: number[]
}

/** The fields of `user/get` and `user/list`; somebody who has not activated his account yet counts as active. */
export const ContactMemberFields = z
  .object({
    userid: z.string().min(1),
    name: z.string().default(''),
    status: z.number().int().default(1),
    department: z.array(z.number().int()).default([]),
  })
  .transform(({ userid, name, status, department }): ContactMember => ({
    userId: userid,
    name: name.trim(),
    status: STATUS.get(status) ?? 'active',
    departments: department,
  }))

const STATUS: ReadonlyMap<number, ContactMember['status']> = new Map([
  [2, 'disabled'],
  [5, 'left'],
])
