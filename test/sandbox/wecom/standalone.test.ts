import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect } from 'chai'
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/wecom/index.ts'
import { startBot, type Bot } from './support/bot.ts'
import type { Json } from './support/stage.ts'

interface Program {
  child: ChildProcess
  lines: string[]
  url: string
}

describe('npm run emulator: a WeCom of its own', function () {
  this.timeout(60_000)
  let dataDir: string
  let bot: Bot | undefined
  const running = new Set<ChildProcess>()

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'emulator-'))
  })
  afterEach(async () => {
    for (const child of running) child.kill('SIGKILL')
    running.clear()
    await bot?.close()
    bot = undefined
    rmSync(dataDir, { recursive: true, force: true })
  })

  function launch(env: Record<string, string>): ChildProcess {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/sandbox/wecom/main.ts'], {
      env: { PATH: process.env.PATH ?? '', PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    running.add(child)
    return child
  }

  async function start(env: Record<string, string> = {}): Promise<Program> {
    const child = launch(env)
    const lines: string[] = []
    for await (const line of createInterface({ input: child.stdout! })) {
      lines.push(line)
      const url = /^ready (.+)$/.exec(line)?.[1]
      if (url !== undefined) return { child, lines, url }
    }
    throw new Error('the emulator ended before it was ready')
  }

  const ask = async (address: string, body?: unknown): Promise<Json> => {
    const init =
      body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    return (await (await fetch(address, init)).json()) as Json
  }

  it('prints what a bot needs, waits for the bot, serves its calls and the phones, and stops cleanly', async () => {
    const port = await freePort()
    const emulator = await start({ WEBHOOK_URL: `http://127.0.0.1:${port}/hook` })
    expect(emulator.lines.at(-1)).to.equal(`ready ${emulator.url}`)
    expect(emulator.lines).to.include(`WECOM_API_BASE=${emulator.url}`).and.include('WECOM_AGENT_ID=1000002')

    bot = await startBot(SANDBOX_CREDENTIALS, port)
    while (bot.verified === 0) await new Promise((resolve) => setTimeout(resolve, 50))
    const people = await ask(`${emulator.url}/sandbox/api/people`)
    const [member] = people.members as { userId: string }[]
    await ask(`${emulator.url}/sandbox/api/members/${member?.userId ?? ''}/messages`, {
      type: 'text',
      content: '漏水',
    })
    expect(bot.received[0]?.fields).to.include({ Content: '漏水', FromUserName: member?.userId })

    emulator.child.kill('SIGTERM')
    expect(await once(emulator.child, 'exit')).to.deep.equal([0, null])
  })

  it('remembers everything over kill -9', async () => {
    const first = await start()
    const { corpId, secret, agentId } = SANDBOX_CREDENTIALS
    const people = await ask(`${first.url}/sandbox/api/people`)
    const [member] = people.members as { userId: string }[]
    const touser = member?.userId ?? ''
    const { access_token } = await ask(`${first.url}/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${secret}`)
    const send = `/cgi-bin/message/send?access_token=${String(access_token)}`
    await ask(first.url + send, { touser, agentid: agentId, msgtype: 'text', text: { content: '您好' } })
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')

    const second = await start()
    const inbox = await ask(`${second.url}/sandbox/api/members/${touser}/inbox`)
    expect((inbox.messages as { text: string }[]).map((message) => message.text)).to.deep.equal(['您好'])
    expect((await ask(second.url + send, {})).errcode).to.equal(41011)
  })

  it('plays the app whose credentials it is given, and any switch', async () => {
    const own = {
      WECOM_CORP_ID: 'wwmine',
      WECOM_SECRET: 'mine',
      EMULATOR_SWITCHES: '{"wrongSecretErrcode":40091}',
    }
    const { url } = await start(own)
    expect((await ask(`${url}/cgi-bin/gettoken?corpid=wwmine&corpsecret=mine`)).errcode).to.equal(0)
    expect((await ask(`${url}/cgi-bin/gettoken?corpid=wwmine&corpsecret=x`)).errcode).to.equal(40091)
  })

  for (const [what, env] of [
    ['an unknown switch', { EMULATOR_SWITCHES: '{"noSuchSwitch":1}' }],
    ['switches that are no JSON', { EMULATOR_SWITCHES: 'on' }],
    ['a webhook address that is none', { WEBHOOK_URL: 'desk' }],
    ['a port that is none', { PORT: 'http' }],
  ] as const) {
    it(`names ${what} and exits with 1`, async () => {
      const child = launch(env)
      const said: Buffer[] = []
      child.stderr!.on('data', (part: Buffer) => said.push(part))
      expect(await once(child, 'exit')).to.deep.equal([1, null])
      expect(Buffer.concat(said).toString()).to.match(/could not start/)
    })
  }
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}
