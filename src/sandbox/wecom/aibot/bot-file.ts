import { createCipheriv } from 'node:crypto'
import type { Middleware } from 'koa'
import type { Platform } from '../platform.ts'
import { MINUTE_MS } from '../rates.ts'

const LIFE_MS = 5 * MINUTE_MS
const BLOCK = 32 // the platform pads to 32 bytes, not to the cipher's 16

/** Encrypts a file for a bot (AES-256-CBC, IV = the key's first 16 bytes) and returns where it lies for five minutes. */
export function keepBotFile(platform: Platform, key: Buffer, bytes: Buffer): string {
  const id = platform.secret('bf')
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const pad = BLOCK - (bytes.length % BLOCK)
  const sealed = Buffer.concat([
    cipher.update(Buffer.concat([bytes, Buffer.alloc(pad, pad)])),
    cipher.final(),
  ])
  platform.blobs.put(id, sealed)
  platform.records.bots.files.put(id, { id, expiresAt: platform.now() + LIFE_MS })
  return `${platform.address()}/aibot/file/${id}`
}

/** Serves those files; 403 once the five minutes are over. */
export function serveBotFiles(platform: Platform): Middleware {
  return async (ctx, next) => {
    const id = /^\/aibot\/file\/(\w+)$/.exec(ctx.path)?.[1] ?? ''
    const file = platform.records.bots.files.get(id)
    if (file === undefined) {
      await next()
      return
    }
    const bytes = file.expiresAt > platform.now() ? platform.blobs.get(id) : undefined
    ctx.status = bytes === undefined ? 403 : 200
    ctx.set('Content-Type', 'application/octet-stream')
    ctx.body = bytes ?? ''
  }
}
