import type { Policy } from '../config/policy.ts'
import type { Calendar } from './calendar/index.ts'

/** A community's parameters and calendar. */
export interface Rules {
  policy: Policy
  calendar: Calendar
}
