/** One file of a multipart/form-data body. */
export interface UploadedFile {
  /** Name of the form field. */
  field: string
  fileName: string
  contentType: string
  bytes: Buffer
}

/** Reads the files of a multipart body; extra attributes such as `filelength` are allowed. Empty when there is none. */
export function parseMultipart(raw: Buffer, contentType: string): UploadedFile[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) return []
  const mark = Buffer.from(`--${boundary}`)
  const files: UploadedFile[] = []
  let start = raw.indexOf(mark)
  while (start >= 0) {
    const end = raw.indexOf(mark, start + mark.length)
    if (end < 0) break
    // Each part stands between line breaks: one after the mark, one before the next mark.
    const file = parsePart(raw.subarray(start + mark.length + 2, end - 2))
    if (file !== undefined) files.push(file)
    start = end
  }
  return files
}

function parsePart(part: Buffer): UploadedFile | undefined {
  const gap = part.indexOf('\r\n\r\n')
  if (gap < 0) return undefined
  const head = part.subarray(0, gap).toString('utf8')
  const attribute = (name: string): string =>
    new RegExp(`[;\\s]${name}="?([^";\\r\\n]*)"?`, 'i').exec(head)?.[1] ?? ''
  const fileName = attribute('filename')
  if (fileName === '') return undefined
  return {
    field: attribute('name'),
    fileName,
    contentType: /content-type:\s*([^\r\n;]+)/i.exec(head)?.[1]?.trim() ?? 'application/octet-stream',
    bytes: Buffer.from(part.subarray(gap + 4)),
  }
}
