import { findMedia } from '../media/find-media.ts'
import type { Platform } from '../platform.ts'
import { objectAt, textAt } from '../server/fields.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import { readMenu, type MenuRow } from './menu.ts'

/** A message to an owner as it stands in the chat. */
export interface KfContent {
  text: string
  mediaId?: string
  menu?: MenuRow[]
}

const MEDIA = { image: '[图片]', voice: '[语音]', video: '[视频]', file: '[文件]' }

/** What kf/send_msg takes (wecom.md 7.4). */
export const KF_TYPES = [
  'text',
  'image',
  'voice',
  'video',
  'file',
  'link',
  'miniprogram',
  'msgmenu',
  'location',
  'ca_link',
  'business_card',
]

/** Checks a message to an owner by its msgtype; types outside `allowed` are 40008. */
export function readKfContent(
  platform: Platform,
  body: Record<string, unknown>,
  allowed: readonly string[],
): (KfContent & { msgType: string }) | Refusal {
  const msgType = textAt(body, 'msgtype')
  if (!allowed.includes(msgType)) return refuse(40008, 'invalid message type')
  const content = read(platform, msgType, objectAt(body, msgType))
  return 'errcode' in content ? content : { ...content, msgType }
}

function read(platform: Platform, msgType: string, part: Record<string, unknown>): KfContent | Refusal {
  switch (msgType) {
    case 'text': {
      const content = textAt(part, 'content')
      if (content === '') return refuse(44004, 'empty content')
      return isLonger(content, 2048) ? refuse(45002, 'content size out of limit') : { text: content }
    }
    case 'image':
    case 'voice':
    case 'video':
    case 'file': {
      const mediaId = textAt(part, 'media_id')
      if (mediaId === '') return refuse(41006, 'missing media_id')
      const fits = findMedia(platform, mediaId, 'corp')?.kind === msgType
      return fits ? { text: MEDIA[msgType], mediaId } : refuse(40007, 'invalid media_id')
    }
    case 'msgmenu':
      return readMenu(part)
    case 'link':
      return readLink(platform, part)
    case 'miniprogram':
      return readMiniprogram(platform, part)
    case 'location': {
      const words = [textAt(part, 'name'), textAt(part, 'address')].filter((word) => word !== '')
      const placed = typeof part.latitude === 'number' && typeof part.longitude === 'number'
      return placed ? { text: ['[位置]', ...words].join(' ') } : refuse(40058, 'location incomplete')
    }
    case 'ca_link':
      return textAt(part, 'link_url') === ''
        ? refuse(41010, 'missing url')
        : { text: `[获客链接] ${textAt(part, 'link_url')}` }
    default: {
      const member = platform.directory.member(textAt(part, 'userid'))
      return member === undefined ? refuse(40003, 'invalid userid') : { text: `[名片] ${member.name}` }
    }
  }
}

function readLink(platform: Platform, part: Record<string, unknown>): KfContent | Refusal {
  const title = textAt(part, 'title')
  const desc = textAt(part, 'desc')
  if (title === '') return refuse(41016, 'missing title')
  if (isLonger(title, 128) || isLonger(desc, 512)) return refuse(40058, 'link too long')
  const url = textAt(part, 'url')
  if (url === '') return refuse(41010, 'missing url')
  if (isLonger(url, 2048)) return refuse(40039, 'url too long')
  const cover = checkCover(platform, part)
  return cover ?? { text: [title, desc].filter((word) => word !== '').join('\n') }
}

function readMiniprogram(platform: Platform, part: Record<string, unknown>): KfContent | Refusal {
  if (textAt(part, 'appid') === '' || textAt(part, 'pagepath') === '')
    return refuse(40058, 'miniprogram incomplete')
  const title = textAt(part, 'title')
  if (isLonger(title, 64)) return refuse(40058, 'title too long')
  return checkCover(platform, part) ?? { text: `[小程序] ${title}` }
}

function checkCover(platform: Platform, part: Record<string, unknown>): Refusal | undefined {
  const cover = textAt(part, 'thumb_media_id')
  if (cover === '') return refuse(41006, 'missing thumb_media_id')
  return findMedia(platform, cover, 'corp')?.kind === 'image' ? undefined : refuse(40007, 'invalid media_id')
}

function isLonger(text: string, bytes: number): boolean {
  return Buffer.byteLength(text, 'utf8') > bytes
}
