import { findMedia } from '../media/find-media.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import { textAt } from '../server/fields.ts'
import type { Content, ContentContext } from './content.ts'
import { cutAndReport } from './cut.ts'

const WORDS = { image: '[图片]', voice: '[语音]', video: '[视频]', file: '[文件]' }

/** A message that is one uploaded file; the media id must be alive and of this kind (40007). */
export function readMedia(kind: keyof typeof WORDS) {
  return (context: ContentContext): Content | Refusal => {
    const mediaId = textAt(context.part, 'media_id')
    if (mediaId === '') return refuse(41006, 'missing media_id')
    const media = findMedia(context.platform, mediaId, context.mediaStore)
    if (media?.kind !== kind) return refuse(40007, 'invalid media_id')
    const words = [
      WORDS[kind],
      kind === 'file' ? media.fileName : '',
      cutAndReport(context, 'title', textAt(context.part, 'title'), 128),
      cutAndReport(context, 'description', textAt(context.part, 'description'), 512),
    ]
    return { text: words.filter((word) => word !== '').join('\n'), mediaId }
  }
}
