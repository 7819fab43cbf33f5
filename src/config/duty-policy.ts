import { z } from 'zod'
import { span, timeOfDay } from './fields.ts'

/** Numbers of the house that no clause names: shifts, leave and their handover; a community can override them, too. */
export const dutySchemas = {
  /** Shifts that leave has uncovered: when the supervisor hears of them each day, and how far ahead is looked. */
  shift: z.strictObject({ gapCheckAt: timeOfDay, gapAhead: span }),
  /** Leave asked for in chat: how long and how far ahead at most, and after how long its confirmation is reminded. */
  leave: z.strictObject({ atMost: span, aheadAtMost: span, remindAfter: span }),
  /** The card of a change of shift: reminded so long after it, told to the supervisor so long after the reminder. */
  handover: z.strictObject({ remindAfter: span, tellAfter: span }),
  /** Of what an owner can be sent (`platform.owner`), so many are kept for what matters: accepted, done, rating. */
  owner: z.strictObject({ reserve: z.int().min(0).max(4) }),
}
