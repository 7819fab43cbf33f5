/** What bytes turn out to be, by their first bytes; names and declared types are not asked. */
export type MediaFormat = (typeof MEDIA_FORMATS)[number]

/** The formats that a policy can allow; programs and what nobody knows can never be allowed. */
export const MEDIA_FORMATS = [
  ...(['jpeg', 'png', 'gif', 'webp', 'bmp', 'heic'] as const),
  ...(['amr', 'mp3', 'wav', 'm4a'] as const),
  ...(['mp4', 'mov'] as const),
  ...(['pdf', 'office', 'zip', 'rar', '7z', 'text'] as const),
] as const

/** The content type under which each format is kept. */
export const CONTENT_TYPES: Readonly<Record<MediaFormat, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
  heic: 'image/heic',
  amr: 'audio/amr',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  m4a: 'audio/mp4',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  pdf: 'application/pdf',
  office: 'application/x-ole-storage',
  zip: 'application/zip',
  rar: 'application/vnd.rar',
  '7z': 'application/x-7z-compressed',
  text: 'text/plain',
}

/** Beginnings of files, as bytes in Latin 1. */
const BEGINNINGS: readonly [beginning: string, format: MediaFormat | 'program'][] = [
  ['\xff\xd8\xff', 'jpeg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['#!AMR', 'amr'],
  ['ID3', 'mp3'],
  ['\xff\xfb', 'mp3'],
  ['\xff\xf3', 'mp3'],
  ['%PDF-', 'pdf'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'office'],
  ['PK\x03\x04', 'zip'],
  ['Rar!\x1a\x07', 'rar'],
  ['7z\xbc\xaf\x27\x1c', '7z'],
  ['MZ', 'program'],
  ['\x7fELF', 'program'],
  ['#!', 'program'],
  ['\xca\xfe\xba\xbe', 'program'],
  ['\xcf\xfa\xed\xfe', 'program'],
]

/** Brands of the ISO container that are no film in MP4. */
const BRANDS: Readonly<Record<string, MediaFormat>> = {
  'qt  ': 'mov',
  'M4A ': 'm4a',
  heic: 'heic',
  heix: 'heic',
  hevc: 'heic',
  mif1: 'heic',
  msf1: 'heic',
}

const LOOKED_AT = 4096

/** The format of the bytes; `program` for what a machine would run, `undefined` for what nobody knows. */
export function formatOf(bytes: Buffer): MediaFormat | 'program' | undefined {
  const head = bytes.subarray(0, LOOKED_AT).toString('latin1')
  const known = BEGINNINGS.find(([beginning]) => head.startsWith(beginning))
  if (known !== undefined) return known[1]
  const [container, brand] = [head.slice(4, 8), head.slice(8, 12)]
  if (container === 'ftyp') return BRANDS[brand] ?? 'mp4'
  if (head.startsWith('RIFF') && brand === 'WEBP') return 'webp'
  if (head.startsWith('RIFF') && brand === 'WAVE') return 'wav'
  // The length of the whole file follows the two letters; words that begin with BM have another there.
  if (head.startsWith('BM') && bytes.length >= 6 && bytes.readUInt32LE(2) === bytes.length) return 'bmp'
  return isText(bytes) ? 'text' : undefined
}

/** Letters below the blank that stand in no text; tab, line breaks and page breaks do. */
function isControl(character: string): boolean {
  const code = character.charCodeAt(0)
  return code < 0x20 && (code < 0x09 || code > 0x0d)
}

/** Words in UTF-8 without control characters; a page that a browser would run is none. */
function isText(bytes: Buffer): boolean {
  const words = bytes.toString('utf8')
  if (words.includes('\ufffd') || /^\s*<(\?xml|!doctype|html|svg|script)/i.test(words)) return false
  for (const character of words) if (isControl(character)) return false
  return true
}
