import type { KfEvent } from '../inbox/desk-event.ts'

/** An owner's chat with one account of 微信客服. */
export interface OwnerChat {
  externalUserId: string
  openKfId: string
}

/** What the desk knows of a chat: when the owner wrote last, what was sent since, and why nothing can be sent. */
export interface OwnerTalk {
  /** `null` while the desk has not heard of any message of his. */
  wroteAt: Date | null
  /** Ids of the messages that were tried since then. */
  sentIds: readonly string[]
  /** A servicer talks to him, or the platform has ended the chat until he writes again (`wecom.md` 7.4, 7.6). */
  shut: 'servicer' | 'ended' | null
}

/** The chats with owners; all processes share what it knows. */
export interface OwnerTalkStore {
  find(chat: OwnerChat): Promise<OwnerTalk | undefined>
  /** The owner wrote: the count begins anew, an ended chat is open. Late and repeated news of it changes nothing. */
  wrote(chat: OwnerChat, at: Date, itemId: string, freshAfter: Date): Promise<void>
  /** Counts the message, once, unless `most` others are counted; whether it is counted now. */
  count(chat: OwnerChat, messageId: string, most: number): Promise<boolean>
  /** Nothing can be sent from now on; older news than his last message changes nothing. */
  shut(chat: OwnerChat, why: 'servicer' | 'ended', at: Date): Promise<void>
}

/** What a servicer did with a chat (`wecom.md` 7.3): 3 has ended it, 1, 2 and 4 took it into his hands. */
const ENDED = 3

/** Keeps in mind what an item of 微信客服 means for what the owner can be sent; repeating it changes nothing. */
export async function noteTalk(
  { openKfId, item }: KfEvent,
  talks: Pick<OwnerTalkStore, 'wrote' | 'shut'>,
  windowMs: number,
): Promise<void> {
  const { externalUserId, at } = item
  if (externalUserId === undefined) return
  const chat = { openKfId, externalUserId }
  if (item.origin === 'owner') await talks.wrote(chat, at, item.messageId, new Date(at.getTime() - windowMs))
  else if (item.kind === 'session_changed')
    await talks.shut(chat, item.changeType === ENDED ? 'ended' : 'servicer', at)
}
