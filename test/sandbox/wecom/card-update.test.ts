import { expect } from 'chai'
import { sealReply } from './support/bot.ts'
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/wecom/index.ts'
import {
  aButtonCard,
  aCard,
  AGENT,
  DAY,
  fetchToken,
  setStage,
  testWorld,
  type Json,
  type Stage,
} from './support/stage.ts'

const SEND = '/cgi-bin/message/send'
const UPDATE = '/cgi-bin/message/update_template_card'
const grey = (name: string): Record<string, unknown> => ({
  agentid: AGENT,
  atall: 1,
  button: { replace_name: name },
})

async function send(stage: Stage, card: Record<string, unknown> = aButtonCard()): Promise<string> {
  const answer = await stage.post(SEND, aCard(card))
  expect(answer.errcode).to.equal(0)
  return String(answer.response_code)
}

async function tap(stage: Stage, userId: string, key = 'card:take'): Promise<string> {
  const id = stage.inbox(userId).at(-1)?.id ?? ''
  expect(await stage.emulator.phones.memberTaps(userId, id, { key })).to.have.property('id')
  return stage.bot.received.at(-1)?.fields.ResponseCode ?? ''
}

const lastCard = (stage: Stage, userId: string) => stage.inbox(userId).at(-1)?.card

describe('Check 16: response codes', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await setStage()
  })

  it('work once: the send’s code and each tap’s code separately', async () => {
    const code = await send(stage)
    const tapped = await tap(stage, 'LiGong')
    expect((await stage.post(UPDATE, { ...grey('一'), response_code: code })).errcode).to.equal(0)
    expect((await stage.post(UPDATE, { ...grey('二'), response_code: code })).errcode).to.equal(60140)
    expect((await stage.post(UPDATE, { ...grey('三'), response_code: tapped })).errcode).to.equal(0)
    expect(lastCard(stage, 'WangWu')?.replacedBy).to.equal('三')
    expect(stage.emulator.violations()).to.have.length(1)
  })

  it('may be refused with another code when used before', async () => {
    const other = await setStage({ switches: { usedCodeErrcode: 42016 } })
    const code = await send(other)
    await other.post(UPDATE, { ...grey('一'), response_code: code })
    expect((await other.post(UPDATE, { ...grey('二'), response_code: code })).errcode).to.equal(42016)
  })

  it('live 72 hours', async () => {
    const first = await send(stage)
    const second = await send(stage)
    stage.clock.advance(3 * DAY - 1)
    expect((await stage.post(UPDATE, { ...grey('按时'), response_code: first })).errcode).to.equal(0)
    stage.clock.advance(1)
    expect((await stage.post(UPDATE, { ...grey('过期'), response_code: second })).errcode).to.equal(60140)
  })

  it('are refused when forged (60140) or of another app (42015)', async () => {
    const world = testWorld()
    const other = { ...world.agents[0]!, agentId: 1000003, secret: 'second-secret' }
    const two = await setStage({ world: { ...world, agents: [...world.agents, other] } })
    const code = await send(two)
    expect((await two.post(UPDATE, { ...grey('x'), response_code: 'rc_forged' })).errcode).to.equal(60140)
    expect((await two.post(UPDATE, grey('x'))).errcode).to.equal(60140)
    const token = await fetchToken(two.base, 'second-secret')
    const response = await fetch(`${two.base}${UPDATE}?access_token=${token}`, {
      method: 'POST',
      body: JSON.stringify({ ...grey('x'), agentid: 1000003, response_code: code }),
    })
    expect(((await response.json()) as Json).errcode).to.equal(42015)
  })

  it('need a target: none is 82101, none with the card 82102 and the code stays good', async () => {
    const code = await send(stage)
    const ask = (changes: object): Promise<Json> =>
      stage.post(UPDATE, { agentid: AGENT, response_code: code, button: { replace_name: '完' }, ...changes })
    expect((await ask({})).errcode).to.equal(82101)
    expect((await ask({ userids: ['ZhaoLiu'] })).errcode).to.equal(82102)
    const partly = await ask({ userids: ['LiGong', 'ZhaoLiu', 'GHOST'] })
    expect(partly).to.deep.include({ errcode: 0, invaliduser: ['ghost', 'zhaoliu'] })
    expect(lastCard(stage, 'LiGong')?.replacedBy).to.equal('完')
    expect(lastCard(stage, 'WangWu')?.replacedBy).to.equal(null)
  })

  it('reach by department too', async () => {
    const code = await send(stage)
    await stage.post(UPDATE, {
      agentid: AGENT,
      response_code: code,
      partyids: [2],
      button: { replace_name: '完' },
    })
    expect(lastCard(stage, 'WangWu')?.replacedBy).to.equal('完')
  })

  it('form A kills every button for ever; form B goes on and gives new codes', async () => {
    const code = await send(stage)
    const next = { ...aButtonCard({ main_title: { title: '处理中' } }) }
    await stage.post(UPDATE, { agentid: AGENT, atall: 1, response_code: code, template_card: next })
    expect(lastCard(stage, 'LiGong')).to.include({ title: '处理中', replacedBy: null })
    const second = await tap(stage, 'LiGong')
    expect(stage.bot.received.at(-1)?.fields).to.include({ TaskId: next.task_id })
    await stage.post(UPDATE, { ...grey('已完成'), response_code: second })
    const dead = await stage.emulator.phones.memberTaps('LiGong', String(next.task_id), {
      key: 'card:take',
    })
    expect(dead).to.have.property('refused')
  })

  it('form B with replace_text greys the buttons and keeps the new words', async () => {
    const code = await send(stage)
    const { task_id: _, ...card } = aButtonCard({
      main_title: { title: '已接单' },
      replace_text: '李工 14:02 已接单',
    })
    await stage.post(UPDATE, { agentid: AGENT, atall: 1, response_code: code, template_card: card })
    expect(lastCard(stage, 'WangWu')).to.deep.include({ title: '已接单', replacedBy: '李工 14:02 已接单' })
    expect(stage.inbox('WangWu').at(-1)?.text).to.include('李工 14:02 已接单').and.not.include('转派')
  })

  it('form B may turn the card into a notice', async () => {
    const code = await send(stage)
    const card = {
      card_type: 'text_notice',
      main_title: { title: '关闭' },
      card_action: { type: 1, url: 'https://a.cn' },
    }
    await stage.post(UPDATE, { agentid: AGENT, atall: 1, response_code: code, template_card: card })
    expect(lastCard(stage, 'LiGong')).to.deep.include({ cardType: 'text_notice', buttons: [] })
  })

  it('a card of form B is validated, its task id must be new (or, by switch, its own)', async () => {
    for (const sameTaskIdOnUpdate of [true, false]) {
      const here = await setStage({ switches: { sameTaskIdOnUpdate } })
      const card = aButtonCard()
      const used = aButtonCard()
      await send(here, used)
      const code = await send(here, card)
      const ask = async (template_card: unknown): Promise<number> =>
        (await here.post(UPDATE, { agentid: AGENT, atall: 1, response_code: code, template_card })).errcode
      expect(await ask({ ...card, button_list: [] })).to.equal(40016)
      expect(await ask({ ...card, task_id: used.task_id })).to.equal(42014)
      expect(await ask(card)).to.equal(sameTaskIdOnUpdate ? 0 : 42014)
    }
  })

  it('form A is for cards with buttons', async () => {
    const menu = {
      card_type: 'text_notice',
      task_id: 'menu-1',
      main_title: { title: '通知' },
      card_action: { type: 1, url: 'https://a.cn' },
      action_menu: { action_list: [{ text: '不再提醒', key: 'mute' }] },
    }
    const code = await send(stage, menu)
    expect((await stage.post(UPDATE, { ...grey('x'), response_code: code })).errcode).to.equal(40058)
  })
})

describe('Check 15: taps', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await setStage()
  })

  it('send what was selected, else what stands there by default', async () => {
    await send(stage, {
      card_type: 'multiple_interaction',
      task_id: 'form-1',
      main_title: { title: '派单' },
      select_list: [
        {
          question_key: 'who',
          option_list: [
            { id: 'w1', text: '李工' },
            { id: 'w2', text: '王五' },
          ],
        },
        {
          question_key: 'eta',
          selected_id: 'h2',
          option_list: [
            { id: 'h1', text: '1小时' },
            { id: 'h2', text: '2小时' },
          ],
        },
      ],
      submit_button: { text: '确定', key: 'assign' },
    })
    const phones = stage.emulator.phones
    await phones.memberTaps('LiGong', 'form-1', { key: 'assign', selected: { who: ['w2'] } })
    const plain = stage.bot.received.at(-1)?.plain ?? ''
    expect(plain).to.include('<QuestionKey><![CDATA[who]]></QuestionKey><OptionIds><OptionId><![CDATA[w2]]>')
    expect(plain).to.include('<QuestionKey><![CDATA[eta]]></QuestionKey><OptionIds><OptionId><![CDATA[h2]]>')
    for (const selected of [{ other: ['w1'] }, { who: ['w9'] }, { who: ['w1', 'w2'] }]) {
      expect(await phones.memberTaps('LiGong', 'form-1', { key: 'assign', selected })).to.have.property(
        'refused',
      )
    }
  })

  it('send several options of a multi-choice vote, and none when none is chosen', async () => {
    await send(stage, {
      card_type: 'vote_interaction',
      task_id: 'vote-1',
      main_title: { title: '回访' },
      checkbox: { question_key: 'q', mode: 1, option_list: ['a', 'b', 'c'].map((id) => ({ id, text: id })) },
      submit_button: { key: 'done' },
    })
    await stage.emulator.phones.memberTaps('LiGong', 'vote-1', { key: 'done', selected: { q: ['a', 'c'] } })
    expect(stage.bot.received.at(-1)?.plain.match(/<OptionId>/g)).to.have.length(2)
    await stage.emulator.phones.memberTaps('LiGong', 'vote-1', { key: 'done' })
    expect(stage.bot.received.at(-1)?.plain).to.include('<OptionIds></OptionIds>')
  })

  it('make no event when the button opens a page, does not exist, or the person has no such card', async () => {
    await send(stage, aButtonCard({ button_list: [{ type: 1, text: '查看', url: 'https://a.cn' }] }))
    const { phones } = stage.emulator
    const id = stage.inbox('LiGong').at(-1)?.id ?? ''
    expect(await phones.memberTaps('LiGong', id, { key: 'https://a.cn' })).to.have.property('refused')
    expect(await phones.memberTaps('LiGong', id, { key: 'nothing' })).to.have.property('refused')
    expect(await phones.memberTaps('ZhaoLiu', id, { key: 'card:take' })).to.have.property('refused')
    expect(await phones.memberTaps('Ghost', id, { key: 'card:take' })).to.have.property('refused')
    expect(stage.bot.received).to.deep.equal([])
  })

  it('on the menu are template_card_menu_event without selection', async () => {
    await send(
      stage,
      aButtonCard({ action_menu: { desc: '更多', action_list: [{ text: '不再提醒', key: 'mute' }] } }),
    )
    await tap(stage, 'LiGong', 'mute')
    expect(stage.bot.received.at(-1)?.fields).to.include({
      Event: 'template_card_menu_event',
      EventKey: 'mute',
    })
    expect(stage.bot.received.at(-1)?.plain).not.to.include('SelectedItems')
  })

  it('show a failure when the bot never answers, and can be repeated', async () => {
    await send(stage)
    stage.bot.answer = () => ({ status: 500 })
    const id = stage.inbox('LiGong').at(-1)?.id ?? ''
    const failed = await stage.emulator.phones.memberTaps('LiGong', id, { key: 'card:take' })
    expect(failed).to.deep.equal({ refused: '操作失败，请稍后重试' })
    stage.bot.answer = () => ({})
    expect(await stage.emulator.phones.memberTaps('LiGong', id, { key: 'card:take' })).to.have.property('id')
  })
})

describe('Check 17: taps at the same time', () => {
  it('of two members give two codes, both usable, the later update wins', async () => {
    const stage = await setStage()
    await send(stage)
    const id = (userId: string): string => stage.inbox(userId).at(-1)?.id ?? ''
    const { phones } = stage.emulator
    await Promise.all([
      phones.memberTaps('LiGong', id('LiGong'), { key: 'card:take' }),
      phones.memberTaps('WangWu', id('WangWu'), { key: 'card:take' }),
    ])
    const codes = stage.bot.received.map((event) => event.fields.ResponseCode)
    expect(new Set(codes)).to.have.property('size', 2)
    await stage.post(UPDATE, { ...grey('甲'), response_code: codes[0] })
    await stage.post(UPDATE, { ...grey('乙'), response_code: codes[1] })
    expect(lastCard(stage, 'LiGong')?.replacedBy).to.equal('乙')
  })

  it('of one member who taps twice give two events', async () => {
    const stage = await setStage()
    await send(stage)
    const id = stage.inbox('LiGong').at(-1)?.id ?? ''
    const twice = [1, 2].map(() => stage.emulator.phones.memberTaps('LiGong', id, { key: 'card:take' }))
    await Promise.all(twice)
    expect(stage.bot.received).to.have.length(2)
  })

  it('can come before the send’s answer', async () => {
    const stage = await setStage()
    stage.emulator.faults.set({ kind: 'latency', route: SEND, ms: 150, when: 'after', times: 1 })
    const order: string[] = []
    const sending = stage.post(SEND, aCard(aButtonCard())).then(() => order.push('answer'))
    while (stage.inbox('LiGong').length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await tap(stage, 'LiGong')
    order.push('tap')
    await sending
    expect(order).to.deep.equal(['tap', 'answer'])
  })
})

describe('Check 12: passive replies', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await setStage()
  })
  const inner = (to: string, rest: string): string =>
    `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[${SANDBOX_CREDENTIALS.corpId}]]></FromUserName><CreateTime>1793606400</CreateTime>${rest}</xml>`
  const text = inner('LiGong', '<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[收到]]></Content>')
  const writes = (): Promise<unknown> =>
    stage.emulator.phones.memberWrites('LiGong', { type: 'text', content: '漏水' })

  it('are shown in the chat', async () => {
    stage.bot.answer = () => ({ body: sealReply(SANDBOX_CREDENTIALS, text) })
    await writes()
    expect(stage.inbox('LiGong').at(-1)).to.include({ from: 'desk', text: '收到' })
  })

  it('change the tapper’s own card only', async () => {
    await send(stage)
    const update =
      '<MsgType>update_button</MsgType><Button><ReplaceName><![CDATA[已接]]></ReplaceName></Button>'
    stage.bot.answer = () => ({ body: sealReply(SANDBOX_CREDENTIALS, inner('LiGong', update)) })
    await tap(stage, 'LiGong')
    expect(lastCard(stage, 'LiGong')?.replacedBy).to.equal('已接')
    expect(lastCard(stage, 'WangWu')?.replacedBy).to.equal(null)
  })

  it('may replace the card by one in XML, and burn the tap’s code by switch', async () => {
    for (const passiveReplyBurnsCode of [false, true]) {
      const here = await setStage({ switches: { passiveReplyBurnsCode } })
      await send(here)
      const card =
        '<MsgType>update_template_card</MsgType><TemplateCard><CardType>vote_interaction</CardType><MainTitle><Title>评价</Title></MainTitle>' +
        '<CheckBox><QuestionKey>q</QuestionKey><OptionList><Id>a</Id><Text>好</Text><IsChecked>true</IsChecked></OptionList><OptionList><Id>b</Id><Text>差</Text></OptionList><Mode>0</Mode></CheckBox>' +
        '<SubmitButton><Text>提交</Text><Key>rate</Key></SubmitButton></TemplateCard>'
      here.bot.answer = () => ({ body: sealReply(SANDBOX_CREDENTIALS, inner('LiGong', card)) })
      const code = await tap(here, 'LiGong')
      expect(lastCard(here, 'LiGong')).to.deep.include({ cardType: 'vote_interaction', title: '评价' })
      expect(lastCard(here, 'LiGong')?.questions[0]).to.include({ key: 'q', selected: 'a' })
      const later = await here.post(UPDATE, { ...grey('完'), response_code: code })
      expect(later.errcode).to.equal(passiveReplyBurnsCode ? 60140 : 0)
    }
  })

  const wrong: [what: string, body: () => string][] = [
    ['plain text', () => '收到'],
    ['a wrong signature', () => sealReply(SANDBOX_CREDENTIALS, text, { token: 'other' })],
    ['another corp', () => sealReply(SANDBOX_CREDENTIALS, text, { corpId: 'wwother' })],
    [
      'another receiver',
      () => sealReply(SANDBOX_CREDENTIALS, inner('WangWu', '<MsgType>text</MsgType><Content>x</Content>')),
    ],
    [
      'an empty text',
      () => sealReply(SANDBOX_CREDENTIALS, inner('LiGong', '<MsgType>text</MsgType><Content></Content>')),
    ],
    ['an unknown type', () => sealReply(SANDBOX_CREDENTIALS, inner('LiGong', '<MsgType>poem</MsgType>'))],
  ]
  for (const [what, body] of wrong) {
    it(`are ignored and reported: ${what}`, async () => {
      stage.bot.answer = () => ({ body: body() })
      await writes()
      expect(stage.inbox('LiGong')).to.have.length(1)
      expect(stage.emulator.violations().map((each) => each.kind)).to.deep.equal(['ignored'])
    })
  }

  it('are receipts when empty or the word success', async () => {
    stage.bot.answer = () => ({ body: 'success' })
    await writes()
    expect(stage.emulator.violations()).to.deep.equal([])
  })

  it('are ignored after five seconds', async () => {
    stage.bot.answer = async (_, count) => {
      if (count === 1) await new Promise((resolve) => setTimeout(resolve, 400))
      return { body: count === 1 ? sealReply(SANDBOX_CREDENTIALS, text) : '' }
    }
    await writes()
    expect(stage.bot.received).to.have.length(2)
    expect(stage.inbox('LiGong')).to.have.length(1)
  })
})
