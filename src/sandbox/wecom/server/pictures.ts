import type { Middleware } from 'koa'
import { findMedia, PUBLIC_STORE } from '../media/find-media.ts'
import type { Platform } from '../platform.ts'

/** Serves the `PicUrl` of image messages, which needs no token on the real platform either. */
export function servePictures(platform: Platform): Middleware {
  return async (ctx, next) => {
    const mediaId = /^\/pic\/(\w+)$/.exec(ctx.path)?.[1] ?? ''
    const media = findMedia(platform, mediaId, 'corp') ?? findMedia(platform, mediaId, PUBLIC_STORE)
    const bytes = media === undefined ? undefined : platform.blobs.get(mediaId)
    if (media === undefined || bytes === undefined) {
      await next()
      return
    }
    ctx.set('Content-Type', media.contentType)
    ctx.body = bytes
  }
}
