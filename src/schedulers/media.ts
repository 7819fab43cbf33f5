import type { MediaStore } from '../services/media.ts'
import type { Scheduler } from './scheduler.ts'

/** Fetches what people have sent, at once and, while the platform or the store is away, again and again. */
export function createMediaScheduler(deps: {
  media: Pick<MediaStore, 'nextDueAt'>
  collect: () => Promise<number>
  /** Told when something was worked on: there may be more, and answers to send. */
  onWorked: () => void
}): Scheduler {
  const { media, collect, onWorked } = deps
  return {
    name: 'media',
    leased: false,
    nextDueAt: () => media.nextDueAt(),
    async run() {
      const worked = await collect()
      if (worked > 0) onWorked()
      return worked
    },
  }
}
