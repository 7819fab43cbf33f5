import type { Policy } from '../config/policy.ts'
import { addSpan } from '../domain/calendar/index.ts'
import type { Person } from '../domain/people.ts'
import type { Attachment } from '../domain/ticket/index.ts'
import type { MediaKind, MediaProblem } from '../media/media-kind.ts'

/** Who sent it: a member, or an owner on WeChat. */
export type MediaSender = Person | { owner: { externalUserId: string; openKfId: string } }

/** Something that somebody sent and that is to join a ticket; `id` is the delivery id of the message. */
export interface SentMedia {
  id: string
  mediaId: string
  kind: MediaKind
  ticketId: string
  communityId: string
  sender: MediaSender
  sentAt: Date
}

/** The same, waiting to be copied out of the platform, which forgets it at `expiresAt` (`wecom.md` 8). */
export interface AwaitedMedia extends SentMedia {
  expiresAt: Date
}

/** Awaited media in the hands of one process; `attempts` counts this one. */
export interface ClaimedMedia extends AwaitedMedia {
  attempts: number
}

/** What became of it: kept, refused for what it is, gone from the platform, or come too late for its ticket. */
export type MediaEnd =
  | { state: 'kept'; attachment: Attachment }
  | { state: 'refused'; problem: MediaProblem }
  | { state: 'gone' }
  | { state: 'too_late'; attachment: Attachment }

/** The media that are awaited, and what became of the others; finishing takes the claim's token. */
export interface MediaStore {
  /** Notes it down; the same delivery twice is one. */
  add(media: AwaitedMedia, now: Date): Promise<void>
  /** Claims the one that has waited longest of those that are due, also one whose claim has run out. */
  claim(now: Date, token: string, until: Date): Promise<ClaimedMedia | undefined>
  putOff(id: string, token: string, nextActionAt: Date): Promise<void>
  finish(id: string, token: string, end: MediaEnd): Promise<void>
  /** Gives back the claims of a process that no longer lives; only for a desk that runs alone. */
  releaseClaims(now: Date): Promise<void>
  nextDueAt(): Promise<Date | undefined>
}

/** Copies what people send out of the platform, soon and at latest before the platform forgets it. */
export interface MediaService {
  /** Notes down that it has to be fetched; the ticket and the sender hear of it when that is done. */
  await(media: SentMedia, now: Date): Promise<void>
}

/** The service over the store; how long the platform keeps media is policy. */
export function createMediaService(
  store: Pick<MediaStore, 'add'>,
  policyFor: (communityId: string) => Pick<Policy, 'media'>,
): MediaService {
  return {
    await(media, now) {
      const { fetchWithin } = policyFor(media.communityId).media
      return store.add({ ...media, expiresAt: addSpan(media.sentAt, fetchWithin) }, now)
    },
  }
}
