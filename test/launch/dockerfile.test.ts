import { expect } from 'chai'
import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildImage, type Image } from './support/build-image.ts'
import { killPrograms, startDeskProgram } from './support/desk-program.ts'
import { fillIn, parseDockerfile, parseEnv, parseExecForm } from './support/dockerfile.ts'
import { removeFolders, REPOSITORY } from './support/folders.ts'
import { freshCopy } from './support/fresh-copy.ts'
import { cleanEnv, run } from './support/run.ts'

describe('reading a Dockerfile', () => {
  it('knows stages, variables, flags, comments and lines that go on', () => {
    const stages = parseDockerfile(
      'ARG V=1\n# a comment\nFROM node:${V}-slim AS one\nRUN a && \\\n  b\n\nFROM x\nCOPY --from=one --chown=n:n /a ./b\n',
    )
    expect(stages).to.deep.equal([
      { base: 'node:1-slim', name: 'one', instructions: [{ name: 'RUN', flags: {}, rest: 'a && b' }] },
      {
        base: 'x',
        name: undefined,
        instructions: [{ name: 'COPY', flags: { from: 'one', chown: 'n:n' }, rest: '/a ./b' }],
      },
    ])
    expect(parseEnv('A=1 B=c=d')).to.deep.equal({ A: '1', B: 'c=d' })
    expect(parseExecForm('CMD ["node", "-e", "a b"]')).to.deep.equal(['node', '-e', 'a b'])
  })

  it('refuses what it cannot read', () => {
    expect(() => parseDockerfile('RUN a')).to.throw('before any FROM')
    expect(() => fillIn('$A', {})).to.throw('no such variable')
    expect(() => parseExecForm('CMD node main.js')).to.throw()
  })
})

describe('the Dockerfile', function () {
  this.timeout(300_000)
  let image: Image

  before('runs its steps in clean folders', async () => {
    image = await buildImage(await freshCopy('dockerfile'))
  })
  afterEach(killPrograms)
  after(removeFolders)

  const inside = (path: string) => join(image.root, path)

  it('leaves in the image what runs and nothing that only builds or tests', () => {
    expect(readdirSync(inside('app')).sort()).to.deep.equal([
      'LICENSE',
      'config',
      'dist',
      'node_modules',
      'package.json',
    ])
    for (const tool of ['typescript', 'vite', 'mocha', 'tsx', 'eslint', 'playwright-core', 'vue'])
      expect(existsSync(inside(`app/node_modules/${tool}`)), tool).to.equal(false)
    expect(readdirSync(inside('data'))).to.deep.equal([])
  })

  it('runs the desk as an ordinary user with its data in a volume', async () => {
    const text = await readFile(join(REPOSITORY, 'Dockerfile'), 'utf8')
    expect(image.user).to.equal('node')
    expect(image.env).to.include({ NODE_ENV: 'production', HOST: '0.0.0.0', DATA_DIR: '/data' })
    expect(text).to.match(/^VOLUME \/data$/m)
  })

  it('starts as a sandbox without Vite or TypeScript, passes its health check, stops on SIGTERM', async () => {
    const [program = '', ...args] = image.command
    expect(program).to.equal('node')
    const env = { ...image.env, HOST: '127.0.0.1', PORT: '0', DATA_DIR: inside('data') }
    const desk = await startDeskProgram(process.execPath, args, { cwd: inside(image.workdir), env })
    expect((await fetch(`${desk.url}/healthz`)).status).to.equal(200)
    expect((await fetch(`${desk.url}/readyz`)).status).to.equal(200)
    const page = await (await fetch(`${desk.url}/sandbox/`)).text()
    const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(page)?.[1]
    expect((await fetch(`${desk.url}/sandbox/${script ?? 'no script in the page'}`)).status).to.equal(200)

    expect(await checkHealth(new URL(desk.url).port)).to.include({ code: 0 })
    expect(await desk.stop('SIGTERM')).to.include({ code: 0 })
    expect(await checkHealth(new URL(desk.url).port)).to.include({ code: 1 })
  })

  function checkHealth(port: string) {
    const [, ...args] = image.healthcheck
    return run(process.execPath, args, { cwd: image.root, env: cleanEnv({ ...image.env, PORT: port }) })
  }

  it('is the image that compose.yaml runs, with the variables that the desk knows', async () => {
    const compose = await readFile(join(REPOSITORY, 'compose.yaml'), 'utf8')
    expect(compose).to.match(/^ {4}build: \.$/m)
    const variables = [...compose.matchAll(/^ {6}([A-Z][A-Z_]+):/gm)].map(([, name]) => name ?? '')
    const known = await readFile(join(REPOSITORY, 'src/config/env.ts'), 'utf8')
    expect(variables).to.include.members(['MONGODB_URI', 'REDIS_URL', 'WECOM_SECRET'])
    for (const name of variables) expect(known, name).to.contain(`${name}:`)
  })
})
