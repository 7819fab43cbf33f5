import { expect } from 'chai'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { emptyFolder, removeFolders } from './support/folders.ts'
import { freshCopy, lendPackages } from './support/fresh-copy.ts'
import { killPrograms, startDeskProgram } from './support/desk-program.ts'
import { cleanEnv, run } from './support/run.ts'

interface Shown {
  messages: {
    text: string
    card?: { taskId: string; buttons: { key: string }[]; replacedBy?: string | null }
  }[]
}

describe('npm start', function () {
  this.timeout(180_000)
  let copy: string
  let dataDir: string

  before(async () => {
    copy = await freshCopy('start')
    await lendPackages(copy)
    dataDir = await emptyFolder('start-data')
  })
  afterEach(killPrograms)
  after(removeFolders)

  const getJson = async <T>(url: string): Promise<T> => (await fetch(url)).json() as Promise<T>
  const post = (url: string, body: unknown) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  it('gets ready in a fresh copy, serves, remembers over a stop, and ends cleanly', async () => {
    const first = await startDeskProgram('npm', ['start'], { cwd: copy, env: { DATA_DIR: dataDir } })
    expect(first.spoken.trimEnd().split('\n').at(-1)).to.equal(`ready ${first.url}`)
    expect(first.url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/)
    for (const path of ['/healthz', '/readyz', '/metrics', '/sandbox/'])
      expect((await fetch(first.url + path)).status, path).to.equal(200)

    const said = await post(`${first.url}/sandbox/api/members/ZhangWei/messages`, {
      type: 'text',
      content: '3栋2单元501 张女士 13800000000 厨房漏水',
    })
    expect(said.status).to.equal(200)
    const before = await frontDeskCards(first.url)
    expect(before).to.have.lengthOf(1)
    expect(await first.stop('SIGTERM')).to.include({ code: 0 })

    const second = await startDeskProgram('npm', ['start'], { cwd: copy, env: { DATA_DIR: dataDir } })
    const after = await frontDeskCards(second.url)
    expect(after).to.deep.equal(before)
    const [card] = after
    const inbox = `${second.url}/sandbox/api/members/${card?.userId ?? ''}`
    const tapped = await post(`${inbox}/cards/${card?.taskId ?? ''}/click`, { key: 'card:take' })
    expect(tapped.status).to.equal(200)
    const { messages } = await getJson<Shown>(`${inbox}/inbox`)
    expect(messages.map(({ card: shown }) => shown?.replacedBy ?? '').join()).to.contain('已接单')
    expect(await second.interrupt()).to.include({ code: 0 })
  })

  /** The intake card on the phones of the front desk on duty, of one of them. */
  async function frontDeskCards(url: string): Promise<{ userId: string; taskId: string }[]> {
    const { members } = await getJson<{ members: { userId: string; roles: string[]; onDuty: boolean }[] }>(
      `${url}/sandbox/api/people`,
    )
    const desk = members.find(({ roles, onDuty }) => onDuty && roles.includes('front_desk'))
    expect(desk, 'somebody at the front desk').not.to.equal(undefined)
    const userId = desk?.userId ?? ''
    const { messages } = await getJson<Shown>(`${url}/sandbox/api/members/${userId}/inbox`)
    return messages.flatMap(({ card }) => (card === undefined ? [] : [{ userId, taskId: card.taskId }]))
  }

  it('lists every problem of the configuration at once and ends with 1', async () => {
    const configDir = await emptyFolder('start-config')
    await writeFile(join(configDir, 'policy.json'), '{"REC-4.7":{"after":"soon"}}')
    const ended = await run('npm', ['start'], {
      cwd: copy,
      env: cleanEnv({
        PORT: 'eighty',
        MONGODB_URI: 'localhost',
        LOG_LEVEL: 'loud',
        WECOM_TOKEN: 'only one of them',
        CONFIG_DIR: configDir,
      }),
    })
    expect(ended.code).to.equal(1)
    const expected = ['PORT', 'MONGODB_URI', 'LOG_LEVEL', 'WECOM_CORP_ID', 'policy.json', 'communities.json']
    for (const name of expected) expect(ended.stderr).to.contain(name)
    expect(ended.stderr).not.to.match(/^\s+at /m)
    expect(ended.stdout).not.to.match(/^ready /m)
  })

  it('ends with 1 when its port is taken, and says so in the log', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const ended = await run('npm', ['start'], {
      cwd: copy,
      env: cleanEnv({ PORT: String(port), DATA_DIR: await emptyFolder('start-taken') }),
    })
    other.close()
    expect(ended.code).to.equal(1)
    expect(ended.stdout)
      .to.contain('EADDRINUSE')
      .and.not.to.match(/^ready /m)
  })
})
