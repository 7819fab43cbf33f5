import { expect } from 'chai'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startProcess, type DeskProcess } from '../support/desk-process.ts'
import { createSandboxClient, type SandboxClient } from '../support/sandbox-client.ts'

const REPORT = '3栋2单元501 张女士 13800000000 厨房漏水'

/** A port that was free a moment ago: the platform must know the desk's address before the desk runs. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** The sample configuration with days turned into seconds: this desk's clock is the machine's, nobody can move it. */
async function hastyConfig(folder: string): Promise<string> {
  const configDir = join(folder, 'config')
  await cp('config', configDir, { recursive: true })
  const path = join(configDir, 'policy.json')
  const policy = (await readFile(path, 'utf8'))
    .replaceAll('"P2D"', '"PT4S"')
    .replaceAll('"P7D"', '"PT9S"')
    .replaceAll('"PT15S"', '"PT1S"')
  await writeFile(path, policy)
  return configDir
}

describe('against a foreign stand-in for WeCom, in processes of their own', function () {
  this.timeout(120_000)
  let folder: string
  let platform: DeskProcess
  let desk: DeskProcess
  let phones: SandboxClient
  let startDesk: () => Promise<DeskProcess>

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'desk-foreign-'))
    const CONFIG_DIR = await hastyConfig(folder)
    const port = await freePort()
    const LOG_LEVEL = process.env.LOG_LEVEL ?? 'error'
    platform = await startProcess('src/sandbox/wecom/main.ts', {
      PORT: '0',
      CONFIG_DIR,
      DATA_DIR: join(folder, 'platform'),
      WEBHOOK_URL: `http://127.0.0.1:${String(port)}/wecom/callback`,
      LOG_LEVEL,
    })
    const printed = [...platform.output().matchAll(/^(WECOM_\w+)=(.*)$/gmu)]
    const credentials: NodeJS.ProcessEnv = {}
    for (const [, name = '', value] of printed) credentials[name] = value
    startDesk = () =>
      startProcess('src/main.ts', {
        ...credentials,
        PORT: String(port),
        HOST: '127.0.0.1',
        CONFIG_DIR,
        DATA_DIR: join(folder, 'desk'),
        LOG_LEVEL,
      })
    desk = await startDesk()
    phones = createSandboxClient(platform.url)
    await eventually(async () => (await fetch(`${desk.url}/readyz`)).status === 200)
    // The platform verifies the desk's address again and again until it answers.
    await sleep(1500)
  })

  after(async () => {
    await desk.stop()
    await platform.stop()
    await rm(folder, { recursive: true, force: true })
  })

  async function eventually(holds: () => Promise<boolean>, withinMs = 20_000): Promise<void> {
    const end = Date.now() + withinMs
    while (!(await holds().catch(() => false))) {
      if (Date.now() > end)
        throw new Error(`did not happen within ${String(withinMs)} ms: ${holds.toString()}`)
      await sleep(100)
    }
  }
  const has = (userId: string, button: string) => () => phones.cardWith(userId, button).then(() => true)

  it('has no sandbox of its own', async () => {
    expect((await fetch(`${desk.url}/sandbox/api/people`)).status).to.equal(404)
  })

  it('REC-4.5 serves message, card and acceptance unchanged', async () => {
    const onDuty = (await phones.people()).members.filter(
      ({ roles, onDuty: duty }) => duty && roles.includes('front_desk'),
    )
    await phones.says('ZhaoQiang', REPORT)
    for (const { userId } of onDuty) await eventually(has(userId, '接单'))
    const [first, second] = onDuty.map(({ userId }) => userId)
    const { id, key, card } = await phones.cardWith(first!, '接单')
    await phones.taps(first!, id, key)
    await eventually(has(first!, '完成'))
    await eventually(async () =>
      (await phones.inbox(second!)).some(
        (message) => message.card?.title === card.title && (message.card.replacedBy ?? '').endsWith('已接单'),
      ),
    )
  })

  it('REC-4.7 and REC-4.8 escalate by the machine’s clock, across a kill -9', async () => {
    await desk.kill()
    desk = await startDesk()
    await eventually(has('SunLi', '接手'))
    await eventually(has('HeZhiyuan', '关闭并说明原因'))
    const { groups } = await phones.people()
    const notices = await phones.group(groups[0]!.chatId)
    expect(notices.filter(({ text }) => text.includes('客服主管负责'))).to.have.length.of.at.least(1)
  })

  it('REC-4.8b closes with a reason', async () => {
    const { id, key } = await phones.cardWith('HeZhiyuan', '关闭并说明原因')
    await phones.taps('HeZhiyuan', id, key)
    await eventually(async () =>
      (await phones.inbox('HeZhiyuan')).some(({ text }) => text.includes('请直接回复无法处理的原因')),
    )
    await phones.says('HeZhiyuan', '属业主自有管道')
    await eventually(async () =>
      (await phones.inbox('ZhaoQiang')).some(({ text }) => text.includes('原因：属业主自有管道')),
    )
  })
})
