import type { PhoneRefusal, WrittenMessage } from '../../phones.ts'
import { addItem, ORIGIN, wakeApp } from '../kf/items.ts'
import type { KfAccountRecord } from '../kf/kf-records.ts'
import { SESSION } from '../kf/kf-records.ts'
import { openChat } from '../kf/open-chat.ts'
import { afterOwnerMessage, keepSession, sessionOf } from '../kf/sessions.ts'
import type { Platform } from '../platform.ts'
import { aLine } from '../threads.ts'
import { keepWritten } from './written-media.ts'

/** What an owner writes; `menuId` marks the click on a menu row. */
export type OwnerMessage = WrittenMessage & { menuId?: string }

/**
 * The owner writes to the customer-service account; who has no open session opens the chat first. Resolves when the
 * app was woken; what it does with it, it does in its own time.
 */
export async function ownerWrites(
  platform: Platform,
  externalUserId: string,
  message: OwnerMessage,
): Promise<{ id: string } | PhoneRefusal> {
  const account = accountOfOwner(platform, externalUserId)
  if ('refused' in account) return account
  const written = platform.store.batch(() => {
    const { openKfId } = account
    const spoken = describe(platform, externalUserId, message)
    if ('refused' in spoken) return spoken
    const session = sessionOf(platform, openKfId, externalUserId)
    if (session.blocked) return { refused: '您已拒收该客服的消息' }
    if (session.state === SESSION.ended) openChat(platform, account, externalUserId, {})
    const id = addItem(platform, openKfId, {
      open_kfid: openKfId,
      external_userid: externalUserId,
      origin: ORIGIN.owner,
      ...spoken.item,
    })
    const opened = sessionOf(platform, openKfId, externalUserId)
    keepSession(platform, afterOwnerMessage(platform, account, opened))
    platform.threads.add(
      aLine({
        id,
        thread: `owner:${externalUserId}`,
        at: platform.now(),
        from: 'self',
        msgType: message.type,
        text: spoken.words,
        openKfId,
        mediaId: spoken.mediaId ?? null,
      }),
    )
    return { id, woken: wakeApp(platform, openKfId) }
  })
  if ('refused' in written) return written
  await written.woken
  return { id: written.id }
}

/** The account whose chat is open on the owner's phone. */
export function accountOfOwner(platform: Platform, externalUserId: string): KfAccountRecord | PhoneRefusal {
  const owner = platform.world.owners.find((each) => each.externalUserId === externalUserId)
  if (owner === undefined) return { refused: '没有这个业主' }
  const openKfId = owner.openKfId ?? platform.world.kfAccounts[0]?.openKfId ?? ''
  const account = platform.records.kf.accounts.get(openKfId)
  return account === undefined || account.deleted ? { refused: '没有开通微信客服' } : account
}

interface Spoken {
  item: Record<string, unknown>
  words: string
  mediaId?: string
}

function describe(platform: Platform, externalUserId: string, message: OwnerMessage): Spoken | PhoneRefusal {
  switch (message.type) {
    case 'text':
      return describeText(platform, externalUserId, message)
    case 'location': {
      const { latitude, longitude, label } = message
      const location = { latitude, longitude, name: label, address: label }
      return { item: { msgtype: 'location', location }, words: `[位置] ${label}` }
    }
    case 'image':
    case 'voice': {
      const media = keepWritten(platform, message)
      if (media === undefined) return { refused: '这不是可以发送的图片或语音' }
      const words = message.type === 'image' ? '[图片]' : '[语音]'
      return { item: { msgtype: message.type, [message.type]: { media_id: media.mediaId } }, words, ...media }
    }
  }
}

function describeText(
  platform: Platform,
  externalUserId: string,
  message: { content: string; menuId?: string },
): Spoken | PhoneRefusal {
  if (message.menuId === undefined) {
    if (message.content === '') return { refused: '不能发送空消息' }
    return { item: { msgtype: 'text', text: { content: message.content } }, words: message.content }
  }
  // Menus stay clickable for ever, however old they are.
  const rows = platform.threads.of(`owner:${externalUserId}`).flatMap((line) => line.menu)
  const row = rows.findLast((each) => each.id === message.menuId)
  if (row === undefined) return { refused: '没有这个菜单项' }
  return { item: { msgtype: 'text', text: { content: row.text, menu_id: row.id } }, words: row.text }
}
