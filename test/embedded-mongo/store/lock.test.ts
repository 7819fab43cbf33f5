import { expect } from 'chai'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { codeOf } from '../../../src/errors.ts'
import { startEmbeddedMongo } from '../../../src/embedded-mongo/index.ts'
import { acquireLock, findRunningStore } from '../../../src/embedded-mongo/store/lock.ts'
import { startStoreProcess } from '../support/store-process.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

/** The code an attempt was refused with, or `undefined` when it succeeded. */
async function refusal(attempt: Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt
    return undefined
  } catch (error) {
    return codeOf(error)
  }
}

describe('The lock of a data directory', () => {
  let directory: string
  beforeEach(async () => {
    directory = await temporaryDirectory()
  })
  afterEach(() => rm(directory, { recursive: true }))

  it('lets in one owner at a time and tells where he is', async () => {
    const lock = await acquireLock(directory)
    expect(await refusal(acquireLock(directory))).to.equal('store_in_use')
    expect(await findRunningStore(directory)).to.equal('')
    lock.announce('mongodb://here')
    expect(await findRunningStore(directory)).to.equal('mongodb://here')
    await lock.release()
    expect(await findRunningStore(directory)).to.equal(undefined)
    await (await acquireLock(directory)).release()
    expect(await readdir(directory)).to.deep.equal([])
  })

  it('never lets in two of many that start together', async () => {
    for (let round = 0; round < 5; round++) {
      const results = await Promise.allSettled(Array.from({ length: 8 }, () => acquireLock(directory)))
      const owners = results.filter((result) => result.status === 'fulfilled')
      expect(owners.length).to.be.at.most(1)
      for (const { value } of owners) await value.release()
    }
  })

  it('takes over from a killed process, whatever process has its id now', async () => {
    const { kill } = await startStoreProcess(directory)
    expect(await refusal(startEmbeddedMongo({ dataDir: directory }))).to.equal('store_in_use')
    await kill()
    const left = await readdir(join(directory, 'embedded-mongo'))
    expect(left.filter((name) => name.startsWith('owner-'))).to.have.length(1)
    const { stop } = await startEmbeddedMongo({ dataDir: directory })
    await stop()
    expect(
      (await readdir(join(directory, 'embedded-mongo'))).filter((name) => name.endsWith('.sock')),
    ).to.deep.equal([])
  })

  it('does not take a file of that name for an owner', async () => {
    await writeFile(join(directory, 'owner-0123456789ab.sock'), String(process.pid))
    await (await acquireLock(directory)).release()
  })

  it('takes a socket that answers nothing for an owner', async () => {
    const silent = createServer((socket) => socket.end())
    await new Promise<void>((resolve) => silent.listen(join(directory, 'owner-0123456789ab.sock'), resolve))
    expect(await refusal(acquireLock(directory))).to.equal('store_in_use')
    await new Promise((resolve) => silent.close(resolve))
  })

  it('works in a directory whose path is longer than a socket address', async () => {
    const deep = join(directory, 'x'.repeat(90), 'y'.repeat(90))
    await mkdir(deep, { recursive: true })
    const { uri, stop } = await startEmbeddedMongo({ dataDir: deep })
    expect(uri).to.match(/^mongodb:\/\/.+\/property_desk$/)
    expect(await refusal(startEmbeddedMongo({ dataDir: deep }))).to.equal('store_in_use')
    await stop()
  })
})
