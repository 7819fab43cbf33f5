import type { ChangeFeed } from './change-feed.ts'
import type { SandboxRoute } from './route.ts'

/** `GET /events`: server-sent events for the page. */
export function eventRoutes({ feed }: { feed: ChangeFeed }): SandboxRoute[] {
  return [
    {
      path: '/events',
      get(ctx) {
        // Written past Koa, which would report every page that is closed or reloaded as an error.
        ctx.respond = false
        ctx.res.writeHead(200, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          // The connection goes with the stream, else it would idle on and hold a stopping server open.
          connection: 'close',
        })
        feed.join(ctx.res)
      },
    },
  ]
}
