import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The database the desk uses. */
const DATABASE = 'property_desk'

/** The operating system's limit for the path of a unix socket is 104 to 108 bytes. */
const MAX_SOCKET_PATH = 100

/**
 * Starts listening and gives the connection string. A unix socket that only this user can open, in the store's
 * directory or, if that path is too long, in a private temporary one; a loopback port where there are no sockets.
 */
export async function listen(server: Server, directory: string): Promise<string> {
  if (process.platform === 'win32') {
    await started(server, () => server.listen(0, '127.0.0.1'))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    return `mongodb://127.0.0.1:${port}/${DATABASE}`
  }
  const near = join(directory, 'mongodb.sock')
  const path =
    Buffer.byteLength(near) <= MAX_SOCKET_PATH
      ? near
      : join(mkdtempSync(join(tmpdir(), 'desk-')), 'mongodb.sock')
  rmSync(path, { force: true }) // left behind by a killed process; the lock says that nobody else is here
  await started(server, () => server.listen(path))
  chmodSync(path, 0o600)
  return `mongodb://${encodeURIComponent(path)}/${DATABASE}`
}

function started(server: Server, start: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('listening', () => {
      server.off('error', reject)
      resolve()
    })
    start()
  })
}
