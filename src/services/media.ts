import type { Policy } from '../config/policy.ts'
import { addSpan } from '../domain/calendar/index.ts'
import type { Person } from '../domain/people.ts'
import type { Attachment } from '../domain/ticket/index.ts'
import type { MediaKind, MediaProblem } from '../media/media-kind.ts'
import { reporterKey } from './stores.ts'

/** Who sent it: a member, or an owner on WeChat. */
export type MediaSender = Person | { owner: { externalUserId: string; openKfId: string } }

/** Something that somebody sent and that belongs to a matter; `id` is the delivery id of the message. */
export interface SentMedia {
  id: string
  mediaId: string
  kind: MediaKind
  communityId: string
  sender: MediaSender
  sentAt: Date
}

/** The same, waiting until `waitsUntil` for its sender to report something; the platform forgets it at `expiresAt` (`wecom.md` 8). */
export interface WaitingMedia extends SentMedia {
  expiresAt: Date
  waitsUntil: Date
}

/** The same, to be copied out of the platform for its ticket. */
export interface AwaitedMedia extends SentMedia {
  expiresAt: Date
  ticketId: string
}

/** Awaited media in the hands of one process; `attempts` counts this one. */
export interface ClaimedMedia extends AwaitedMedia {
  attempts: number
}

/** What became of it: kept, refused for what it is, gone from the platform, or waiting again because its ticket is over. */
export type MediaEnd =
  | { state: 'kept'; attachment: Attachment }
  | { state: 'refused'; problem: MediaProblem }
  | { state: 'gone' }
  | { state: 'waits' }

/** The media that are awaited, and what became of the others; finishing takes the claim's token. */
export interface MediaStore {
  /** Notes it down, waiting for a matter; the same delivery twice is one. */
  add(media: WaitingMedia): Promise<void>
  /** What this reporter sent and what waited for a matter at the instant belongs to this ticket and is fetched from `at` on. */
  join(reporter: string, ticket: { id: string; communityId: string }, at: Date): Promise<void>
  /** Its ticket is over: it waits for the sender's next matter. */
  wait(id: string, token: string, waitsUntil: Date): Promise<void>
  /** Claims the one that has waited longest of those that are due, also one whose claim has run out. */
  claim(now: Date, token: string, until: Date): Promise<ClaimedMedia | undefined>
  putOff(id: string, token: string, nextActionAt: Date): Promise<void>
  finish(id: string, token: string, end: Exclude<MediaEnd, { state: 'waits' }>): Promise<void>
  /** Gives back the claims of a process that no longer lives; only for a desk that runs alone. */
  releaseClaims(now: Date): Promise<void>
  nextDueAt(): Promise<Date | undefined>
}

/** Copies what people send out of the platform, soon and at latest before the platform forgets it. */
export interface MediaService {
  /** Notes it down; it joins what its sender reports within the window of REC-4.2. */
  keep(media: SentMedia, now: Date): Promise<void>
  /** It is fetched for this ticket, with whatever else its sender sent before; both hear of it when that is done. */
  join(sender: MediaSender, ticket: { id: string; communityId: string }, now: Date): Promise<void>
}

/** The service over the store; how long the platform keeps media, and how long they wait for a matter, is policy. */
export function createMediaService(
  store: Pick<MediaStore, 'add' | 'join'>,
  policyFor: (communityId: string) => Pick<Policy, 'media' | 'REC-4.2'>,
): MediaService {
  return {
    keep(media, now) {
      const policy = policyFor(media.communityId)
      const expiresAt = addSpan(media.sentAt, policy.media.fetchWithin)
      return store.add({ ...media, expiresAt, waitsUntil: addSpan(now, policy['REC-4.2'].askWithin) })
    },
    join: (sender, ticket, now) => store.join(reporterKey(sender), ticket, now),
  }
}
