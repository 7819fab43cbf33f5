import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { isPageFresh } from '../../../src/sandbox/page/build.ts'

describe('the built page', () => {
  let dir: string
  const touch = (path: string, seconds: number): void => utimesSync(join(dir, path), seconds, seconds)
  const write = (path: string, seconds: number): void => {
    writeFileSync(join(dir, path), '')
    touch(path, seconds)
  }
  const fresh = (): boolean => isPageFresh(join(dir, 'src'), join(dir, 'built'))

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'build-'))
    for (const folder of ['src', 'src/components', 'built']) mkdirSync(join(dir, folder))
    write('src/index.html', 100)
    write('src/components/Card.vue', 100)
    touch('src/components', 100)
    touch('src', 100)
    write('built/index.html', 200)
  })
  afterEach(() => rmSync(dir, { recursive: true }))

  it('is fresh when nothing is newer', () => {
    expect(fresh()).to.be.true
  })

  it('is stale when a file deep inside is newer, or one was taken away', () => {
    touch('src/components/Card.vue', 300)
    expect(fresh()).to.be.false
    touch('src/components/Card.vue', 100)
    for (const folder of ['src/components', 'src']) {
      touch(folder, 300)
      expect(fresh()).to.be.false
      touch(folder, 100)
    }
  })

  it('is stale when it was never built', () => {
    rmSync(join(dir, 'built/index.html'))
    expect(fresh()).to.be.false
  })

  it('is fresh where the sources were not shipped', () => {
    rmSync(join(dir, 'src'), { recursive: true })
    expect(fresh()).to.be.true
  })
})
