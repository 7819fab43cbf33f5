import { expect } from 'chai'
import { chmod, cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { emptyFolder, removeFolders, REPOSITORY } from './support/folders.ts'
import { cleanEnv, run, type Ended } from './support/run.ts'

/** Stands in for npm: writes down how it was called and installs the two packages of the project below. */
const FAKE_NPM = `
const { mkdirSync, writeFileSync, readFileSync } = require('node:fs')
writeFileSync('npm-was-called.json', JSON.stringify({ args: process.argv.slice(2), nodeEnv: process.env.NODE_ENV }))
if (process.env.FAKE_NPM_STATUS) process.exit(Number(process.env.FAKE_NPM_STATUS))
console.log('npm talks on stdout')
for (const name of ['alpha', 'beta']) {
  mkdirSync('node_modules/' + name, { recursive: true })
  writeFileSync('node_modules/' + name + '/package.json', '{}')
}
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
delete packages['']
delete packages['node_modules/other-platform']
writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }))
`

const LOCK = {
  packages: {
    '': { name: 'project' },
    'node_modules/alpha': { version: '1.0.0' },
    'node_modules/beta': { version: '2.0.0', dev: true },
    'node_modules/other-platform': { version: '3.0.0', optional: true },
  },
}

describe('installing what is missing', () => {
  let project: string

  beforeEach(async () => {
    project = await emptyFolder('bootstrap')
    await cp(join(REPOSITORY, 'src/bootstrap'), join(project, 'src/bootstrap'), { recursive: true })
    await writeJson('package.json', { type: 'module', engines: { node: '>=20.19' } })
    await writeJson('package-lock.json', LOCK)
    await mkdir(join(project, 'bin'))
    await mkdir(join(project, 'fake'))
    await writeJson('fake/package.json', { type: 'commonjs' })
    await writeFile(join(project, 'fake/npm-cli.js'), FAKE_NPM)
    await writeFile(
      join(project, 'bin/npm'),
      `#!/bin/sh\nexec "${process.execPath}" "${join(project, 'fake/npm-cli.js')}" "$@"\n`,
    )
    await chmod(join(project, 'bin/npm'), 0o755)
  })
  after(removeFolders)

  const writeJson = (name: string, value: unknown) => writeFile(join(project, name), JSON.stringify(value))

  function prepare(env: Record<string, string | undefined> = {}): Promise<Ended> {
    const path = `${join(project, 'bin')}${delimiter}${process.env.PATH ?? ''}`
    return run(process.execPath, ['src/bootstrap/install-missing.js'], {
      cwd: project,
      env: cleanEnv({ PATH: path, ...env }),
    })
  }

  async function npmCall(): Promise<{ args: string[]; nodeEnv?: string } | undefined> {
    try {
      const text = await readFile(join(project, 'npm-was-called.json'), 'utf8')
      await rm(join(project, 'npm-was-called.json'))
      return JSON.parse(text) as { args: string[] }
    } catch {
      return undefined
    }
  }

  it('installs in a fresh clone, keeps stdout clean, and does nothing the second time', async () => {
    const first = await prepare()
    expect(first).to.include({ code: 0, stdout: '' })
    expect(first.stderr).to.contain('Installing what is missing')
    expect((await npmCall())?.args[0]).to.equal('ci')

    expect(await prepare()).to.deep.equal({ code: 0, stdout: '', stderr: '' })
    expect(await npmCall()).to.equal(undefined)
  })

  it('asks for the development tools although NODE_ENV=production leaves them out', async () => {
    expect((await prepare({ NODE_ENV: 'production' })).code).to.equal(0)
    const call = await npmCall()
    expect(call?.nodeEnv).to.equal('production')
    expect(call?.args).to.include('--include=dev')
  })

  const damages: [what: string, damage: () => Promise<unknown>][] = [
    ['an installation that was broken off', () => rm(join(project, 'node_modules/.package-lock.json'))],
    [
      'a list of packages cut off in the middle',
      () => writeFile(join(project, 'node_modules/.package-lock.json'), '{"packages":{"node_mod'),
    ],
    ['a package whose folder is gone', () => rm(join(project, 'node_modules/alpha'), { recursive: true })],
    ['a package whose folder is empty', () => rm(join(project, 'node_modules/beta/package.json'))],
    [
      'an installation without the development tools',
      () =>
        writeJson('node_modules/.package-lock.json', {
          packages: { 'node_modules/alpha': { version: '1.0.0' } },
        }),
    ],
    [
      'a lock file that asks for another version',
      () =>
        writeJson('package-lock.json', {
          packages: { ...LOCK.packages, 'node_modules/alpha': { version: '1.0.1' } },
        }),
    ],
  ]
  for (const [what, damage] of damages) {
    it(`mends ${what}`, async () => {
      await prepare()
      await npmCall()
      await damage()
      expect((await prepare()).code).to.equal(0)
      expect((await npmCall())?.args[0]).to.equal('ci')
      await prepare()
      expect(await npmCall()).to.equal(undefined)
    })
  }

  it('leaves an installation alone that is only older than the lock file', async () => {
    await prepare()
    await npmCall()
    await writeJson('package-lock.json', LOCK) // a fresh checkout gives every file a new time
    expect((await prepare()).code).to.equal(0)
    expect(await npmCall()).to.equal(undefined)
  })

  it('never installs through a link, which would empty the folder of somebody else', async () => {
    await mkdir(join(project, 'elsewhere/alpha'), { recursive: true })
    await writeJson('elsewhere/alpha/package.json', {})
    await symlink(join(project, 'elsewhere'), join(project, 'node_modules'), 'dir')
    const ended = await prepare()
    expect(ended).to.include({ code: 0, stdout: '' })
    expect(ended.stderr.trim().split('\n')).to.have.length(1)
    expect(ended.stderr).to.contain('node_modules is a link')
    expect(await npmCall()).to.equal(undefined)
    expect(await readFile(join(project, 'elsewhere/alpha/package.json'), 'utf8')).to.equal('{}')
  })

  it('uses the npm that runs it, found by its name or not', async () => {
    const noNpm = await emptyFolder('empty-path')
    const ended = await prepare({ PATH: noNpm, npm_execpath: join(project, 'fake/npm-cli.js') })
    expect(ended).to.include({ code: 0, stdout: '' })
    expect((await npmCall())?.args[0]).to.equal('ci')
  })

  it('says so when npm is missing', async () => {
    const onlyNode = await emptyFolder('only-node')
    await symlink(process.execPath, join(onlyNode, 'node'))
    const ended = await prepare({ PATH: onlyNode })
    expect(ended.code).to.equal(1)
    expect(ended.stderr).to.contain('npm was not found')
    expect(ended.stderr).not.to.contain(dirname(process.execPath)) // no stack trace
  })

  it('ends with the status of an npm that failed', async () => {
    const ended = await prepare({ FAKE_NPM_STATUS: '7' })
    expect(ended.code).to.equal(7)
    expect(ended.stderr).to.contain('could not be installed')
  })

  it('refuses a Node that is too old before anything else', async () => {
    await writeJson('package.json', { type: 'module', engines: { node: '>=999.1' } })
    const ended = await prepare()
    expect(ended.code).to.equal(1)
    expect(ended.stderr).to.contain('Node >=999.1 is needed')
    expect(await npmCall()).to.equal(undefined)
  })

  const versions: [version: string, range: string, enough: boolean][] = [
    ['20.19.0', '>=20.19', true],
    ['20.18.3', '>=20.19', false],
    ['20.20.2', '>=20.19', true],
    ['22.0.0', '>=20.19', true],
    ['18.99.9', '>=20.19', false],
    ['9.0.0', '>=20.19', false],
    ['20.19.0', '>=20.19.1', false],
  ]
  for (const [version, range, enough] of versions) {
    it(`takes Node ${version} as ${enough ? 'new enough' : 'too old'} for ${range}`, async () => {
      const script = `import { isNodeNewEnough } from './src/bootstrap/node-version.js'
        process.stdout.write(String(isNodeNewEnough('${version}', '${range}')))`
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: project })
      expect(stdout).to.equal(String(enough))
    })
  }
})
