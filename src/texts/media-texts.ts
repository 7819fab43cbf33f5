import type { MediaFormat } from '../media/format.ts'
import type { MediaKind, MediaLimits, MediaProblem } from '../media/media-kind.ts'

const NAMES: Readonly<Record<MediaKind, string>> = {
  image: '照片',
  voice: '语音',
  video: '视频',
  file: '文件',
}

/** Formats as people know them; several of one name are said once. */
const FORMATS: Readonly<Record<MediaFormat, string>> = {
  jpeg: 'JPG',
  png: 'PNG',
  gif: 'GIF',
  webp: 'WebP',
  bmp: 'BMP',
  heic: 'HEIC',
  amr: 'AMR',
  mp3: 'MP3',
  wav: 'WAV',
  m4a: 'M4A',
  mp4: 'MP4',
  mov: 'MOV',
  pdf: 'PDF',
  office: 'Office 文档',
  zip: 'Office 文档、ZIP',
  rar: 'RAR',
  '7z': '7Z',
  text: '文本',
}

const MB = 1024 * 1024

/** Tells the sender why something was not kept and what would be. */
export function sayMediaRefused(kind: MediaKind, problem: MediaProblem, limits: MediaLimits): string {
  const name = NAMES[kind]
  const { mostBytes, formats } = limits[kind]
  switch (problem) {
    case 'empty':
      return `收到的${name}没有内容，请再发一次。`
    case 'too_big':
      return `${name}太大，没有收下（最大 ${sayMegabytes(mostBytes)} MB）。请缩小后再发一次。`
    case 'wrong_type': {
      const taken = new Set(formats.flatMap((format) => FORMATS[format].split('、')))
      return `这种${name}看不了，没有收下。可以收的格式：${[...taken].join('、')}。`
    }
  }
}

/** It is kept until the sender says what it is about. */
export function sayMediaWaits(kind: MediaKind): string {
  return `${NAMES[kind]}已收到，请用一句话说明房号和事由。`
}

/** Tells the sender that the platform did not hand it over in time. */
export function sayMediaGone(kind: MediaKind): string {
  return `您之前发来的${NAMES[kind]}没能取到，现在已取不到了。请再发一次。`
}

function sayMegabytes(bytes: number): string {
  return String(Math.floor((bytes / MB) * 10) / 10)
}
