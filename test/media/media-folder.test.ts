import { expect } from 'chai'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMediaFolder } from '../../src/media/media-folder.ts'

describe('the media folder', () => {
  let dataDir: string
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'desk-media-'))
  })
  afterEach(() => rm(dataDir, { recursive: true, force: true }))

  const folderOf = (bytes: Buffer) =>
    createMediaFolder(dataDir, { downloadMedia: () => Promise.resolve({ bytes, contentType: 'image/jpeg' }) })
  const files = () => readdir(join(dataDir, 'media'))

  it('keeps the bytes under their hash', async () => {
    const bytes = Buffer.from('a photo')
    const hash = createHash('sha256').update(bytes).digest('hex')
    expect(await folderOf(bytes).keep('media1')).to.deep.equal({ hash, contentType: 'image/jpeg', bytes: 7 })
    expect(await files()).to.deep.equal([hash])
    expect(await readFile(join(dataDir, 'media', hash), 'utf8')).to.equal('a photo')
  })

  it('keeps the same bytes once, also at once and under another media id', async () => {
    const folder = folderOf(Buffer.from('a photo'))
    await Promise.all([folder.keep('media1'), folder.keep('media1'), folder.keep('media2')])
    expect(await files()).to.have.length(1)
  })

  it('keeps an empty file, too', async () => {
    expect(await folderOf(Buffer.alloc(0)).keep('m')).to.include({ bytes: 0 })
  })

  it('leaves nothing behind when the download fails', async () => {
    const folder = createMediaFolder(dataDir, {
      downloadMedia: () => Promise.reject(new Error('platform away')),
    })
    let failed = false
    await folder.keep('media1').catch(() => (failed = true))
    expect(failed).to.equal(true)
    expect(await readdir(dataDir)).to.deep.equal([])
  })
})
