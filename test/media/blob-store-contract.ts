import { expect } from 'chai'
import { randomBytes } from 'node:crypto'
import type { BlobStore } from '../../src/media/blob-store.ts'
import { hashOf } from '../../src/media/hash.ts'

/** A store that is open for a test, and a look behind it. */
export interface OpenStore {
  /** Two stores on the same place, as two processes have them. */
  store: BlobStore
  another: BlobStore
  /** How many things lie there. */
  count(): Promise<number>
  /** Puts other bytes where this hash lies. */
  spoil(hash: string, bytes: Buffer): Promise<void>
  close(): Promise<void>
}

export const blobOf = (bytes: Buffer) => ({ hash: hashOf(bytes), bytes, contentType: 'image/jpeg' })

export function blobStoreContract(name: string, open: () => Promise<OpenStore>): void {
  describe(`${name} keeps the BlobStore contract`, () => {
    let opened: OpenStore
    beforeEach(async () => {
      opened = await open()
    })
    afterEach(() => opened.close())
    const photo = blobOf(Buffer.from('a photo'))

    it('gives back what it was given', async () => {
      await opened.store.put(photo)
      expect(await opened.another.get(photo.hash)).to.deep.equal(photo.bytes)
      expect(await opened.another.has(photo.hash)).to.equal(true)
    })

    it('knows nothing of what it was not given', async () => {
      expect(await opened.store.get(photo.hash)).to.equal(undefined)
      expect(await opened.store.has(photo.hash)).to.equal(false)
      await opened.store.put(photo)
      expect(await opened.store.has(hashOf(Buffer.from('another')))).to.equal(false)
    })

    it('keeps the same bytes once, also when two processes bring them at once', async () => {
      await Promise.all([opened.store.put(photo), opened.another.put(photo), opened.store.put(photo)])
      await opened.another.put(photo)
      expect(await opened.count()).to.equal(1)
      expect(await opened.store.get(photo.hash)).to.deep.equal(photo.bytes)
    })

    it('keeps the largest film that the platform hands over', async () => {
      const film = blobOf(randomBytes(20 * 1024 * 1024))
      await opened.store.put(film)
      expect((await opened.store.get(film.hash))?.equals(film.bytes)).to.equal(true)
    })

    it('hands out nothing but what lies under its own hash', async () => {
      await opened.store.put(photo)
      await opened.spoil(photo.hash, Buffer.from('half'))
      const failure = await opened.store.get(photo.hash).catch((error: unknown) => error)
      expect(failure).to.include({ code: 'media_damaged' })
    })
  })
}
