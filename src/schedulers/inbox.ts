import type { InboxStore } from '../inbox/inbox.ts'
import type { Spool } from '../inbox/spool.ts'
import type { Scheduler } from './scheduler.ts'

/** Handles what waits in the inbox: new events at once, failed ones when their time has come, spooled ones after an outage. */
export function createInboxScheduler(deps: {
  inbox: Pick<InboxStore, 'add' | 'nextDueAt'>
  spool: Pick<Spool, 'drain'>
  process: () => Promise<number>
}): Scheduler {
  const { inbox, spool, process } = deps
  return {
    name: 'inbox',
    leased: false,
    nextDueAt: () => inbox.nextDueAt(),
    async run(now) {
      await spool.drain(async (event) => {
        await inbox.add(event, now)
      })
      return process()
    },
  }
}
