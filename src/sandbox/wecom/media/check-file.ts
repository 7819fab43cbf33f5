import { refuse, type Refusal } from '../server/refusal.ts'

const MB = 1024 * 1024
const SMALLEST = 6 // all types must be above 5 B

/** Upload kinds of the corp's own store and their largest sizes (wecom.md 8). */
const MOST: Record<string, { bytes: number; errcode: number }> = {
  image: { bytes: 10 * MB, errcode: 40009 },
  voice: { bytes: 2 * MB, errcode: 45001 },
  video: { bytes: 10 * MB, errcode: 40011 },
  file: { bytes: 20 * MB, errcode: 40006 },
}

const AMR = '#!AMR'
const AMR_FRAME_MS = 20
const LONGEST_VOICE_MS = 60_000

/** Judges an upload by its bytes, never by its name: size, format, length of speech. */
export function checkFile(kind: string, bytes: Buffer): Refusal | undefined {
  const most = MOST[kind]
  if (most === undefined) return refuse(40005, 'invalid type')
  if (bytes.length === 0) return refuse(44001, 'empty media data')
  if (bytes.length < SMALLEST) return refuse(40006, 'invalid media size')
  if (bytes.length > most.bytes) return refuse(most.errcode, 'media size out of limit')
  switch (kind) {
    case 'image':
      return imageType(bytes) === undefined ? refuse(40123, 'invalid image format') : undefined
    case 'voice':
      return checkVoice(bytes)
    case 'video':
      return bytes.subarray(4, 8).toString('latin1') === 'ftyp'
        ? undefined
        : refuse(40004, 'invalid media file type')
    default:
      return undefined
  }
}

/** Content type of a JPG or PNG by its first bytes; `undefined` for anything else. */
export function imageType(bytes: Buffer): 'image/jpeg' | 'image/png' | undefined {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg'
  return bytes.subarray(1, 4).toString('latin1') === 'PNG' ? 'image/png' : undefined
}

/** Sizes of AMR frames by mode, with their head byte; each is 20 ms of speech. */
const AMR_FRAMES = [13, 14, 16, 18, 20, 21, 27, 32, 6]

function checkVoice(bytes: Buffer): Refusal | undefined {
  if (!bytes.subarray(0, AMR.length).equals(Buffer.from(AMR))) return refuse(301017, 'voice is not AMR')
  let at = bytes.indexOf('\n') + 1
  let frames = 0
  while (at > 0 && at < bytes.length) {
    at += AMR_FRAMES[((bytes[at] ?? 0) >> 3) & 15] ?? 1
    frames += 1
  }
  return frames * AMR_FRAME_MS > LONGEST_VOICE_MS ? refuse(45007, 'voice longer than 60 seconds') : undefined
}
