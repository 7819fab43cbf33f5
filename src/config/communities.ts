import { z } from 'zod'
import { DEPARTMENTS } from '../domain/people.ts'
import { chatId, communityId, date, role, room, timeOfDay, timeZone, title, userId } from './fields.ts'
import { policyOverride } from './policy.ts'
import { websiteSchema } from './websites.ts'

/** A person of a community with his roles there, and who stands in for him. */
export const memberSchema = z.strictObject({
  userId,
  name: title,
  roles: z.array(role).min(1),
  /** Who stands in for this member while he is on leave (代理); another member. */
  deputy: userId.optional(),
})

/** Leave (请假) that is agreed on already: local dates, both of them included. */
const leaveSchema = z.strictObject({
  userId,
  from: date,
  to: date,
  /** Who stands in during this leave, if not the member's usual deputy. */
  deputy: userId.optional(),
})

/** A responsible department with its people. */
export const departmentSchema = z.strictObject({
  key: z.enum(DEPARTMENTS),
  title,
  /** 负责人; one of the members, holding the role department_head. */
  head: userId,
  members: z.array(userId).min(1),
})

/**
 * A turn of duty (班次) in local time; one that ends before it begins runs over midnight and belongs to the day it began.
 * A split turn is written as two.
 */
export const shiftSchema = z.strictObject({
  title,
  role,
  from: timeOfDay,
  to: z.union([timeOfDay, z.literal('24:00')], 'must be a time such as 20:00, at most 24:00'),
  /** Every day, official workdays, official days off, or weekdays (1 Monday … 7 Sunday). */
  days: z
    .union(
      [z.enum(['every_day', 'workdays', 'days_off']), z.array(z.int().min(1).max(7)).min(1)],
      'must be every_day, workdays, days_off or a list of weekdays 1 to 7',
    )
    .default('every_day'),
  members: z.array(userId).min(1),
})

const variable = z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/)

/** A group chat of the staff; one for each purpose. */
export const groupSchema = z.strictObject({
  chatId,
  name: title,
  purpose: z.enum(['notices', 'managers']),
  owner: userId,
  /** Named one by one, besides those who belong in by their role or department. */
  members: z.array(userId).max(2000).default([]),
  memberRoles: z.array(role).default([]),
  memberDepartments: z.array(z.enum(DEPARTMENTS)).default([]),
  /** Writes into the group while the app cannot: its key, or the variable that holds the key. */
  robot: z
    .union(
      [z.strictObject({ key: z.string() }), z.strictObject({ keyFrom: variable })],
      'must hold either key or keyFrom, the name of a variable',
    )
    .optional(),
})

/**
 * Who is in a tag or a department of WeCom (by its number there, with all below it) is a member here: with a role, in a
 * department of the community, or both; without a role as plain staff.
 */
const wecomSourceSchema = z
  .strictObject({
    tag: z.int().min(1).optional(),
    department: z.int().min(1).optional(),
    role: role.optional(),
    joins: z.enum(DEPARTMENTS).optional(),
  })
  .refine(
    ({ tag, department }) => (tag === undefined) !== (department === undefined),
    'must name either a tag or a department of WeCom',
  )
  .refine(
    (source) => source.role !== undefined || source.joins !== undefined,
    'must give a role, or a department to join',
  )

const buildingName = z
  .string()
  .regex(
    /^[\p{Script=Han}A-Z0-9]+(-[\p{Script=Han}A-Z0-9]+)?$/u,
    'must be a building such as 3 or A or 西区-6',
  )

/** Buildings alike in their layout; a room is building-unit-floor and flat, such as 3-2-501. */
const buildingSchema = z.strictObject({
  names: z.array(buildingName).min(1),
  /** Left out where a building has no units (12-501). */
  units: z
    .array(z.string().regex(/^[A-Z0-9]+$/, 'must be a unit such as 2'))
    .min(1)
    .optional(),
  floors: z.strictObject({
    from: z.int().min(1).max(200),
    to: z.int().min(1).max(200),
    without: z.array(z.int()).optional(),
  }),
  flats: z.array(z.string().regex(/^(\d{2}|[A-Z])$/, 'must be two digits or a capital letter')).min(1),
  /** Rooms outside of the pattern, such as shops. */
  rooms: z.array(room).optional(),
})

/** One community (小区): its people, who is on duty when, its groups and rooms, and what it does differently. */
export const communitySchema = z.strictObject({
  id: communityId,
  name: title,
  timeZone: timeZone.default('Asia/Shanghai'),
  members: z.array(memberSchema).min(1),
  departments: z.array(departmentSchema).min(1),
  shifts: z.array(shiftSchema),
  leaves: z.array(leaveSchema).default([]),
  groups: z.array(groupSchema),
  buildings: z.array(buildingSchema).min(1),
  /** The company's websites that may report for this community; none unless listed. */
  websites: z.array(websiteSchema).default([]),
  fromWecom: z.array(wecomSourceSchema).default([]),
  policy: policyOverride.default({}),
})

export type Community = z.infer<typeof communitySchema>
export type Shift = z.infer<typeof shiftSchema>
/** A tag or department of WeCom that makes people members. */
export type WecomSource = z.infer<typeof wecomSourceSchema>
export type Building = z.infer<typeof buildingSchema>
/** What a group is for: notices to the staff, or alarms to the managers. */
export type GroupPurpose = Community['groups'][number]['purpose']
