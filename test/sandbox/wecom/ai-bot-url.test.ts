import { createDecipheriv, createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import type { Switches } from '../../../src/sandbox/wecom/index.ts'
import { expectRejection } from './support/expect-rejection.ts'
import {
  aButtonCard,
  DAY,
  HOUR,
  MINUTE,
  setStage,
  testWorld,
  type Json,
  type Stage,
} from './support/stage.ts'
import { startUrlBot, URL_BOT, type Reply, type Told, type UrlBot } from './support/url-bot.ts'

const PNG = Buffer.from('89504e470d0a1a0a0000', 'hex')
const GROUP = { chatId: 'wrk-1' }

const stream = (content: string, finish: boolean, more: object = {}): Record<string, unknown> => ({
  msgtype: 'stream',
  stream: { id: 's1', content, finish, ...more },
})
const aNotice = {
  card_type: 'text_notice',
  main_title: { title: '已受理' },
  card_action: { type: 1, url: 'https://a.cn' },
}
const cardReply = (card: object): Record<string, unknown> => ({
  msgtype: 'template_card',
  template_card: card,
})
const event = (told: Told | undefined): Record<string, unknown> =>
  (told?.event ?? {}) as Record<string, unknown>

describe('Check 28: the AI bot by URL', () => {
  let stage: Stage
  let bot: UrlBot

  async function begin(switches: Partial<Switches> = {}): Promise<void> {
    stage = await setStage({
      world: testWorld({ bots: [URL_BOT] }),
      switches: { botRefreshMs: 3, ...switches },
    })
    await stage.emulator.setBotUrl(bot.url)
  }
  beforeEach(async () => {
    bot = await startUrlBot()
    await begin()
  })
  afterEach(() => bot.close())

  const says = (content: string, at?: { chatId: string }) =>
    stage.emulator.acts.mentionsBot('LiGong', { type: 'text', content }, at)
  const seen = (userId = 'LiGong', at?: { chatId: string }) => stage.emulator.acts.seesBot(userId, at)
  const texts = (userId = 'LiGong', at?: { chatId: string }): string[] =>
    seen(userId, at).map((line) => line.text)
  const ignored = (): string[] =>
    stage.emulator.violations().flatMap((each) => (each.kind === 'ignored' ? [each.detail] : []))
  const respond = async (told: Told | undefined, body: object): Promise<number> => {
    const init = { method: 'POST', body: JSON.stringify(body) }
    return ((await (await fetch(String(told?.response_url), init)).json()) as Json).errcode
  }

  it('verifies the address with an empty receiveid', async () => {
    expect(bot.rejected).to.equal(0)
    await expectRejection(stage.emulator.setBotUrl(stage.bot.url))
    const set = await fetch(`${stage.base}/emulator/webhook`, {
      method: 'POST',
      body: JSON.stringify({ url: bot.url, botId: 'aib-url' }),
    })
    expect(set.status).to.equal(200)
  })

  it('tells a message of two as sealed JSON without chatid, quote included', async () => {
    await stage.emulator.acts.mentionsBot('ligong', { type: 'text', content: '电梯停了', quote: '昨天' })
    const [told] = bot.told
    expect(told).to.deep.include({
      aibotid: 'aib-url',
      chattype: 'single',
      from: { userid: 'LiGong' },
      msgtype: 'text',
      text: { content: '电梯停了' },
      quote: { msgtype: 'text', text: { content: '昨天' } },
    })
    expect(told).to.have.property('response_url').that.includes('/cgi-bin/aibot/response?response_code=')
    expect(told).not.to.have.property('chatid')
    expect(texts()).to.deep.equal(['电梯停了'])
    expect(ignored()).to.deep.equal([])
  })

  it('hears of a group only what mentions it', async () => {
    bot.answer = () => stream('好的', true)
    stage.emulator.acts.writesBeside('LiGong', '大家好', GROUP)
    await says('电梯停了', GROUP)
    expect(bot.told).to.have.length(1)
    expect(bot.told[0]).to.deep.include({
      chatid: 'wrk-1',
      chattype: 'group',
      text: { content: '@报修助手 电梯停了' },
    })
    expect(texts('ZhaoLiu', GROUP)).to.deep.equal(['大家好', '@报修助手 电梯停了', '好的'])
    const picture = await stage.emulator.acts.mentionsBot('LiGong', { type: 'image' }, GROUP)
    expect([picture, bot.told[1]?.msgtype]).to.deep.equal([{ id: bot.told[1]?.msgid }, 'mixed'])
    const voice = await stage.emulator.acts.mentionsBot('LiGong', { type: 'voice', content: '喂' }, GROUP)
    expect(voice).to.have.property('refused')
  })

  it('lets nobody out of range and no stranger to the group speak', async () => {
    const { acts } = stage.emulator
    for (const [userId, at] of [
      ['ZhaoLiu'],
      ['QianTai', GROUP],
      ['Nobody'],
      ['LiGong', { chatId: 'no' }],
    ] as const) {
      expect(await acts.mentionsBot(userId, { type: 'text', content: '喂' }, at)).to.have.property('refused')
    }
    expect(bot.told).to.deep.equal([])
  })

  it('asks for the stream until it is finished, each answer replacing the last', async () => {
    const contents = ['查', '查到', '查到了']
    bot.answer = (_, count) => stream(contents[count - 1] ?? '', count === 3)
    await says('进度')
    expect(bot.told.slice(1)).to.have.length(2)
    for (const told of bot.told.slice(1)) {
      expect(told).to.deep.include({ msgtype: 'stream', stream: { id: 's1' } })
      expect(told).not.to.have.property('response_url')
    }
    expect(new Set(bot.told.map((told) => told.msgid)).size).to.equal(3)
    expect(texts()).to.deep.equal(['进度', '查到了'])
  })

  for (const [limit, switches] of [
    [6, {}],
    [10, { botStreamLimitMs: 10 * MINUTE }],
  ] as const) {
    it(`stops asking ${limit} minutes after the message`, async () => {
      await begin(switches)
      bot.answer = (_, count) => stream(`第${count}次`, false)
      const said = says('进度')
      const until = async (count: number): Promise<void> => {
        while (bot.told.length < count) await sleep(2)
      }
      await until(2)
      stage.clock.advance(limit * MINUTE - 1)
      await until(bot.told.length + 2)
      stage.clock.advance(1)
      await said
      const asked = bot.told.length
      await sleep(15)
      expect(bot.told).to.have.length(asked)
    })
  }

  it('shows pictures at the end of a stream only, and one card per message', async () => {
    const image = { base64: PNG.toString('base64'), md5: createHash('md5').update(PNG).digest('hex') }
    const items = { msg_item: [{ msgtype: 'image', image }] }
    const both = (id: string, finish: boolean): Reply => ({
      ...stream('见卡片', finish),
      msgtype: 'stream_with_template_card',
      template_card: aButtonCard({ task_id: id }),
    })
    bot.answer = (_, count) => [stream('看', false, items), stream('看', true, items)][count - 1]
    await says('图')
    expect(ignored()).to.have.length(1)
    bot.answer = () => stream('看', true, items)
    await says('图')
    expect(texts().at(-1)).to.equal('看\n[图片]')
    const before = bot.told.length
    bot.answer = (_, count) =>
      [both('a1', false), both('a2', false), stream('完', true)][count - before - 1] ?? stream('完', true)
    await says('卡片')
    expect(seen().flatMap((line) => line.card?.taskId ?? [])).to.deep.equal(['a1'])
    expect(texts()).to.include('完')
  })

  const tooLong = 'a'.repeat(20_481)
  const wrong: [what: string, reply: Reply, why: RegExp][] = [
    ['a plain text', { msgtype: 'text', text: { content: '好' } }, /40008|message type/],
    ['a stream without id', { msgtype: 'stream', stream: { content: 'a' } }, /stream.id/],
    ['a stream above 20,480 B', stream(tooLong, true), /too long/],
    ['a feedback id above 256 B', stream('a', true, { feedback: { id: 'f'.repeat(257) } }), /feedback/],
    [
      'a button with an address',
      cardReply(aButtonCard({ button_list: [{ type: 1, text: '开', url: 'https://a.cn' }] })),
      /button_list/,
    ],
    [
      'a row with an attachment',
      cardReply(aButtonCard({ horizontal_content_list: [{ type: 2, keyname: '附', media_id: 'x' }] })),
      /horizontal/,
    ],
    [
      'a question of 201 B',
      cardReply(aButtonCard({ jump_list: [{ type: 3, title: '问', question: 'a'.repeat(201) }] })),
      /question/,
    ],
    [
      'a menu without words',
      cardReply(aButtonCard({ action_menu: { action_list: [{ text: 'a', key: 'a' }] } })),
      /desc/,
    ],
    ['no envelope', 'success', /unreadable/],
    ['an envelope without signature', '{"encrypt":"x"}', /envelope/],
  ]
  for (const [what, reply, why] of wrong) {
    it(`ignores ${what}`, async () => {
      bot.answer = () => reply
      await says('喂')
      expect(texts()).to.deep.equal(['喂'])
      expect(ignored().join()).to.match(why)
    })
  }

  it('ignores answers sealed wrongly, with another receiveid, or another nonce', async () => {
    bot.answer = () => stream('好', true)
    for (const spoil of [{ token: 'wrong' }, { receiveId: 'ww1' }, { nonce: '1' }]) {
      bot.spoil = spoil
      await says('喂')
    }
    expect(ignored()).to.have.length(3)
    expect(texts()).to.deep.equal(['喂', '喂', '喂'])
  })

  it('repeats a message that nobody answered, as often as switched, and on command', async () => {
    bot.answer = (_, count) => (count === 1 ? sleep(400, stream('晚', true)) : stream('好', true))
    await says('喂')
    expect(bot.told).to.have.length(2)
    expect(bot.told[0]).to.deep.equal(bot.told[1])
    expect(texts()).to.deep.equal(['喂', '好'])
    stage.emulator.faults.set({ kind: 'webhook', effect: 'duplicate', event: 'aibot_message', times: 1 })
    await says('喂')
    expect(bot.told[2]?.msgid).to.equal(bot.told[3]?.msgid)
    await begin({ botMessageRetries: 0 })
    bot.spoil = { status: 500 }
    const before = bot.told.length
    await says('喂')
    expect(bot.told).to.have.length(before + 1)
  })

  it('takes a card and its update as the answer to the tap, from taps on, again and again', async () => {
    const card = aButtonCard({ task_id: 't1' })
    bot.answer = () => cardReply(card)
    await says('报修')
    bot.answer = (_, count) => ({
      response_type: 'update_template_card',
      template_card: { ...card, main_title: { title: `第${count}次` } },
    })
    await stage.emulator.acts.tapsBotCard('LiGong', 't1', { key: 'card:take' })
    expect(event(bot.told[1])).to.deep.equal({
      eventtype: 'template_card_event',
      template_card_event: { card_type: 'button_interaction', event_key: 'card:take', task_id: 't1' },
    })
    expect(bot.told[1]).to.have.property('response_url')
    expect(seen()[1]?.card?.title).to.equal('第2次')
    await stage.emulator.acts.tapsBotCard('LiGong', 't1', { key: 'card:pass' })
    expect(seen()[1]?.card?.title).to.equal('第3次')
    expect(ignored()).to.deep.equal([])
  })

  it('tells of a tap once, and forgets an update after the patience is over', async () => {
    const card = aButtonCard({ task_id: 't1' })
    bot.answer = () => cardReply(card)
    await says('报修')
    bot.answer = () => sleep(400, { response_type: 'update_template_card', template_card: card })
    const tap = await stage.emulator.acts.tapsBotCard('LiGong', 't1', { key: 'card:take' })
    expect(tap).to.have.property('refused')
    await sleep(200)
    expect(bot.told).to.have.length(2)
    expect(seen()[1]?.card?.title).to.equal('3栋电梯停运')
  })

  it('updates a group’s card for the named members, and refuses another task id or form', async () => {
    const card = aButtonCard({ task_id: 't1' })
    bot.answer = () => cardReply(card)
    await says('报修', GROUP)
    const update = {
      response_type: 'update_template_card',
      userids: ['ligong'],
      template_card: { ...aNotice, task_id: 't1' },
    }
    bot.answer = () => update
    await stage.emulator.acts.tapsBotCard('LiGong', 't1', { key: 'card:take' }, GROUP)
    expect(seen('LiGong', GROUP)[1]?.card?.title).to.equal('已受理')
    expect(seen('WangWu', GROUP)[1]?.card?.title).to.equal('3栋电梯停运')
    for (const bad of [
      { ...update, template_card: { ...aNotice, task_id: 't2' } },
      { ...update, template_card: { ...aNotice, card_action: undefined, task_id: 't1' } },
      { msgtype: 'template_card', template_card: { ...aNotice, task_id: 't1' } },
    ]) {
      bot.answer = () => bad
      await stage.emulator.acts.tapsBotCard('WangWu', 't1', { key: 'card:take' }, GROUP)
    }
    expect(stage.emulator.violations().map((each) => each.errcode)).to.deep.equal([42016, 42045, 40008])
    expect(seen('WangWu', GROUP)[1]?.card?.title).to.equal('3栋电梯停运')
  })

  it('refuses a task id that the bot has used before', async () => {
    bot.answer = () => cardReply(aButtonCard({ task_id: 't1' }))
    await says('报修')
    await says('报修')
    expect(stage.emulator.violations().map((each) => each.errcode)).to.deep.equal([42014])
  })

  for (const [botReplaceText, replacedBy] of [
    [false, null],
    [true, '已接单'],
  ] as const) {
    it(`${botReplaceText ? 'greys' : 'keeps'} buttons at a replace_text, as switched`, async () => {
      await begin({ botReplaceText })
      const card = aButtonCard({ task_id: 't1' })
      bot.answer = () => cardReply(card)
      await says('报修')
      bot.answer = () => ({
        response_type: 'update_template_card',
        template_card: { ...card, replace_text: '已接单' },
      })
      await stage.emulator.acts.tapsBotCard('LiGong', 't1', { key: 'card:take' })
      expect(seen()[1]?.card?.replacedBy).to.equal(replacedBy)
    })
  }

  it('greets who enters the chat, once on a day in China', async () => {
    bot.answer = () => ({ msgtype: 'text', text: { content: '您好' } })
    await stage.emulator.acts.opensBot('LiGong')
    expect(await stage.emulator.acts.opensBot('LiGong')).to.have.property('refused')
    expect(event(bot.told[0])).to.deep.equal({ eventtype: 'enter_chat', enter_chat: {} })
    expect(bot.told[0]).not.to.have.property('response_url')
    stage.clock.advance(DAY)
    await stage.emulator.acts.opensBot('LiGong')
    expect(texts()).to.deep.equal(['您好', '您好'])
  })

  it('takes one later answer within the hour, markdown or card', async () => {
    await says('一')
    await says('二')
    await says('三')
    const [one, two, three] = bot.told
    const markdown = { msgtype: 'markdown', markdown: { content: '**好了**' } }
    expect(await respond(one, { response_type: 'update_template_card', template_card: aNotice })).to.equal(
      40008,
    )
    expect(await respond(one, { msgtype: 'text', text: { content: 'a' } })).to.equal(40008)
    expect(await respond(one, { msgtype: 'markdown', markdown: { content: tooLong } })).to.equal(40058)
    expect(await respond(one, markdown)).to.equal(0)
    expect(await respond(one, markdown)).to.equal(60140)
    expect(await respond(two, cardReply(aNotice))).to.equal(0)
    stage.clock.advance(HOUR)
    expect(await respond(three, markdown)).to.equal(60140)
    expect(texts()).to.include('**好了**')
  })

  it('takes no card later in a group, and markdown as switched', async () => {
    const markdown = { msgtype: 'markdown', markdown: { content: '好' } }
    await says('一', GROUP)
    expect(await respond(bot.told[0], cardReply(aNotice))).to.equal(40008)
    expect(await respond(bot.told[0], markdown)).to.equal(0)
    await begin({ botGroupResponseMarkdown: false })
    await says('一', GROUP)
    expect(await respond(bot.told.at(-1), markdown)).to.equal(40008)
  })

  it('gives files encrypted with the bot’s key, for five minutes', async () => {
    await stage.emulator.acts.mentionsBot('LiGong', {
      type: 'file',
      base64: Buffer.from('报表').toString('base64'),
    })
    const { url } = (bot.told[0]?.file ?? {}) as { url: string }
    const key = Buffer.from(`${URL_BOT.encodingAesKey}=`, 'base64')
    const sealed = Buffer.from(await (await fetch(url)).arrayBuffer())
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    const padded = Buffer.concat([decipher.update(sealed), decipher.final()])
    expect(padded.length % 32).to.equal(0)
    expect(padded.subarray(0, padded.length - (padded.at(-1) ?? 0)).toString()).to.equal('报表')
    stage.clock.advance(5 * MINUTE)
    expect((await fetch(url)).status).to.equal(403)
  })

  it('lets a member have three messages answered at the same time', async () => {
    let release = (): void => undefined
    const gate = new Promise<void>((resolve) => (release = resolve))
    await begin({ webhookTimeoutMs: 5000 })
    bot.answer = () => gate.then(() => undefined)
    const three = ['一', '二', '三'].map((content) => says(content))
    expect(await says('四')).to.have.property('refused')
    release()
    await Promise.all(three)
    expect(await says('五')).to.have.property('id')
    expect(bot.told).to.have.length(4)
  })

  it('tells how its line was liked, if it asked', async () => {
    bot.answer = () => stream('好', true, { feedback: { id: 'fb-1' } })
    await says('喂')
    bot.answer = () => undefined
    const line = seen()[1]?.id ?? ''
    await stage.emulator.acts.ratesBot('LiGong', line, { type: 2, content: '不准' })
    expect(event(bot.told[1])).to.deep.equal({
      eventtype: 'feedback_event',
      feedback_event: { id: 'fb-1', type: 2, content: '不准' },
    })
    expect(await stage.emulator.acts.ratesBot('LiGong', seen()[0]?.id ?? '', { type: 1 })).to.have.property(
      'refused',
    )
  })

  it('may say 30 things a minute in one chat', async () => {
    bot.answer = () => stream('好', true)
    for (let n = 0; n < 31; n += 1) await says('喂')
    expect(stage.emulator.violations().map((each) => each.errcode)).to.deep.equal([45009])
    stage.clock.advance(MINUTE)
    await says('喂')
    expect(texts().at(-1)).to.equal('好')
  })
})
