import { addSpan } from '../domain/calendar/index.ts'
import type { MediaKind } from '../media/media-kind.ts'
import type { MediaSender } from '../services/media.ts'
import { reporterKey } from '../services/stores.ts'
import { ANSWERS } from '../texts/answers.ts'
import { sayMediaWaits } from '../texts/media-texts.ts'
import { actorIn, defineHandler, type Desk, homeOf } from './desk.ts'

/**
 * A photo, recording or file will join the matter that its sender reported last, or the one that he reports next
 * (REC-4.2), as soon as it is fetched.
 */
export async function joinLastMatter(
  event: { deliveryId: string; at: Date; mediaId: string; kind: MediaKind },
  sender: MediaSender,
  communityId: string,
  { tickets, reported, media, replies, clock }: Desk,
): Promise<void> {
  const { deliveryId: id, mediaId, kind } = event
  const now = clock.now()
  // The platform's clock may run ahead, but nothing was sent later than it came.
  const sentAt = event.at < now ? event.at : now
  // Noted down before the look, so that a report that comes at the same moment finds it.
  await media.keep({ id, mediaId, kind, communityId, sender, sentAt }, now)
  const { askWithin } = tickets.rules(communityId).policy['REC-4.2']
  const since = new Date(2 * now.getTime() - addSpan(now, askWithin).getTime())
  const ticket = await reported.latestReportedBy(reporterKey(sender), since)
  if (ticket !== undefined) return media.join(sender, ticket, now)
  const to = 'owner' in sender ? { owner: sender.owner } : { users: [sender.userId] }
  return replies.say(to, sayMediaWaits(kind), { eventId: id, communityId })
}

async function attach(
  event: { deliveryId: string; at: Date; from: string; mediaId: string; kind: MediaKind },
  desk: Desk,
): Promise<void> {
  const communityId = homeOf(desk.directory, event.from)
  const { userId, name } = actorIn(desk.directory, event.from, communityId)
  await joinLastMatter(event, { userId, name }, communityId, desk)
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
