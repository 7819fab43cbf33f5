import { createHash, randomBytes } from 'node:crypto'
import { closeSync, openSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DeskError } from '../../errors.ts'

/** The claim of one owner on a data directory. */
export interface Lock {
  /** Tells everyone who asks where the store listens. */
  announce(uri: string): void
  release(): Promise<void>
}

const CLAIM = /^owner-[0-9a-f]{12}\.sock$/
const ATTEMPTS = 4

/**
 * Claims a directory for this process; throws `store_in_use`. A claim is a listening socket in the directory: it ends
 * with its process, whatever way that ends, and no later process of the same id can be taken for it. Everyone
 * announces a claim first and looks at the others then, so that of two at least one sees the other and withdraws.
 */
export async function acquireLock(directory: string): Promise<Lock> {
  for (let attempt = 1; ; attempt++) {
    const lock = await claim(directory)
    if (lock !== undefined) return lock
    if (attempt === ATTEMPTS)
      throw new DeskError('store_in_use', `another process uses the store in ${directory}`)
    await sleep(20 + randomBytes(1).readUInt8(0) / 4) // two that started together part ways
  }
}

async function claim(directory: string): Promise<Lock | undefined> {
  let uri = ''
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.end(uri)
  })
  const place = openPlace(directory)
  const own = process.platform === 'win32' ? '' : `owner-${randomBytes(6).toString('hex')}.sock`
  const release = async (): Promise<void> => {
    await new Promise((done) => server.close(done))
    if (own !== '') rmSync(join(directory, own), { force: true })
    place.close()
  }
  try {
    await listening(server, place.address(own))
  } catch (error) {
    place.close()
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return undefined
    throw new DeskError('store_unlockable', `no socket can be made in ${directory}; use a local disk`, {
      cause: error,
    })
  }
  server.unref()
  for (const other of claimsIn(directory)) {
    if (other === own) continue
    if ((await ask(place.address(other))) !== undefined) {
      await release()
      return undefined
    }
    rmSync(join(directory, other), { force: true }) // its process is gone
  }
  return { announce: (address) => void (uri = address), release }
}

/** Where the running store of a directory listens; `undefined` when none runs, `''` while one is starting. */
export async function findRunningStore(directory: string): Promise<string | undefined> {
  const place = openPlace(directory)
  try {
    for (const name of process.platform === 'win32' ? [''] : claimsIn(directory)) {
      const answer = await ask(place.address(name))
      if (answer !== undefined) return answer
    }
    return undefined
  } finally {
    place.close()
  }
}

function claimsIn(directory: string): string[] {
  return process.platform === 'win32' ? [] : readdirSync(directory).filter((name) => CLAIM.test(name))
}

/** Socket paths are limited to about 100 bytes; Linux can name the directory by an open file instead. */
function openPlace(directory: string): { address: (name: string) => string; close: () => void } {
  if (process.platform === 'win32') {
    const id = createHash('sha256').update(realpathSync(directory)).digest('hex')
    return { address: () => `\\\\.\\pipe\\property-desk-${id}`, close: () => undefined }
  }
  if (process.platform !== 'linux') {
    return { address: (name) => join(directory, name), close: () => undefined }
  }
  const fd = openSync(directory, 'r')
  return { address: (name) => `/proc/self/fd/${fd}/${name}`, close: () => closeSync(fd) }
}

function listening(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(address, resolve)
  })
}

/** What the owner behind a claim answers, or `undefined` when nobody is there. */
function ask(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(address)
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => (answer += text))
    socket.on('end', () => resolve(answer))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const isGone = error.code === 'ECONNREFUSED' || error.code === 'ENOENT'
      resolve(isGone ? undefined : answer) // "not allowed" or "busy" means that somebody is there
    })
  })
}
