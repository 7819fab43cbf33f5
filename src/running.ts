/** What has been started, to be stopped in the opposite order. */
export interface Running {
  url: string
  stop(): Promise<void>
}

/** Collects what must be undone at the end; `undo` runs the last first and goes on when one fails. */
export function createUndo(): { add(step: () => Promise<unknown>): void; undo(): Promise<void> } {
  const steps: (() => Promise<unknown>)[] = []
  return {
    add: (step) => void steps.push(step),
    async undo() {
      const failures: unknown[] = []
      for (const step of steps.splice(0).reverse()) {
        try {
          await step()
        } catch (error) {
          failures.push(error)
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, 'not everything could be stopped')
    },
  }
}
