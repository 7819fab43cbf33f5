import { z } from 'zod'
import { parseXml } from '../wecom/xml-tree.ts'

const XmlEnvelope = z.object({ Encrypt: z.string().min(1) })
const JsonEnvelope = z
  .object({ encrypt: z.string().optional(), Encrypt: z.string().optional() })
  .transform(({ encrypt, Encrypt }) => encrypt ?? Encrypt ?? '')

/**
 * The ciphertext inside a webhook's body: XML as self-built apps get it, or JSON as the platform's libraries also know it
 * (wecom.md 1.5), told apart by the first character, whatever the content type says. `undefined` when it is neither.
 */
export function parseEnvelope(body: string): string | undefined {
  const text = body.trim()
  if (text.startsWith('<')) return XmlEnvelope.safeParse(parseXml(text)).data?.Encrypt
  if (!text.startsWith('{')) return undefined
  try {
    return JsonEnvelope.safeParse(JSON.parse(text)).data || undefined
  } catch {
    return undefined
  }
}
