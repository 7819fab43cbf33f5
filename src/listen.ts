import { createServer, type Server } from 'node:http'
import type Koa from 'koa'

/** A listening HTTP server and its port. */
export interface Listening {
  server: Server
  port: number
}

/** Listens; rejects when the address is taken or not ours. Port 0 takes a free one. */
export async function listen(app: Koa, port: number, host: string): Promise<Listening> {
  const handle = app.callback()
  const server = createServer((request, response) => {
    void handle(request, response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve)
  })
  const address = server.address()
  return { server, port: typeof address === 'object' && address !== null ? address.port : port }
}

/** How long requests in hand may take to end before their connections are cut. */
const CLOSE_WITHIN_MS = 5000
/** How often connections are looked for whose request has ended since; kept alive, they would hold the server. */
const SWEEP_EVERY_MS = 50

/** Stops listening and lets the requests in hand come to their end. */
export async function stopListening(server: Server): Promise<void> {
  const cut = setTimeout(() => {
    server.closeAllConnections()
  }, CLOSE_WITHIN_MS)
  const sweep = setInterval(() => {
    server.closeIdleConnections()
  }, SWEEP_EVERY_MS)
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve()
    })
  })
  clearInterval(sweep)
  clearTimeout(cut)
}
