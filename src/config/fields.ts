import { IANAZone } from 'luxon'
import { z } from 'zod'
import { COUNTS, spanProblem, termProblem } from '../domain/calendar/index.ts'
import { ROLES } from '../domain/people.ts'

/** A text for people: not empty, no blanks around it, at most 50 characters (the platform's limit for group names). */
export const title = z
  .string()
  .min(1)
  .max(50)
  .refine((text) => text.trim() === text, 'must not begin or end with blanks')

/** A local time of day `HH:mm`. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00')

/** A fixed ISO 8601 duration, positive; a day is 24 hours. */
export const span = z.string().superRefine((iso, context) => {
  const problem = spanProblem(iso)
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem })
})

/** A business term: a duration and how its days are counted (domain-facts 5.4). */
export const term = z
  .strictObject({ span: z.string(), count: z.enum(COUNTS) })
  .superRefine((value, context) => {
    const problem = termProblem(value)
    if (problem !== undefined) context.addIssue({ code: 'custom', path: ['span'], message: problem })
  })

/** A role of procedures.md that a member of the company can hold. */
export const role = z.enum(ROLES)

/** The id of a community: lower-case letters and digits, as it becomes part of record numbers and log lines. */
export const communityId = z.string().regex(/^[a-z][a-z0-9]{0,31}$/, 'must be lower-case letters and digits')

/** A WeCom member id; the platform compares them without regard to case (wecom.md 4.1). */
export const userId = z
  .string()
  .regex(/^[A-Za-z0-9][\w.@-]{0,63}$/, 'must be letters, digits and _ - @ . (at most 64)')

/** The id of a group chat made through the API (wecom.md, appchat/create). */
export const chatId = z.string().regex(/^[0-9A-Za-z]{1,32}$/, 'must be letters and digits, at most 32')

/** An IANA time zone name. */
export const timeZone = z.string().refine((name) => IANAZone.isValidZone(name), 'is not an IANA time zone')

/** A local date `YYYY-MM-DD` that exists. */
export const date = z.iso.date()

/** A room number in its normal form, 楼-单元-房 or 楼-房 (domain-facts 2.5). */
export const room = z
  .string()
  .regex(/^[\p{Script=Han}A-Z0-9]+(-[\p{Script=Han}A-Z0-9]+){1,3}$/u, 'must be a room such as 3-2-501')
