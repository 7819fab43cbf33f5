import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createDecipheriv, createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import type { Switches } from '../../../src/sandbox/wecom/index.ts'
import { openSocket, SOCKET_BOT, until, type Frame, type SocketClient } from './support/socket-bot.ts'
import { aButtonCard, HOUR, MINUTE, SECOND, setStage, testWorld, type Stage } from './support/stage.ts'

const KEYS = { bot_id: SOCKET_BOT.botId, secret: SOCKET_BOT.secret }
const GROUP = { chatId: 'wrk-1' }
const PNG = Buffer.from('89504e470d0a1a0a0000', 'hex')

const markdown = (content: string): object => ({ msgtype: 'markdown', markdown: { content } })
const stream = (content: string, finish: boolean, id = 's1'): object => ({
  msgtype: 'stream',
  stream: { id, content, finish },
})
const card = (task_id: string): Record<string, unknown> => aButtonCard({ task_id })

describe('Check 29: the AI bot by WebSocket', () => {
  let stage: Stage
  let bot: SocketClient

  async function begin(switches: Partial<Switches> = {}): Promise<void> {
    stage = await setStage({ world: testWorld({ bots: [SOCKET_BOT] }), switches })
    bot = await openSocket(stage.base)
    expect((await bot.ask('aibot_subscribe', KEYS)).errcode).to.equal(0)
  }
  beforeEach(() => begin())

  const says = (content = '电梯停了', at?: { chatId: string }) =>
    stage.emulator.acts.mentionsBot('LiGong', { type: 'text', content }, at)
  const texts = (at?: { chatId: string }): string[] =>
    stage.emulator.acts.seesBot('LiGong', at).map((line) => line.text)
  const asked = async (content?: string, at?: { chatId: string }): Promise<string> => {
    await says(content, at)
    return (await bot.take('aibot_msg_callback')).headers.req_id
  }
  const code = async (cmd: string, body: object, reqId?: string): Promise<number | undefined> =>
    (await bot.ask(cmd, body, reqId)).errcode
  const respond = (body: object, reqId: string) => code('aibot_respond_msg', body, reqId)

  it('refuses wrong credentials with 853000 and leaves the socket open', async () => {
    const other = await openSocket(stage.base)
    expect((await other.ask('aibot_subscribe', { ...KEYS, secret: 'wrong' })).errcode).to.equal(853000)
    expect((await other.ask('aibot_subscribe', {})).errcode).to.equal(853000)
    expect((await other.ask('aibot_send_msg', markdown('a'))).errcode).to.equal(853000)
    expect(other.closed).to.equal(false)
    expect((await other.ask('aibot_subscribe', KEYS)).errcode).to.equal(0)
  })

  it('acknowledges a ping without cmd or body', async () => {
    expect(await bot.ask('ping', {}, 'p1')).to.deep.equal({
      headers: { req_id: 'p1' },
      errcode: 0,
      errmsg: 'ok',
    })
  })

  it('tells a message as plain JSON and takes markdown, cards and streams as answers', async () => {
    await says()
    const told = await bot.take('aibot_msg_callback')
    expect(told.body).to.deep.include({ aibotid: 'aib-ws', chattype: 'single', msgtype: 'text' })
    expect(told.body).to.have.property('response_url')
    expect(told.body?.msgid).not.to.equal(told.headers.req_id)
    const reqId = told.headers.req_id
    expect(await respond(stream('查', false), reqId)).to.equal(0)
    expect(await respond(stream('查到了', true), reqId)).to.equal(0)
    expect(await respond(stream('还有', true, 's2'), reqId)).to.equal(0)
    expect(await respond(markdown('**好**'), reqId)).to.equal(0)
    expect(await respond({ msgtype: 'template_card', template_card: card('t1') }, reqId)).to.equal(0)
    expect(texts().slice(0, 4)).to.deep.equal(['电梯停了', '查到了', '还有', '**好**'])
    expect(await respond({ msgtype: 'text', text: { content: '好' } }, reqId)).to.equal(40008)
  })

  it('leaves response_url out if so switched', async () => {
    await begin({ botResponseUrlInFrames: false })
    await says()
    expect((await bot.take('aibot_msg_callback')).body).not.to.have.property('response_url')
  })

  it('kicks the former connection at once and closes it later, without a close frame', async () => {
    await begin({ botKickCloseMs: 40 })
    const second = await openSocket(stage.base)
    await second.ask('aibot_subscribe', KEYS)
    const told = await bot.take('aibot_event_callback')
    expect(told.body).to.deep.include({ event: { eventtype: 'disconnected_event', disconnected_event: {} } })
    expect(bot.closed).to.equal(false)
    expect(await code('aibot_send_msg', markdown('a'))).to.equal(853000)
    await says()
    expect((await second.take('aibot_msg_callback')).body).to.have.property('msgtype', 'text')
    await until(() => bot.closed)
    expect(bot.raw).to.deep.equal([])
    expect(bot.frames.filter((each) => each.cmd !== undefined)).to.deep.equal([])
  })

  it('lets an acknowledgement come late or never, though it acted', async () => {
    const reqId = await asked()
    stage.emulator.faults.set({ kind: 'socket', effect: 'late_ack', ms: 60, times: 1 })
    const late = respond(markdown('晚'), reqId)
    await until(() => texts().includes('晚'))
    expect(bot.frames).to.deep.equal([])
    expect(await late).to.equal(0)
    stage.emulator.faults.set({ kind: 'socket', effect: 'lost_ack', cmd: 'aibot_respond_msg', times: 1 })
    bot.write(
      1,
      JSON.stringify({ cmd: 'aibot_respond_msg', headers: { req_id: reqId }, body: stream('终', true) }),
    )
    await until(() => texts().includes('终'))
    expect((await bot.ask('ping', {}, 'next')).errcode).to.equal(0)
    expect(bot.frames).to.deep.equal([])
    expect(await respond(stream('终', true), reqId)).to.equal(0)
    expect(texts().filter((text) => text === '终')).to.have.length(1)
  })

  it('breaks the line without a word, on command or with the answer', async () => {
    stage.emulator.acts.breaksBotLine()
    await until(() => bot.closed)
    expect(bot.raw).to.deep.equal([])
    const again = await openSocket(stage.base)
    await again.ask('aibot_subscribe', KEYS)
    stage.emulator.faults.set({ kind: 'socket', effect: 'cut', times: 1 })
    expect((await again.ask('ping')).errcode).to.equal(-1006)
  })

  for (const botKeepsUnheard of [false, true]) {
    it(`${botKeepsUnheard ? 'keeps' : 'loses'} what is said while nobody is connected, as switched`, async () => {
      await begin({ botKeepsUnheard })
      bot.end()
      stage.emulator.acts.breaksBotLine()
      await sleep(20)
      await says('没人听')
      bot = await openSocket(stage.base)
      await bot.ask('aibot_subscribe', KEYS)
      await says('有人听')
      const first = (await bot.take('aibot_msg_callback')).body?.text
      expect(first).to.deep.equal({ content: botKeepsUnheard ? '没人听' : '有人听' })
    })
  }

  it('takes a greeting and a card update within five seconds, then 846604', async () => {
    const hello = { msgtype: 'text', text: { content: '您好' } }
    await stage.emulator.acts.opensBot('LiGong')
    const entered = (await bot.take('aibot_event_callback')).headers.req_id
    expect(await code('aibot_respond_welcome_msg', hello, entered)).to.equal(0)
    expect(await code('aibot_respond_welcome_msg', markdown('a'), entered)).to.equal(40008)
    const reqId = await asked()
    await respond({ msgtype: 'template_card', template_card: card('t1') }, reqId)
    const tap = async (): Promise<string> => {
      await stage.emulator.acts.tapsBotCard('LiGong', 't1', { key: 'card:take' })
      return (await bot.take('aibot_event_callback')).headers.req_id
    }
    const tapped = await tap()
    const changed = { ...card('t1'), main_title: { title: '已接单' } }
    const update = { response_type: 'update_template_card', template_card: changed }
    stage.clock.advance(5 * SECOND - 1)
    expect(await code('aibot_respond_update_msg', update, tapped)).to.equal(0)
    expect(texts().at(-1)).to.include('已接单')
    const late = await tap()
    stage.clock.advance(5 * SECOND)
    expect(await code('aibot_respond_update_msg', update, late)).to.equal(846604)
    expect(await code('aibot_respond_welcome_msg', hello, entered)).to.equal(846604)
    stage.clock.advance(24 * HOUR)
    expect(await respond(markdown('晚'), reqId)).to.equal(846604)
  })

  it('knows which req_id takes which answer (846605)', async () => {
    await stage.emulator.acts.opensBot('LiGong')
    const entered = (await bot.take('aibot_event_callback')).headers.req_id
    const reqId = await asked()
    const update = { response_type: 'update_template_card', template_card: card('t1') }
    expect(await respond(stream('a', true), entered)).to.equal(846605)
    expect(await respond(stream('a', true), 'invented')).to.equal(846605)
    expect(await code('aibot_respond_update_msg', update, reqId)).to.equal(846605)
    expect(await code('aibot_respond_welcome_msg', markdown('a'), reqId)).to.equal(846605)
  })

  it('ends a stream after six minutes with 846608; whether updates renew it is a switch', async () => {
    for (const [botStreamRenews, errcode] of [
      [false, 846608],
      [true, 0],
    ] as const) {
      await begin({ botStreamRenews })
      const reqId = await asked()
      stage.clock.advance(2 * MINUTE)
      expect(await respond(stream('一', false), reqId)).to.equal(0)
      stage.clock.advance(4 * MINUTE)
      expect(await respond(stream('二', false), reqId)).to.equal(0)
      stage.clock.advance(2 * MINUTE)
      expect(await respond(stream('三', true), reqId)).to.equal(errcode)
    }
    stage.clock.advance(6 * MINUTE)
  })

  it('pushes only where somebody has talked to the bot, and never text', async () => {
    const push = (chatid: string, body = markdown('通知'), more: object = {}) =>
      code('aibot_send_msg', { chatid, ...body, ...more })
    for (const chat of ['LiGong', 'wrk-1', 'nobody', '']) expect(await push(chat)).to.equal(93006)
    await asked()
    expect(await push('ligong')).to.equal(0)
    expect(await push('wrk-1')).to.equal(93006)
    await asked('停水', GROUP)
    expect(await push('wrk-1')).to.equal(0)
    expect(await push('wrk-1', markdown('a'), { chat_type: 1 })).to.equal(93006)
    expect(await push('LiGong', markdown('a'), { chat_type: 2 })).to.equal(93006)
    expect(await push('LiGong', { msgtype: 'text', text: { content: 'a' } })).to.equal(40008)
    expect(await push('LiGong', { msgtype: 'markdown_v2', markdown_v2: { content: 'a' } })).to.equal(40008)
    expect(texts(GROUP)).to.deep.equal(['@报修助手 停水', '通知'])
  })

  it('says 30 things a minute and 1,000 an hour per chat, answers and pushes together', async () => {
    const reqId = await asked()
    for (let n = 0; n < 20; n += 1) expect(await respond(stream(String(n), true, `s${n}`), reqId)).to.equal(0)
    expect(await respond(stream('帧', true, 's0'), reqId)).to.equal(0)
    const push = () => code('aibot_send_msg', { chatid: 'LiGong', ...markdown('a') })
    for (let n = 0; n < 10; n += 1) expect(await push()).to.equal(0)
    expect([await push(), await respond(markdown('a'), reqId)]).to.deep.equal([45009, 45009])
    stage.clock.advance(MINUTE)
    expect(await push()).to.equal(0)
  })

  const upload = async (bytes: Buffer, type: string, changes: object = {}, from = 0): Promise<Frame> => {
    const half = Math.ceil(bytes.length / 2)
    const parts = [bytes.subarray(0, half), bytes.subarray(half)]
    const md5 = createHash('md5').update(bytes).digest('hex')
    const begun = { type, filename: '图.png', total_size: bytes.length, total_chunks: 2, md5, ...changes }
    const { errcode, body } = await bot.ask('aibot_upload_media_init', begun)
    if (errcode !== 0) return { headers: { req_id: '' }, errcode: errcode ?? 0 }
    const upload_id = body?.upload_id
    for (const [index, part] of [...parts.entries()].reverse()) {
      const chunk = { upload_id, chunk_index: index + from, base64_data: part.toString('base64') }
      const { errcode } = await bot.ask('aibot_upload_media_chunk', chunk)
      if (errcode !== 0) return { headers: { req_id: '' }, errcode: errcode ?? 0 }
      await bot.ask('aibot_upload_media_chunk', { ...chunk, base64_data: 'AAAA' })
    }
    return bot.ask('aibot_upload_media_finish', { upload_id })
  }

  it('takes media in chunks from index 0, in any order, the first of equal index counting', async () => {
    const reqId = await asked()
    const done = await upload(PNG, 'image')
    expect(done.body).to.include({ type: 'image', created_at: stage.clock.now().getTime() / 1000 })
    const image = { msgtype: 'image', image: { media_id: done.body?.media_id } }
    expect(await respond(image, reqId)).to.equal(0)
    expect(await respond({ msgtype: 'file', file: { media_id: done.body?.media_id } }, reqId)).to.equal(40007)
    stage.clock.advance(72 * HOUR)
    await says()
    const later = (await bot.take('aibot_msg_callback')).headers.req_id
    expect(await respond(image, later)).to.equal(40007)
    expect((await upload(Buffer.from('GIF89a....'), 'image')).errcode).to.equal(0)
  })

  it('refuses uploads that are wrong', async () => {
    expect((await upload(PNG, 'image', {}, 1)).errcode).to.equal(40058)
    expect((await upload(PNG, 'image', { md5: '0'.repeat(32) })).errcode).to.equal(301019)
    expect((await upload(PNG, 'image', { total_size: 9 })).errcode).to.equal(40058)
    expect((await upload(PNG, 'image', { total_chunks: 3 })).errcode).to.equal(40058)
    expect((await upload(PNG, 'image', { total_chunks: 101 })).errcode).to.equal(40058)
    expect((await upload(PNG, 'image', { filename: '图'.repeat(86) })).errcode).to.equal(40058)
    expect((await upload(PNG, 'sound')).errcode).to.equal(40005)
    expect((await upload(Buffer.from('no picture'), 'image')).errcode).to.equal(40123)
    const begun = { type: 'file', filename: 'a', total_size: 600_000, total_chunks: 1 }
    const upload_id = (await bot.ask('aibot_upload_media_init', begun)).body?.upload_id
    const chunk = { upload_id, chunk_index: 0, base64_data: Buffer.alloc(524_289).toString('base64') }
    expect(await code('aibot_upload_media_chunk', chunk)).to.equal(40058)
    stage.clock.advance(30 * MINUTE)
    expect(await code('aibot_upload_media_chunk', { ...chunk, base64_data: 'AAAA' })).to.equal(40058)
    for (let n = 0; n < 30; n += 1) await bot.ask('aibot_upload_media_init', begun)
    expect(await code('aibot_upload_media_init', begun)).to.equal(45009)
  })

  it('gives every file a key of its own', async () => {
    await stage.emulator.acts.mentionsBot('LiGong', { type: 'image', base64: PNG.toString('base64') })
    const { url, aeskey } = (await bot.take('aibot_msg_callback')).body?.image as {
      url: string
      aeskey: string
    }
    const key = Buffer.from(aeskey, 'base64')
    const sealed = Buffer.from(await (await fetch(url)).arrayBuffer())
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    const padded = Buffer.concat([decipher.update(sealed), decipher.final()])
    expect(padded.subarray(0, padded.length - (padded.at(-1) ?? 0))).to.deep.equal(PNG)
  })

  it('survives frames that are no commands', async () => {
    for (const bad of [
      '',
      '{',
      '[]',
      '{"cmd":"ping"}',
      `{"cmd":"ping","headers":{"req_id":"${'r'.repeat(257)}"}}`,
    ]) {
      bot.write(1, bad)
    }
    await until(() => bot.frames.length === 5)
    expect(bot.frames.map((each) => each.errcode)).to.deep.equal([40058, 40058, 40058, 40058, 40058])
    expect(await code('aibot_unheard_of', {})).to.equal(40035)
  })

  it('keeps RFC 6455: handshake, pieces, ping, long frames, close', async () => {
    expect(bot.status).to.match(/^HTTP\/1.1 101 .*Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=/s)
    bot.write(1, '{"cmd":"ping","head', { last: false })
    bot.write(9, 'alive?')
    bot.write(0, 'ers":{"req_id":"in pieces"}}')
    await until(() => bot.frames.length === 1)
    expect(bot.frames[0]?.headers.req_id).to.equal('in pieces')
    expect(bot.raw).to.deep.equal([{ opcode: 10, payload: Buffer.from('alive?') }])
    expect((await bot.ask('ping', { filling: 'x'.repeat(70_000) })).errcode).to.equal(0)
    bot.write(8, Buffer.from([3, 232]))
    await until(() => bot.closed)
    expect(bot.raw.at(-1)).to.deep.equal({ opcode: 8, payload: Buffer.from([3, 232]) })
  })

  const wrong: [what: string, send: (client: SocketClient) => void, code: number][] = [
    ['an unmasked frame', (client) => client.write(1, '{}', { masked: false }), 1002],
    ['a binary frame', (client) => client.write(2, '{}'), 1003],
    ['a torn ping', (client) => client.write(9, '', { last: false }), 1002],
    ['a continuation of nothing', (client) => client.write(0, '{}'), 1002],
    ['bytes that are no UTF-8', (client) => client.write(1, Buffer.from([0xff])), 1007],
    ['a frame above 4 MB', (client) => client.write(1, Buffer.alloc(4 * 1024 * 1024 + 1)), 1009],
  ]
  for (const [what, send, closeCode] of wrong) {
    it(`closes the line with ${closeCode} at ${what}`, async () => {
      send(bot)
      await until(() => bot.closed)
      expect(bot.raw[0]).to.deep.equal({ opcode: 8, payload: Buffer.from([closeCode >> 8, closeCode & 255]) })
    })
  }

  it('refuses a wrong handshake', async () => {
    for (const headers of [
      { 'Sec-WebSocket-Version': '8' },
      { 'Sec-WebSocket-Key': 'short' },
      { Upgrade: 'h2c' },
    ]) {
      expect((await openSocket(stage.base, headers)).status).to.match(/^HTTP\/1.1 400/)
    }
  })

  it('speaks with the WebSocket client that Node brings', async () => {
    const address = stage.base.replace('http', 'ws')
    const program = `const ws = new WebSocket('${address}')
      ws.onopen = () => ws.send('${JSON.stringify({ cmd: 'aibot_subscribe', headers: { req_id: 'a' }, body: KEYS })}')
      ws.onmessage = ({ data }) => { console.log(data); ws.close(1000) }
      ws.onclose = ({ code, wasClean }) => console.log(code, wasClean)`
    const child = spawn(process.execPath, ['--no-warnings', '--experimental-websocket', '-e', program])
    let said = ''
    child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()))
    await once(child, 'close')
    expect(said).to.equal('{"headers":{"req_id":"a"},"errcode":0,"errmsg":"ok"}\n1000 true\n')
  })
})
