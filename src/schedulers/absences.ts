import type { LeaveBook } from '../services/duty.ts'
import type { Scheduler } from './scheduler.ts'

/** Keeps the leave in memory true: every process looks before it does anything else in a tick. */
export function createAbsenceScheduler(book: LeaveBook): Scheduler {
  return {
    name: 'absences',
    leased: false,
    nextDueAt: () => Promise.resolve(undefined),
    async run(now) {
      await book.refresh(now)
      return 0
    },
  }
}
