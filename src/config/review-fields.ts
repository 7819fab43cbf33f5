import { z } from 'zod'
import { span, timeOfDay } from './fields.ts'

/** How often somebody is reminded at most. */
export const remindTimes = z.int().min(0).max(100)

/** What can be followed up after a weekly review: four spans fit on the card as buttons. */
const followUp = z.strictObject({
  /** By when, reckoned from the tap; a card has a button for each. */
  choices: z
    .array(span)
    .min(1)
    .max(4)
    .refine((choices) => new Set(choices).size === choices.length, 'must not offer a span twice'),
  /** From its day on the assignee is reminded this often, so many times. */
  remindEvery: span,
  remindTimes,
})

/**
 * The manager's weekly review (REC-4.9): weekday (1 Monday … 7 Sunday), local time, after how long it is reminded, how
 * often at most; how many messages a list is sent in (daily reviews too), and how many of the worst cases are shown.
 */
export const weeklyReview = z.strictObject({
  weekday: z.int().min(1).max(7),
  at: timeOfDay,
  remindAfter: span,
  remindTimes,
  listMessages: z.int().min(1).max(20),
  cases: z.int().min(0).max(3),
  followUp,
})
