import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { administer } from '../../src/administration/administer.ts'
import { readOrder } from '../../src/administration/arguments.ts'
import { tellDifferences } from '../../src/administration/differences.ts'
import { codeOf } from '../../src/errors.ts'
import { ConfigError } from '../../src/config/index.ts'
import { createDirectory, createLiveDirectory } from '../../src/directory/index.ts'
import { MONDAY_10, sampleConfig, samplePolicy } from '../support/builders.ts'
import { createMemoryAdministration } from '../support/memory-directory.ts'

const { communities } = sampleConfig
const cuihu = communities[0]!
const file = (...changed: object[]) => JSON.stringify({ communities: changed })
const onlyChange = (change: object) => JSON.stringify({ changes: [change] })

describe('communities changed by file', () => {
  const live = createLiveDirectory(createDirectory(communities, sampleConfig.holidays))
  const administration = () => createMemoryAdministration(live)

  it('shows each difference, and changes nothing until it is applied', async () => {
    const book = administration()
    const text = file({ ...cuihu, name: '翠湖新园' })
    const run = (what: 'check' | 'apply') => administer(what, text, samplePolicy, book, MONDAY_10)
    expect(await run('check')).to.equal('cuihu name: "翠湖花园" → "翠湖新园"\n1 change(s), not applied')
    expect(book.audit()).to.deep.equal([])
    expect(await run('apply')).to.include('1 change(s) applied')
    expect(live.communities()[0]?.name).to.equal('翠湖新园')
    expect(book.audit()[0]?.by).to.deep.equal({ userId: 'file', name: '配置文件' })
    expect(await run('apply')).to.equal('nothing to change')
    expect(book.audit()).to.have.length(1)
  })

  it('a number is changed by itself, also by its path, and taken back by null', async () => {
    const book = administration()
    const policy = { idle: { normal: { times: 5 } } }
    await administer('apply', file({ ...cuihu, policy }), samplePolicy, book, MONDAY_10)
    expect(book.audit()[0]?.change).to.deep.include({ kind: 'set_policy', path: ['idle'] })
    const change = { kind: 'set_policy', communityId: 'cuihu', path: ['idle', 'normal', 'times'] }
    const run = (value: unknown) =>
      administer('apply', onlyChange({ ...change, value }), samplePolicy, book, MONDAY_10)
    expect(await run(6)).to.include('cuihu policy.idle.normal.times: 5 → 6')
    expect(live.communities()[0]?.policy).to.deep.equal({ idle: { normal: { times: 6 } } })
    await run(null)
    expect(live.communities()[0]?.policy).to.deep.equal({})
  })

  const policyChange = (path: string[], value: unknown) =>
    onlyChange({ kind: 'set_policy', communityId: 'cuihu', path, value })
  for (const [name, text, problem] of [
    ['no JSON', '{', /is no JSON/],
    ['an empty file', '', /is no JSON/],
    ['a list', '[]', /expected object/],
    ['an unknown key', file({ ...cuihu, nmae: 'x' }), /communities\[0\]\.nmae: is not known here/],
    [
      'a negative duration',
      file({ ...cuihu, policy: { idle: { normal: { first: '-PT1H' } } } }),
      /communities\[0\]\.policy\.idle\.normal\.first: /,
    ],
    ['a negative duration by path', policyChange(['idle', 'normal', 'first'], '-PT1H'), /cuihu\.?.*idle/],
    ['an unknown rule by path', policyChange(['REC-9.9'], 1), /REC-9\.9.*is not known here/],
    ['the engine by path', policyChange(['engine', 'batchSize'], 1), /changes\[0\]\.path: is set for all/],
    ['a prototype by path', policyChange(['__proto__', 'x'], 1), /is not known here/],
    [
      'no value',
      onlyChange({ kind: 'set_policy', communityId: 'cuihu', path: ['idle'] }),
      /value: is missing/,
    ],
    ['a change of another kind', onlyChange({ kind: 'drop' }), /changes\[0\]\.kind/],
    [
      'an unknown community',
      onlyChange({ kind: 'remove_member', communityId: 'x', userId: 'A' }),
      /no community x/,
    ],
    [
      'nobody at the front desk',
      file({ ...cuihu, members: cuihu.members.slice(4) }),
      /is not a member of cuihu/,
    ],
    ['a community twice', file(cuihu, cuihu), /cuihu is given twice/],
  ] as const) {
    it(`${name} is refused with its place, and nothing is changed`, async () => {
      const book = administration()
      const problems: readonly string[] = await administer('apply', text, samplePolicy, book, MONDAY_10).then(
        () => [],
        (error: unknown) => (error instanceof ConfigError ? error.problems : [codeOf(error)]),
      )
      expect(problems.join('\n')).to.match(problem)
      expect(book.audit()).to.deep.equal([])
    })
  }

  it('does not print the key of a robot', () => {
    const lines = tellDifferences(
      { groups: [{ robot: { key: 'a' } }] },
      { groups: [{ robot: { key: 'b' } }] },
    )
    expect(lines).to.deep.equal(['groups[0].robot.key: changed'])
  })

  it('reads its orders strictly', () => {
    expect(readOrder(['export'])).to.deep.equal({ order: { do: 'export' } })
    expect(readOrder(['apply', '-'])).to.deep.equal({ order: { do: 'apply', file: '-' } })
    for (const words of [[], ['drop'], ['check'], ['export', 'x'], ['apply', 'a', 'b'], ['check', '--all']])
      expect(readOrder(words), words.join(' ')).to.have.property('problems').that.is.not.empty
  })
})

describe('npm run admin', function () {
  this.timeout(60_000)
  it('exports what it has applied, and refuses what is wrong', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'desk-admin-'))
    const run = (...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
      new Promise((resolve) => {
        const { PATH, HOME } = process.env
        const command = ['--import', 'tsx', 'src/administration/main.ts', ...args]
        execFile(
          process.execPath,
          command,
          { env: { PATH, HOME, DATA_DIR: dataDir } },
          (error, stdout, stderr) => {
            resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr })
          },
        )
      })
    try {
      const path = join(dataDir, 'wanted.json')
      await writeFile(
        path,
        (await readFile('config/communities.json', 'utf8')).replace('翠湖花园服务群', '服务群'),
      )
      expect((await run('apply', path)).stdout).to.include('groups[0].name: "翠湖花园服务群" → "服务群"')
      const { code, stdout } = await run('export')
      expect(code).to.equal(0)
      expect(stdout).to.include('"name": "服务群"')
      const wrong = await run('check', join(dataDir, 'missing.json'))
      expect(wrong.code).to.equal(1)
      expect(wrong.stderr).to.include('ENOENT')
    } finally {
      await rm(dataDir, { recursive: true, force: true })
    }
  })
})
