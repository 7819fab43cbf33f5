import { expect } from 'chai'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFolderStore } from '../../src/media/folder-store.ts'
import { blobOf, blobStoreContract, type OpenStore } from './blob-store-contract.ts'

async function open(): Promise<OpenStore & { dataDir: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'desk-media-'))
  return {
    dataDir,
    store: createFolderStore(dataDir),
    another: createFolderStore(dataDir),
    count: async () => (await readdir(join(dataDir, 'media'))).length,
    spoil: (hash, bytes) => writeFile(join(dataDir, 'media', hash), bytes),
    close: () => rm(dataDir, { recursive: true, force: true }),
  }
}

blobStoreContract('the media folder', open)

describe('the media folder', () => {
  it('says that it can be tried again when the disk refuses, and leaves no draft', async () => {
    const opened = await open()
    const { dataDir, store } = opened
    const photo = blobOf(Buffer.from('a photo'))
    await writeFile(join(dataDir, 'media'), 'no folder')
    const failure = await store.put(photo).catch((error: unknown) => error)
    expect(failure).to.include({ code: 'media_store_away', retryable: true })
    expect(await readdir(dataDir)).to.deep.equal(['media'])
    await opened.close()
  })
})
