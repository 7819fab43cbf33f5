import { withDuty } from '../../src/directory/with-duty.ts'
import type { Directory } from '../../src/directory/index.ts'
import type { Clock } from '../../src/clock.ts'
import type { Handover } from '../../src/domain/duty/handover.ts'
import type { Leave } from '../../src/domain/duty/leave.ts'
import { sameUser } from '../../src/domain/duty/turns.ts'
import type { Rules } from '../../src/domain/rules.ts'
import { createLogger } from '../../src/logger.ts'
import { createAddressing } from '../../src/services/addressing.ts'
import { createDutyPlans, createLeaveBook } from '../../src/services/duty.ts'
import { createHandoverService } from '../../src/services/handovers.ts'
import { createLeaveService } from '../../src/services/leaves.ts'
import type { HandoverStore, LeaveStore, TicketStore } from '../../src/services/stores.ts'
import { sampleCalendar } from './builders.ts'
import { createMemoryRecords, type MemoryRecords } from './memory-records.ts'
import { directoryOfTwo } from './two-communities.ts'

/** Leaves in memory. */
export function createMemoryLeaves(): MemoryRecords<Leave> & LeaveStore {
  const records = createMemoryRecords<Leave>()
  return {
    ...records,
    create({ outbox, ...fields }) {
      const known = records.all().find(({ id }) => id === fields.id)
      if (known !== undefined) return Promise.resolve(known)
      records.put({ ...fields, version: 1 }, outbox)
      return Promise.resolve({ ...fields, version: 1 })
    },
    ofPerson: (userId, now) =>
      Promise.resolve(records.all().filter((one) => sameUser(one.person.userId, userId) && one.to > now)),
    inForce: (now) =>
      Promise.resolve(records.all().filter((one) => one.status === 'confirmed' && one.to > now)),
  }
}

/** Handovers in memory. */
export function createMemoryHandovers(): MemoryRecords<Handover> & HandoverStore {
  const records = createMemoryRecords<Handover>()
  return {
    ...records,
    create({ outbox, ...fields }) {
      if (records.all().some(({ id }) => id === fields.id)) return Promise.resolve(false)
      records.put({ ...fields, version: 1 }, outbox)
      return Promise.resolve(true)
    },
    latest: (communityId, limit) =>
      Promise.resolve(
        records
          .all()
          .filter((one) => one.communityId === communityId)
          .sort((one, other) => Number(other.at) - Number(one.at))
          .slice(0, limit),
      ),
  }
}

/** Leave, deputies and handovers over stores in memory, and a directory that knows of them. */
export function createMemoryDuty(
  clock: Clock,
  rules: (communityId: string) => Rules,
  known: Directory = directoryOfTwo,
) {
  const leaveStore = createMemoryLeaves()
  const handoverStore = createMemoryHandovers()
  const book = createLeaveBook(leaveStore)
  const planOf = createDutyPlans({
    communities: () => known.communities(),
    calendarOf: () => sampleCalendar,
    book,
  })
  const directory = withDuty(known, planOf, clock)
  const addressing = createAddressing(directory, createLogger('silent'))
  return {
    leaveStore,
    handoverStore,
    book,
    planOf,
    directory,
    addressing,
    leaves: createLeaveService({ store: leaveStore, addressing, book, planOf, rules }),
    handoversOver: (tickets: Pick<TicketStore, 'touchedIn'>) =>
      createHandoverService({
        store: handoverStore,
        tickets,
        addressing,
        communityIds: () => known.communities().map(({ id }) => id),
        planOf,
        rules,
      }),
  }
}
