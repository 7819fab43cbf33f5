import type { FormService, FormStore } from '../services/forms.ts'
import type { Scheduler } from './scheduler.ts'

/** Registers forms that are finished or that nobody went on with (REC-4.2 `askWithin`). */
export function createFormScheduler(deps: {
  store: Pick<FormStore, 'nextDueAt'>
  forms: FormService
  batchSize: number
}): Scheduler {
  const { store, forms, batchSize } = deps
  return {
    name: 'forms',
    leased: true,
    nextDueAt: () => store.nextDueAt(),
    run: (now) => forms.runDue(now, batchSize),
  }
}
