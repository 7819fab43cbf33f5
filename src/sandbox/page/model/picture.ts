/** The platform's limit for a picture that somebody sends (wecom.md 4.1), in bytes. */
const LARGEST_BYTES = 10 * 1024 * 1024

/** A picked picture as the API wants it, with an address to show it by. Rejects with a Chinese message. */
export async function readPicture(file: File): Promise<{ base64: string; url: string }> {
  if (!file.type.startsWith('image/')) throw new Error('只能发送图片')
  if (file.size > LARGEST_BYTES) throw new Error('图片太大，最多 10 MB')
  const data = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('loadend', () => {
      if (typeof reader.result === 'string') resolve(reader.result)
      else reject(new Error('图片读不出来'))
    })
    reader.readAsDataURL(file)
  })
  return { base64: data.slice(data.indexOf(',') + 1), url: URL.createObjectURL(file) }
}
