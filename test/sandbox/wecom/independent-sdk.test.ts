import { mkdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { expect } from 'chai'
// Its index cannot be loaded beside the newest release of its login library, which the app's own part does not need.
import ServerRequest from 'node-easywechat/dist/Core/Http/ServerRequest.js'
import Work from 'node-easywechat/dist/Work/Application.js'
import type { ShownMessage } from '../../../src/sandbox/phones.ts'
import { ask, createPrograms, freePort, type Program, type Programs } from './support/program.ts'

/* A bot that owes nothing to this repository: node-easywechat calls the API, opens what is pushed and seals the answers.
   All it is told are the lines that `npm run emulator` prints. */
describe('a bot written with an independent SDK works against npm run emulator', function () {
  this.timeout(60_000)
  let programs: Programs
  let emulator: Program
  let app: Work
  let server: Server
  let heard: Record<string, unknown>[]
  let answer: string | true

  before(async () => {
    programs = createPrograms()
    const port = await freePort()
    emulator = await programs.start({ WEBHOOK_URL: `http://127.0.0.1:${port}/wecom` })
    const printed = new Map(
      emulator.lines.map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)]),
    )
    const cache = join(programs.dataDir, 'bot')
    mkdirSync(cache)
    const config = {
      corp_id: printed.get('WECOM_CORP_ID') ?? '',
      secret: printed.get('WECOM_SECRET') ?? '',
      token: printed.get('WECOM_TOKEN') ?? '',
      aes_key: printed.get('WECOM_ENCODING_AES_KEY') ?? '',
      http: { baseURL: printed.get('WECOM_API_BASE') ?? '', throw: true },
      file_cache: { path: cache, dirMode: 0o700, fileMode: 0o600, ext: '.json' },
    }
    app = new Work(config)
    let verified = (): void => undefined
    const isUp = new Promise<void>((resolve) => (verified = resolve))
    server = createServer((request, response) => {
      void (async () => {
        // One for each request, as its guide has it.
        const each = new Work(config)
        each.setRequest(await ServerRequest.createFromIncomingMessage(request))
        each.getServer().with((message: { toObject(): Record<string, unknown> }) => {
          heard.push(message.toObject())
          return answer
        })
        const reply = await each.getServer().serve()
        response.writeHead(reply.getStatusCode()).end(reply.getBody().toString())
        if (request.method === 'GET') verified()
      })().catch((error: unknown) => response.writeHead(500).end(String(error)))
    })
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    await isUp
  })
  beforeEach(() => {
    heard = []
    answer = true
  })
  after(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    programs.end()
  })

  const phone = async (): Promise<ShownMessage[]> => {
    const shown = await ask<{ messages: ShownMessage[] }>(
      `${emulator.url}/sandbox/api/members/WangFang/inbox`,
    )
    return shown.messages
  }
  const writes = (content: string) =>
    ask(`${emulator.url}/sandbox/api/members/WangFang/messages`, { type: 'text', content })
  const send = async (message: object): Promise<Record<string, unknown>> => {
    const body = { touser: 'WangFang', agentid: 1000002, ...message }
    return (await app.getClient().postJson('cgi-bin/message/send', body)).toObject()
  }
  const violations = async (): Promise<unknown[]> =>
    (await ask<{ violations: unknown[] }>(`${emulator.url}/emulator/violations`)).violations

  it('gets a token, sends words, and the member answers; the SDK opens the push and its sealed answer is shown', async () => {
    expect(await send({ msgtype: 'text', text: { content: '您好，有什么可以帮您？' } })).to.include({
      errcode: 0,
      errmsg: 'ok',
    })
    expect((await phone()).at(-1)).to.include({ from: 'desk', text: '您好，有什么可以帮您？' })

    answer = '已收到，稍后联系您'
    await writes('3栋电梯停了')
    expect(heard).to.have.length(1)
    expect(heard[0]).to.include({ FromUserName: 'WangFang', MsgType: 'text', Content: '3栋电梯停了' })
    expect((await phone()).slice(-2).map(({ text }) => text)).to.deep.equal([
      '3栋电梯停了',
      '已收到，稍后联系您',
    ])
    expect(await violations()).to.deep.equal([])
  })

  it('sends a card; the member taps it, the SDK opens the tap and ends the card with its response code', async () => {
    const card = {
      card_type: 'button_interaction',
      main_title: { title: '电梯停运', desc: '3栋' },
      task_id: 'sdk-1',
      button_list: [{ text: '接单', key: 'take' }],
    }
    await send({ msgtype: 'template_card', template_card: card })
    const shown = (await phone()).at(-1)
    expect(shown?.card).to.include({ title: '电梯停运', taskId: 'sdk-1', replacedBy: null })

    await ask(`${emulator.url}/sandbox/api/members/WangFang/cards/sdk-1/click`, { key: 'take' })
    expect(heard[0]).to.include({ Event: 'template_card_event', EventKey: 'take', TaskId: 'sdk-1' })
    const update = {
      userids: ['WangFang'],
      agentid: 1000002,
      response_code: heard[0]?.ResponseCode,
      button: { replace_name: '王芳已接单' },
    }
    const { errcode } = (
      await app.getClient().postJson('cgi-bin/message/update_template_card', update)
    ).toObject()
    expect(errcode).to.equal(0)
    expect((await phone()).at(-1)?.card?.replacedBy).to.equal('王芳已接单')
    expect(await violations()).to.deep.equal([])
  })

  it('hears the platform’s errcode when it sends to nobody', async () => {
    const body = { touser: 'Nobody', agentid: 1000002, msgtype: 'text', text: { content: '喂' } }
    const response = await app.getClient().postJson('cgi-bin/message/send', body)
    expect(response.quietly().toObject().errcode).to.equal(81013)
  })
})
