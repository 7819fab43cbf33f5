import type { PhoneRefusal, WrittenMessage } from '../../phones.ts'
import type { Platform } from '../platform.ts'
import type { MediaRecord } from '../records.ts'
import { aLine } from '../threads.ts'
import { messageEvent } from '../webhook/events.ts'
import { writeXml, type XmlNode } from '../webhook/xml.ts'
import { requireAppUser } from './app-user.ts'
import { keepWritten } from './written-media.ts'

/** The member types something into the app's conversation; resolves when the webhook is delivered or given up. */
export async function memberWrites(
  platform: Platform,
  userId: string,
  message: WrittenMessage,
): Promise<{ id: string } | PhoneRefusal> {
  const user = requireAppUser(platform, userId)
  if ('refused' in user) return user
  const written = platform.store.batch(() => {
    const spoken = describe(platform, message)
    if ('refused' in spoken) return spoken
    const { nodes, msgId } = messageEvent(
      platform,
      user.agent,
      user.member.userId,
      message.type,
      spoken.elements,
    )
    platform.threads.add(
      aLine({
        id: msgId,
        thread: `member:${user.member.userId}`,
        at: platform.now(),
        from: 'self',
        msgType: message.type,
        text: spoken.words,
        agentId: user.agent.agentId,
        mediaId: spoken.media?.mediaId ?? null,
      }),
    )
    const delivery = platform.webhooks.push(user.agent, {
      xml: writeXml(nodes, platform.switches.xmlStyle),
      event: message.type,
      userId: user.member.userId,
      entryId: null,
      code: null,
    })
    return { id: msgId, delivery }
  })
  if ('refused' in written) return written
  await written.delivery // the writer sees nothing of a failed delivery: the message stands in the chat all the same
  return { id: written.id }
}

interface Spoken {
  elements: XmlNode[]
  words: string
  media?: MediaRecord
}

function describe(platform: Platform, message: WrittenMessage): Spoken | PhoneRefusal {
  switch (message.type) {
    case 'text':
      if (message.content === '') return { refused: '不能发送空消息' }
      return { elements: [['Content', message.content]], words: message.content }
    case 'location':
      return {
        elements: [
          ['Location_X', message.latitude],
          ['Location_Y', message.longitude],
          ['Scale', 15],
          ['Label', message.label],
          ['AppType', 'wxwork'],
        ],
        words: `[位置] ${message.label}`,
      }
    case 'image': {
      const media = keepWritten(platform, message)
      if (media === undefined) return { refused: '这不是可以发送的图片（JPG 或 PNG，10 MB 以内）' }
      const picUrl = `${platform.address()}/pic/${media.mediaId}`
      return {
        elements: [
          ['PicUrl', picUrl],
          ['MediaId', media.mediaId],
        ],
        words: '[图片]',
        media,
      }
    }
    case 'voice': {
      const media = keepWritten(platform, message)
      if (media === undefined) return { refused: '这不是可以发送的语音（AMR，60 秒以内）' }
      return {
        elements: [
          ['MediaId', media.mediaId],
          ['Format', 'amr'],
        ],
        words: '[语音]',
        media,
      }
    }
  }
}
