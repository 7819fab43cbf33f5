import { withoutWho } from '../domain/reception/lead-words.ts'
import { understand } from '../understanding/index.ts'
import { defineHandler, roomsOf } from './desk.ts'

/** What somebody reported on a website becomes a ticket (REC-3.1.1, 网上); who and where are what the form says. */
export const webReportHandler = defineHandler({
  on: 'web_report',
  run: async ({ deliveryId, at, communityId, site, report }, { tickets, clock, directory }) => {
    const { name, phone, room, place, matter } = report
    const now = clock.now()
    const heard = withoutWho(understand([place, matter].filter((part) => part !== null).join(' ')))
    const told = room === null ? heard : understand(room)
    const understanding = {
      ...heard,
      name,
      phone,
      room: room === null ? heard.room : (told.room ?? room),
      building: told.building ?? heard.building,
      location: place ?? heard.location,
      matter,
    }
    const reporter = { web: { site, name, phone } }
    const receivedAt = at < now ? at : now
    const isRoom = roomsOf(directory, communityId)
    await tickets.open(
      { text: matter, understanding, channel: 'online', reporter, receivedAt, isRoom },
      communityId,
      deliveryId,
    )
  },
})
