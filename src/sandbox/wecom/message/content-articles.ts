import { charactersOf } from './characters.ts'
import { hasScheme } from '../card/check-parts.ts'
import { findMedia } from '../media/find-media.ts'
import { objectsAt, textAt } from '../server/fields.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import type { Content, ContentContext } from './content.ts'
import { cutAndReport, cutCharacters } from './cut.ts'

const MAX_URL_BYTES = 2048
const MAX_MPNEWS_BYTES = 666 * 1024

/** `textcard`: title, description and address are required; long words are cut (wecom.md 4.2). */
export function readTextcard(context: ContentContext): Content | Refusal {
  const { part } = context
  const title = textAt(part, 'title')
  const description = textAt(part, 'description')
  if (title === '') return refuse(41016, 'missing title')
  if (description === '') return refuse(41033, 'missing description')
  const badUrl = checkUrl(textAt(part, 'url'))
  if (badUrl !== undefined) return badUrl
  const words = [
    cutCharacters(context, 'textcard.title', title, 128),
    withoutTags(cutCharacters(context, 'textcard.description', description, 512)),
    cutCharacters(context, 'textcard.btntxt', textAt(part, 'btntxt') || '详情', 4),
  ]
  return { text: words.join('\n') }
}

/** `news`: 1 to 8 articles with a title and an address or mini program each; never confidential. */
export function readNews(context: ContentContext): Content | Refusal {
  const articles = objectsAt(context.part, 'articles')
  if (context.body.safe === 1) return refuse(40074, 'news cannot be confidential')
  if (articles.length === 0) return refuse(40035, 'articles missing')
  if (articles.length > 8) return refuse(45008, 'too many articles')
  for (const article of articles) {
    if (textAt(article, 'title') === '') return refuse(41016, 'missing title')
    const opensApp = textAt(article, 'appid') !== '' && textAt(article, 'pagepath') !== ''
    const badUrl = opensApp ? undefined : checkUrl(textAt(article, 'url'))
    if (badUrl !== undefined) return badUrl
  }
  return { text: articles.map((article) => linesOf(context, article, 'description')).join('\n') }
}

/** `mpnews`: 1 to 8 articles with title, cover and HTML content. */
export function readMpnews(context: ContentContext): Content | Refusal {
  const articles = objectsAt(context.part, 'articles')
  if (articles.length === 0) return refuse(40035, 'articles missing')
  if (articles.length > 8) return refuse(45008, 'too many articles')
  for (const article of articles) {
    const cover = textAt(article, 'thumb_media_id')
    if (textAt(article, 'title') === '') return refuse(41016, 'missing title')
    if (cover === '') return refuse(41006, 'missing media_id')
    if (findMedia(context.platform, cover, context.mediaStore)?.kind !== 'image') {
      return refuse(40007, 'invalid media_id')
    }
    if (textAt(article, 'content') === '') return refuse(44004, 'empty content')
    if (Buffer.byteLength(textAt(article, 'content')) > MAX_MPNEWS_BYTES) {
      return refuse(45002, 'content size out of limit')
    }
    if (Buffer.byteLength(textAt(article, 'author')) > 64) return refuse(45032, 'author too long')
  }
  return { text: articles.map((article) => linesOf(context, article, 'digest')).join('\n') }
}

/** `miniprogram_notice`: a title of 4 to 12 characters and at most ten rows. */
export function readMiniProgram({ part }: ContentContext): Content | Refusal {
  const title = textAt(part, 'title')
  const description = textAt(part, 'description')
  const rows = objectsAt(part, 'content_item')
  if (textAt(part, 'appid') === '') return refuse(40058, 'appid missing')
  if (title === '') return refuse(41016, 'missing title')
  if (charactersOf(title).length < 4 || charactersOf(title).length > 12)
    return refuse(40058, 'title length must be 4 to 12')
  if (description !== '' && (charactersOf(description).length < 4 || charactersOf(description).length > 12)) {
    return refuse(40058, 'description length must be 4 to 12')
  }
  const tooLong = rows.some(
    (row) => charactersOf(textAt(row, 'key')).length > 10 || charactersOf(textAt(row, 'value')).length > 30,
  )
  if (rows.length > 10 || tooLong) return refuse(40058, 'content_item too long')
  const lines = rows.map((row) => `${textAt(row, 'key')}：${textAt(row, 'value')}`)
  return { text: [title, description, ...lines].filter((line) => line !== '').join('\n') }
}

function checkUrl(url: string): Refusal | undefined {
  if (url === '') return refuse(41010, 'missing url')
  if (Buffer.byteLength(url) > MAX_URL_BYTES) return refuse(40039, 'url too long')
  return hasScheme(url) ? undefined : refuse(45034, 'url without scheme')
}

function linesOf(context: ContentContext, article: Record<string, unknown>, second: string): string {
  const title = cutAndReport(context, 'articles.title', textAt(article, 'title'), 128)
  const description = cutAndReport(context, `articles.${second}`, textAt(article, second), 512)
  return [title, description].filter((line) => line !== '').join('\n')
}

/** A textcard's description may be marked up with div and br; the reader sees the words. */
function withoutTags(text: string): string {
  return text.replaceAll(/<br\s*\/?>/g, '\n').replaceAll(/<\/?div[^>]*>/g, '')
}
