import { expect } from 'chai'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { killPrograms, startDeskProgram } from '../launch/support/desk-program.ts'
import { emptyFolder, removeFolders } from '../launch/support/folders.ts'
import { freshCopy, lendPackages } from '../launch/support/fresh-copy.ts'
import { cleanEnv, run } from '../launch/support/run.ts'
import { findCommands, shellBlocks } from './support/commands.ts'
import { readText, REPOSITORY } from './support/sources.ts'

/** Runs a command of a page in a fresh copy, or names the test or script that runs it. */
type Proof = ((command: string, copy: string) => Promise<void>) | { by: string }

const shell = (command: string, cwd: string) => run('bash', ['-c', command], { cwd })

const PROOFS: readonly [command: RegExp, proof: Proof][] = [
  [/^npm start$/, { by: 'test/launch/start.test.ts' }],
  // Only the script itself can be looked at from inside: the suite that runs is the one that it starts.
  [/^npm (test|run check|run format)$/, { by: '.ci/run' }],
  [/^bash \.ci\/run$/, { by: 'test/launch/ci-run.test.ts' }],
  [/^npm run build$/, { by: 'test/launch/dockerfile.test.ts' }],
  [/^docker /, { by: 'test/launch/dockerfile.test.ts' }],
  [
    /understand$/,
    async (command, copy) => {
      const piped = command.startsWith('echo')
      const { code, stdout } = await shell(piped ? command : `${command} </dev/null`, copy)
      expect(code).to.equal(0)
      if (piped)
        expect(JSON.parse(stdout)).to.include({ kind: 'repair', room: '3-2-501', phone: '13800000000' })
      else expect(stdout).to.equal('')
    },
  ],
  [
    /quality/,
    async (command, copy) => {
      const { code, stdout } = await shell(`DATA_DIR=${await emptyFolder('quality-data')} ${command}`, copy)
      expect(code).to.equal(0)
      expect(stdout).to.contain('翠湖花园').and.to.contain('on time')
    },
  ],
  [
    /rehearse/,
    async (command, copy) => {
      const { code, stdout } = await shell(`DATA_DIR=${await emptyFolder('rehearse-data')} ${command}`, copy)
      expect(code).to.equal(0)
      expect(stdout).to.contain('翠湖花园').and.to.contain('No ticket was received')
    },
  ],
  [
    /\badmin\b/,
    async (command, copy) => {
      const { code, stdout } = await shell(`DATA_DIR=${await emptyFolder('admin-data')} ${command}`, copy)
      expect(code).to.equal(0)
      expect(stdout).to.match(/"communities"|^nothing to change$/m)
    },
  ],
  [
    /^WECOM_/,
    async (command, copy) => {
      // With dots in the place of secrets it cannot start, but it must know every variable and miss none.
      const { code, stderr } = await shell(command, copy)
      expect(code).to.equal(1)
      expect(stderr)
        .to.contain('WECOM_TOKEN')
        .and.not.to.match(/is missing|not known here/)
    },
  ],
  [
    /^npm run emulator$/,
    async (_, copy) => {
      const emulator = await startDeskProgram('npm', ['run', 'emulator'], {
        cwd: copy,
        env: { DATA_DIR: await emptyFolder('emulator-data') },
      })
      const answer = await fetch(`${emulator.url}/cgi-bin/gettoken?corpid=nobody&corpsecret=x`)
      expect(await answer.json()).to.have.property('errcode')
    },
  ],
  [
    /^curl -s .*\/api\/v1\/reports/,
    async (command, copy) => {
      const desk = await startDeskProgram(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
        cwd: REPOSITORY,
        env: { DATA_DIR: await emptyFolder('website-data') },
      })
      const { code, stdout } = await shell(command.replace('http://127.0.0.1:3000', desk.url), copy)
      expect(code).to.equal(0)
      expect(JSON.parse(stdout)).to.include({ status: 'waiting', name: '张**', phone: '138****0000' })
    },
  ],
  [
    /^npx mocha /,
    async (command, copy) => {
      const { code, stdout } = await shell(command, copy)
      expect(code).to.equal(0)
      expect(stdout).to.contain('passing')
    },
  ],
]

describe('the commands of the documents', function () {
  this.timeout(120_000)
  let copy: string

  before(async () => {
    copy = await freshCopy('commands')
    await lendPackages(copy)
  })
  afterEach(killPrograms)
  after(removeFolders)

  const commands = new Set(
    ['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md'].map(readText).flatMap(findCommands),
  )
  commands.add('npm run emulator') // docs/sandbox.md; its other commands are the story below

  for (const command of commands) {
    const proof = PROOFS.find(([pattern]) => pattern.test(command))?.[1]
    it(`${command}${typeof proof === 'object' ? ` (run by ${proof.by})` : ''}`, async () => {
      if (proof === undefined) throw new Error('no proof that it works: add one to PROOFS')
      if (typeof proof === 'function') await proof(command, copy)
      else expect(existsSync(join(REPOSITORY, proof.by))).to.equal(true)
    })
  }

  it('the scripts of package.json that the documents name exist', () => {
    const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> }
    const named = [...commands].flatMap((command) => /npm run (?:-s )?([\w:]+)/.exec(command)?.[1] ?? [])
    expect(Object.keys(scripts)).to.include.members(named)
    const checked = scripts.check?.split(' && ').map((part) => part.replace(/^npm (run )?/, ''))
    expect(Object.keys(scripts)).to.include.members(checked ?? ['no script "check"'])
  })

  it('the story of docs/sandbox.md, with curl', async function () {
    const curl = await run('curl', ['--version'], { cwd: REPOSITORY }).catch(() => undefined)
    if (curl === undefined) this.skip()
    const desk = await startDeskProgram(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
      cwd: REPOSITORY,
      env: { DATA_DIR: await emptyFolder('curl-data') },
    })
    const home = await emptyFolder('curl-home')
    await writeFile(join(home, '.curlrc'), 'fail-with-body\n') // else curl calls every answer a success
    const page = readText('docs/sandbox.md').replaceAll('http://127.0.0.1:3000', desk.url)
    const script = ['set -euo pipefail', ...shellBlocks(page)].join('\n')
    const { code, stdout, stderr } = await run('bash', ['-c', script], {
      cwd: home,
      env: cleanEnv({ CURL_HOME: home }),
    })
    expect(code, stdout + stderr).to.equal(0)
    const digest = stdout.trimEnd().split('}').at(-1) ?? ''
    expect(digest).to.contain('周审').and.to.contain('厨房漏水').and.to.contain('已关闭')
  })
})
