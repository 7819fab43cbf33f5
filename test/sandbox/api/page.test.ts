import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { request } from 'node:http'
import { expect } from 'chai'
import { createPageMiddleware } from '../../../src/sandbox/api/page.ts'
import { startSandbox, type SandboxServer } from './sandbox-server.ts'

describe('sandbox page', () => {
  let folder: string
  let sandbox: SandboxServer
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'page-'))
    mkdirSync(join(folder, 'page', 'assets'), { recursive: true })
    writeFileSync(join(folder, 'secret.txt'), 'secret')
    writeFileSync(join(folder, 'page', 'index.html'), '<title>物业服务台</title>')
    writeFileSync(join(folder, 'page', 'assets', 'index-1.js'), 'export {}')
    sandbox = await startSandbox({}, [createPageMiddleware({ folder: join(folder, 'page') })])
  })
  after(async () => {
    await sandbox.close()
    rmSync(folder, { recursive: true })
  })

  it('serves the page fresh and its assets for ever', async () => {
    const page = await fetch(`${sandbox.url}/sandbox/`)
    expect(page.headers.get('content-type')).to.equal('text/html; charset=utf-8')
    expect(page.headers.get('cache-control')).to.equal('no-cache')
    expect(page.headers.get('content-security-policy')).to.match(/default-src 'self'/)
    expect(await page.text()).to.equal('<title>物业服务台</title>')
    const asset = await fetch(`${sandbox.url}/sandbox/assets/index-1.js`)
    expect(asset.headers.get('content-type')).to.equal('text/javascript; charset=utf-8')
    expect(asset.headers.get('cache-control')).to.match(/immutable/)
  })

  for (const path of ['/', '/sandbox']) {
    it(`sends ${path} to the page`, async () => {
      const answer = await fetch(`${sandbox.url}${path}`, { redirect: 'manual' })
      expect([answer.status, answer.headers.get('location')]).to.deep.equal([302, '/sandbox/'])
    })
  }

  for (const path of [
    '/sandbox/../secret.txt',
    '/sandbox/..%2fsecret.txt',
    '/sandbox/assets',
    '/sandbox/none.js',
  ]) {
    it(`has no ${path}`, async () => {
      // fetch would tidy the path up before sending it.
      const status = await new Promise((resolve, reject) => {
        request(sandbox.url, { path }, (res) => resolve(res.resume().statusCode))
          .on('error', reject)
          .end()
      })
      expect(status).to.equal(404)
    })
  }

  it('refuses writing to it', async () => {
    expect((await fetch(`${sandbox.url}/sandbox/`, { method: 'POST' })).status).to.equal(405)
  })

  it('lets the API through', async () => {
    expect(await sandbox.get('/people')).to.have.property('status', 200)
  })

  for (const [name, path] of [
    ['that does not exist', 'nowhere'],
    ['without a page', 'page/assets'],
  ] as const) {
    it(`says page_not_built for a folder ${name}`, () => {
      expect(() => createPageMiddleware({ folder: join(folder, path) }))
        .to.throw()
        .with.property('code', 'page_not_built')
    })
  }
})
