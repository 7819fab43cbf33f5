import type { Policy } from '../config/policy.ts'
import { isRefusal } from '../domain/record.ts'
import { planAttachment } from '../domain/ticket/index.ts'
import type { ClaimedMedia, MediaEnd } from '../services/media.ts'
import type { Replies } from '../services/replies.ts'
import type { TicketService } from '../services/tickets.ts'
import { sayMediaGone, sayMediaRefused, sayMediaWaits } from '../texts/media-texts.ts'
import type { WecomClient } from '../wecom/client.ts'
import { WecomError } from '../wecom/wecom-error.ts'
import type { BlobStore } from './blob-store.ts'
import { hashOf } from './hash.ts'
import { judgeMedia } from './judge.ts'
import type { MediaProblem } from './media-kind.ts'

/** What bringing in one medium needs. */
export interface BringInOptions {
  wecom: Pick<WecomClient, 'downloadMedia'>
  blobs: BlobStore
  tickets: Pick<TicketService, 'change'>
  replies: Pick<Replies, 'say'>
  policyFor: (communityId: string) => Pick<Policy, 'media' | 'REC-4.2'>
}

/** `media/get` refuses what is larger than 20 MB without a range (`wecom.md` 8). */
const TOO_BIG_FOR_ONE = 830002

type Download = { bytes: Buffer } | { refused: MediaProblem } | 'gone'

/**
 * Fetches one medium, keeps its bytes and joins it to its ticket, or tells the sender why not. Every step may be done
 * again: bytes lie under their hash, ticket and reply know the delivery. Rejects with what can be tried later.
 */
export async function bringIn(media: ClaimedMedia, now: Date, options: BringInOptions): Promise<MediaEnd> {
  const { blobs, tickets, replies, policyFor } = options
  const { id, ticketId, communityId, kind, sender } = media
  const limits = policyFor(communityId).media.kinds
  const to = 'owner' in sender ? { owner: sender.owner } : { users: [sender.userId] }
  // Not the event itself, which may have been answered when it came.
  const say = (state: MediaEnd['state'], text: string) =>
    replies.say(to, text, { eventId: `${id}:${state}`, communityId })

  const download = now >= media.expiresAt ? 'gone' : await fetchBytes(media.mediaId, options)
  if (download === 'gone') {
    await say('gone', sayMediaGone(kind))
    return { state: 'gone' }
  }
  const judged = 'refused' in download ? download : judgeMedia(kind, download.bytes, limits)
  if ('refused' in judged) {
    await say('refused', sayMediaRefused(kind, judged.refused, limits))
    return { state: 'refused', problem: judged.refused }
  }
  const { bytes, contentType } = judged
  const hash = hashOf(bytes)
  await blobs.put({ hash, bytes, contentType })

  const attachment = { hash, contentType, bytes: bytes.byteLength }
  const by = 'owner' in sender ? { owner: sender.owner.externalUserId } : sender
  const outcome = await tickets.change(ticketId, id, now, (ticket) =>
    planAttachment(ticket, by, attachment, now),
  )
  if (!isRefusal(outcome)) return { state: 'kept', attachment }
  // The matter is over: nobody would ever look at it there.
  await say('waits', sayMediaWaits(kind))
  return { state: 'waits' }
}

async function fetchBytes(mediaId: string, { wecom }: BringInOptions): Promise<Download> {
  try {
    return await wecom.downloadMedia(mediaId)
  } catch (error) {
    if (!(error instanceof WecomError)) throw error
    if (error.errcode === TOO_BIG_FOR_ONE || error.code === 'wecom_answer_too_big')
      return { refused: 'too_big' }
    // Unknown or forgotten ids, and whatever else no repetition can change.
    if (error.handling === 'drop') return 'gone'
    throw error
  }
}
