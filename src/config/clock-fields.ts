import { z } from 'zod'
import { spanMs, spanProblem } from '../domain/calendar/index.ts'
import { role, span, timeOfDay } from './fields.ts'

/** How often somebody is reminded, and which roles hear of it afterwards, one after the other. */
const cadence = z.strictObject({
  /** The first reminder comes so long after the clock began. */
  first: span,
  /** The time between two steps. */
  every: span,
  /** Reminders of those who are to act; 0 goes to the roles at once. */
  times: z.int().min(0).max(20),
  then: z
    .array(role)
    .max(5)
    .refine((roles) => new Set(roles).size === roles.length, 'must not name a role twice'),
})

/** One of the paces of `acceptance` or `idle`. */
export type Cadence = z.infer<typeof cadence>

/** Nobody has taken a waiting ticket: front desk or department are alarmed again (REC-4.5). */
export const acceptance = z.strictObject({ normal: cadence, urgent: cadence })

/** The assignee has done nothing with a ticket: he is reminded (REC-4.6). */
export const idle = z.strictObject({ normal: cadence, urgent: cadence })

/** Local hours in which the clock's messages wait, danger excepted; `null` for a community without. */
export const quietHours = z
  .strictObject({
    from: timeOfDay,
    to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as 07:00, at most 24:00'),
  })
  .refine(({ from, to }) => from !== '00:00' || to !== '24:00', {
    path: ['to'],
    message: 'must leave some of the day',
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must not be the same as from' })
  .nullable()

/**
 * When the clock may stand still: the spans offered, the most that all stops for one reason may come to, and how long
 * after a broken promise it is still possible.
 */
export const stopLimits = z
  .strictObject({
    choices: z.array(span).min(1).max(10),
    atMost: z.strictObject({ waiting_owner: span, waiting_parts: span, waiting_contractor: span }),
    lateAtMost: span,
  })
  .superRefine(({ choices, atMost }, context) => {
    if (new Set(choices).size < choices.length)
      context.addIssue({ code: 'custom', path: ['choices'], message: 'must not offer a span twice' })
    if ([...choices, ...Object.values(atMost)].some((each) => spanProblem(each) !== undefined)) return
    const shortest = Math.min(...choices.map(spanMs))
    for (const [reason, most] of Object.entries(atMost)) {
      if (spanMs(most) >= shortest) continue
      const message = 'must not be shorter than the shortest span that is offered'
      context.addIssue({ code: 'custom', path: ['atMost', reason], message })
    }
  })
