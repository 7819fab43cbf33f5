import { addSpan } from '../domain/calendar/index.ts'
import { isRefusal } from '../domain/record.ts'
import { planAttachment } from '../domain/ticket/index.ts'
import { reporterKey } from '../services/stores.ts'
import { ANSWERS } from '../texts/answers.ts'
import { actorIn, defineHandler, type Desk, homeOf } from './desk.ts'

/** A photo, recording or file joins the matter that its sender reported last (REC-4.2). */
async function attach(
  event: { deliveryId: string; from: string; mediaId: string },
  desk: Desk,
): Promise<void> {
  const { tickets, reported, media, replies, directory, clock } = desk
  const now = clock.now()
  const communityId = homeOf(directory, event.from)
  const { askWithin } = tickets.rules(communityId).policy['REC-4.2']
  const since = new Date(2 * now.getTime() - addSpan(now, askWithin).getTime())
  const ticket = await reported.latestReportedBy(reporterKey({ userId: event.from }), since)
  const askForReport = () =>
    replies.say({ users: [event.from] }, ANSWERS.textFirst, { eventId: event.deliveryId, communityId })
  if (ticket === undefined) return askForReport()
  const { userId, name } = actorIn(directory, event.from, communityId)
  const kept = await media.keep(event.mediaId)
  const outcome = await tickets.change(ticket.id, event.deliveryId, now, (current) =>
    planAttachment(current, { userId, name }, kept, now),
  )
  // The matter is over: nobody would ever look at it there.
  if (isRefusal(outcome)) await askForReport()
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
