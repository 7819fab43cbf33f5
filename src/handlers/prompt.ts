import { addSpan } from '../domain/calendar/index.ts'
import type { Rules } from '../domain/rules.ts'

/** Until when an asked question stays open (REC-4.2). */
export function promptUntil({ policy }: Rules, now: Date): Date {
  return addSpan(now, policy['REC-4.2'].askWithin)
}
