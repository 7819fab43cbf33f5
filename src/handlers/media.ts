import { addSpan } from '../domain/calendar/index.ts'
import type { MediaKind } from '../media/media-kind.ts'
import { reporterKey } from '../services/stores.ts'
import { ANSWERS } from '../texts/answers.ts'
import { actorIn, defineHandler, type Desk, homeOf } from './desk.ts'

/** A photo, recording or file will join the matter that its sender reported last (REC-4.2), as soon as it is fetched. */
async function attach(
  event: { deliveryId: string; at: Date; from: string; mediaId: string; kind: MediaKind },
  desk: Desk,
): Promise<void> {
  const { tickets, reported, media, replies, directory, clock } = desk
  const { deliveryId: id, mediaId, kind, from } = event
  const now = clock.now()
  const communityId = homeOf(directory, from)
  const { askWithin } = tickets.rules(communityId).policy['REC-4.2']
  const since = new Date(2 * now.getTime() - addSpan(now, askWithin).getTime())
  const ticket = await reported.latestReportedBy(reporterKey({ userId: from }), since)
  if (ticket === undefined)
    return replies.say({ users: [from] }, ANSWERS.textFirst, { eventId: id, communityId })
  const { userId, name } = actorIn(directory, from, communityId)
  // The platform's clock may run ahead, but nothing was sent later than it came.
  const sentAt = event.at < now ? event.at : now
  await media.await(
    { id, mediaId, kind, ticketId: ticket.id, communityId, sender: { userId, name }, sentAt },
    now,
  )
}

/** A photo (`wecom.md` 2.1). */
export const imageHandler = defineHandler({ on: 'image', run: attach })
/** A voice message; the platform gives no transcript. */
export const voiceHandler = defineHandler({ on: 'voice', run: attach })
/** A video. */
export const videoHandler = defineHandler({ on: 'video', run: attach })
/** A file; accepted although the platform does not document it. */
export const fileHandler = defineHandler({ on: 'file', run: attach })

/** Places and links carry nothing that a ticket could be made of; the person is asked for words. */
async function askForWords(
  event: { deliveryId: string; from: string },
  { replies, directory }: Desk,
): Promise<void> {
  const communityId = homeOf(directory, event.from)
  await replies.say({ users: [event.from] }, ANSWERS.cannotRead, { eventId: event.deliveryId, communityId })
}

/** A place on the map. */
export const locationHandler = defineHandler({ on: 'location', run: askForWords })
/** A shared link. */
export const linkHandler = defineHandler({ on: 'link', run: askForWords })
