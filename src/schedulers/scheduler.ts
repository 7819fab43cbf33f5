/** One kind of work that the clock brings. `run` does what is due at `now` and resolves to how much that was. */
export interface Scheduler {
  name: string
  /** Whether one process at a time is enough; the others skip the tick (the lease saves work, not correctness). */
  leased: boolean
  run(now: Date): Promise<number>
  /** The next instant at which there will be something to do. */
  nextDueAt(now: Date): Promise<Date | undefined>
}
