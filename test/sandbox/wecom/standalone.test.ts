import { once } from 'node:events'
import { expect } from 'chai'
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/wecom/index.ts'
import { startBot, type Bot } from './support/bot.ts'
import { startUrlBot, URL_BOT } from './support/url-bot.ts'
import { ask, createPrograms, freePort, type Programs } from './support/program.ts'

describe('npm run emulator: a WeCom of its own', function () {
  this.timeout(60_000)
  let programs: Programs
  let bot: Bot | undefined

  beforeEach(() => {
    programs = createPrograms()
  })
  afterEach(async () => {
    await bot?.close()
    bot = undefined
    programs.end()
  })

  it('prints what a bot needs, waits for the bot, serves its calls and the phones, and stops cleanly', async () => {
    const port = await freePort()
    const emulator = await programs.start({ WEBHOOK_URL: `http://127.0.0.1:${port}/hook` })
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
    const first = await programs.start()
    const { corpId, secret, agentId } = SANDBOX_CREDENTIALS
    const people = await ask(`${first.url}/sandbox/api/people`)
    const [member] = people.members as { userId: string }[]
    const touser = member?.userId ?? ''
    const { access_token } = await ask(`${first.url}/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${secret}`)
    const send = `/cgi-bin/message/send?access_token=${String(access_token)}`
    await ask(first.url + send, { touser, agentid: agentId, msgtype: 'text', text: { content: '您好' } })
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')

    const second = await programs.start()
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
    const { url } = await programs.start(own)
    expect((await ask(`${url}/cgi-bin/gettoken?corpid=wwmine&corpsecret=mine`)).errcode).to.equal(0)
    expect((await ask(`${url}/cgi-bin/gettoken?corpid=wwmine&corpsecret=x`)).errcode).to.equal(40091)
  })

  it('plays the AI bots that it is given, and members who chat with them', async () => {
    const aiBot = await startUrlBot()
    try {
      aiBot.answer = (told) =>
        told.msgtype === 'text'
          ? { msgtype: 'stream', stream: { id: 's1', content: '您好，已登记', finish: true } }
          : undefined
      const members = { visibleUserIds: ['WangFang'], groups: [{ chatId: 'wrk-1', userIds: ['WangFang'] }] }
      const { url } = await programs.start({ EMULATOR_BOTS: JSON.stringify([{ ...URL_BOT, ...members }]) })
      await ask(`${url}/emulator/webhook`, { url: aiBot.url, botId: 'aib-url' })
      const chat = `${url}/emulator/bots/aib-url/messages`
      expect(await ask(chat, { userId: 'WangFang', content: '电梯停了' })).to.have.keys('id')
      await ask(chat, { userId: 'WangFang', content: '3栋', chatId: 'wrk-1' })
      const seen = async (query: string) =>
        (await ask<{ messages: { text: string }[] }>(`${chat}?${query}`)).messages.map(({ text }) => text)
      expect(await seen('userId=WangFang')).to.deep.equal(['电梯停了', '您好，已登记'])
      expect((await seen('userId=WangFang&chatId=wrk-1')).at(-1)).to.include('您好，已登记')

      expect(await ask(chat, { userId: 'ChenJing', content: '你好' })).to.have.keys('error')
      expect(await ask(chat, { userId: 'WangFang', cardId: 'none', key: 'take' })).to.have.keys('error')
      for (const wrong of [{}, { userId: 'WangFang', content: '' }, { userId: 7, content: 'x' }, [], null])
        expect(await ask(chat, wrong)).to.have.keys('error')
      expect(await ask(`${url}/emulator/bots/nobody/messages?userId=WangFang`)).to.deep.equal({
        error: 'unknown_bot',
      })
    } finally {
      await aiBot.close()
    }
  })

  for (const [what, env] of [
    ['AI bots that are none', { EMULATOR_BOTS: '[{"botId":"x"}]' }],
    ['an unknown switch', { EMULATOR_SWITCHES: '{"noSuchSwitch":1}' }],
    ['switches that are no JSON', { EMULATOR_SWITCHES: 'on' }],
    ['a webhook address that is none', { WEBHOOK_URL: 'desk' }],
    ['a port that is none', { PORT: 'http' }],
  ] as const) {
    it(`names ${what} and exits with 1`, async () => {
      const child = programs.launch(env)
      const said: Buffer[] = []
      child.stderr!.on('data', (part: Buffer) => said.push(part))
      expect(await once(child, 'exit')).to.deep.equal([1, null])
      expect(Buffer.concat(said).toString()).to.match(/could not start/)
    })
  }
})
