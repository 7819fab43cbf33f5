import { expect } from 'chai'
import {
  aButtonCard,
  aCard,
  AGENT,
  aText,
  DAY,
  fetchToken,
  HOUR,
  MINUTE,
  setStage,
  testWorld,
  type Stage,
} from './support/stage.ts'

const SEND = '/cgi-bin/message/send'

describe('Check 13: message/send and its receivers', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await setStage()
  })

  it('sends to whom it can and names the others in lower case with errcode 0', async () => {
    const answer = await stage.post(SEND, aText({ touser: 'LIGONG|NoBody|Ghost', toparty: '99', totag: '7' }))
    expect(answer).to.include({
      errcode: 0,
      invaliduser: 'nobody|ghost',
      invalidparty: '99',
      invalidtag: '7',
    })
    expect(stage.inbox('LiGong')).to.have.length(1)
  })

  it('refuses only when nobody is left (81013) or nobody was named (82001)', async () => {
    expect((await stage.post(SEND, aText({ touser: 'ghost' }))).errcode).to.equal(81013)
    expect((await stage.post(SEND, aText({ touser: '' }))).errcode).to.equal(82001)
    expect((await stage.post(SEND, aText({ touser: '|' }))).errcode).to.equal(82001)
  })

  it('limits the lists to 1000 members (40032), 100 departments (82002), 100 tags (82003)', async () => {
    const many = (count: number): string => Array.from({ length: count }, (_, index) => index).join('|')
    expect((await stage.post(SEND, aText({ touser: many(1001) }))).errcode).to.equal(40032)
    expect((await stage.post(SEND, aText({ toparty: many(101) }))).errcode).to.equal(82002)
    expect((await stage.post(SEND, aText({ totag: many(101) }))).errcode).to.equal(82003)
  })

  it('reaches everybody with @all, a department with those below it, nobody twice', async () => {
    await stage.post(SEND, aText({ touser: '@all', toparty: '99' }))
    await stage.post(SEND, aText({ touser: 'LiGong|ligong', toparty: '2' }))
    expect(stage.inbox('QianTai')).to.have.length(1)
    expect(stage.inbox('LiGong')).to.have.length(2)
    expect(stage.inbox('ZhaoLiu')).to.have.length(2)
  })

  it('knows each app’s visible range', async () => {
    const world = testWorld()
    const narrow = { ...world.agents[0]!, visibleUserIds: ['ligong'] }
    const limited = await setStage({ world: { ...world, agents: [narrow] } })
    const answer = await limited.post(SEND, aText({ touser: 'LiGong|WangWu' }))
    expect(answer).to.include({ errcode: 0, invaliduser: 'wangwu' })
    expect((await limited.post(SEND, aText({ touser: 'WangWu' }))).errcode).to.equal(81013)
  })

  it('cuts a text at 2048 bytes between characters and reports it', async () => {
    await stage.post(SEND, aText({ text: { content: 'a' + '水'.repeat(700) } }))
    const shown = stage.inbox('LiGong')[0]?.text ?? ''
    expect(Buffer.byteLength(shown)).to.equal(1 + 3 * 682)
    expect(stage.emulator.violations()).to.have.length(1).and.to.have.nested.property('[0].kind', 'cut')
  })

  it('swallows the 31st message of a minute without a word, and reports it', async () => {
    for (let n = 0; n < 30; n += 1) await stage.post(SEND, aText({ text: { content: `第${n}条` } }))
    stage.clock.advance(MINUTE - 1)
    const swallowed = await stage.post(SEND, aText({ touser: 'LiGong|WangWu' }))
    expect(swallowed).to.include({ errcode: 0 })
    expect(stage.inbox('LiGong')).to.have.length(30)
    expect(stage.inbox('WangWu')).to.have.length(1)
    expect(stage.emulator.violations().map((each) => each.kind)).to.deep.equal(['dropped'])
    stage.clock.advance(1)
    await stage.post(SEND, aText())
    expect(stage.inbox('LiGong')).to.have.length(31)
  })

  it('swallows the 1001st message of an hour', async () => {
    for (let n = 0; n < 1000; n += 1) {
      if (n % 30 === 0) stage.clock.advance(MINUTE)
      await stage.post(SEND, aText())
    }
    stage.clock.advance(MINUTE)
    await stage.post(SEND, aText())
    expect(stage.inbox('LiGong')).to.have.length(1000)
  })

  it('can count by the clock’s own minute instead', async () => {
    const calendar = await setStage({ switches: { quotaWindow: 'calendar' } })
    calendar.clock.advance(59_000)
    for (let n = 0; n < 30; n += 1) await calendar.post(SEND, aText())
    calendar.clock.advance(1000)
    await calendar.post(SEND, aText())
    expect(calendar.inbox('LiGong')).to.have.length(31)
  })

  for (const dayQuota of ['error', 'drop'] as const) {
    it(`ends the day quota with ${dayQuota === 'error' ? '45009' : 'a silent drop'}`, async () => {
      const small = await setStage({ switches: { paidAccounts: 1, dayQuota } })
      for (let n = 0; n < 50; n += 1) {
        if (n % 25 === 0) small.clock.advance(MINUTE)
        await small.post(SEND, aText({ touser: '@all' }))
      }
      small.clock.advance(HOUR)
      const over = await small.post(SEND, aText())
      expect(over.errcode).to.equal(dayQuota === 'error' ? 45009 : 0)
      expect(small.inbox('LiGong')).to.have.length(50)
      small.clock.advance(DAY)
      await small.post(SEND, aText())
      expect(small.inbox('LiGong')).to.have.length(51)
    })
  }
})

describe('message/send: each type has its own errcodes', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await setStage()
  })

  const article = { title: '停水通知', url: 'https://desk.example.cn/n/1' }
  const cases: [what: string, body: Record<string, unknown>, errcode: number][] = [
    ['an unknown type', { msgtype: 'poem' }, 40008],
    ['no type', { msgtype: undefined }, 40008],
    ['an empty text', { text: { content: '' } }, 44004],
    ['a text under the wrong key', { text: undefined, content: 'x' }, 44004],
    ['a text that is a number', { text: { content: 5 } }, 44004],
    ['a markdown above 2048 B', { msgtype: 'markdown', markdown: { content: '水'.repeat(700) } }, 45002],
    ['an image without media id', { msgtype: 'image', image: {} }, 41006],
    ['an image with a forged media id', { msgtype: 'image', image: { media_id: 'x' } }, 40007],
    ['a textcard without title', { msgtype: 'textcard', textcard: {} }, 41016],
    ['a textcard without description', { msgtype: 'textcard', textcard: { title: 'a' } }, 41033],
    ['a textcard without url', { msgtype: 'textcard', textcard: { title: 'a', description: 'b' } }, 41010],
    [
      'a textcard whose url has no scheme',
      { msgtype: 'textcard', textcard: { title: 'a', description: 'b', url: 'desk.cn' } },
      45034,
    ],
    [
      'a textcard whose url is too long',
      {
        msgtype: 'textcard',
        textcard: { title: 'a', description: 'b', url: `https://a/${'x'.repeat(2048)}` },
      },
      40039,
    ],
    ['confidential news', { msgtype: 'news', safe: 1, news: { articles: [article] } }, 40074],
    ['nine articles', { msgtype: 'news', news: { articles: Array(9).fill(article) } }, 45008],
    ['an article without title', { msgtype: 'news', news: { articles: [{ url: article.url }] } }, 41016],
    ['no articles', { msgtype: 'news', news: {} }, 40035],
    ['mpnews without cover', { msgtype: 'mpnews', mpnews: { articles: [{ title: 'a' }] } }, 41006],
    [
      'a short mini program title',
      { msgtype: 'miniprogram_notice', miniprogram_notice: { appid: 'a', title: '缴费' } },
      40058,
    ],
    ['good news', { msgtype: 'news', news: { articles: [article] } }, 0],
    [
      'a good textcard',
      { msgtype: 'textcard', textcard: { ...article, description: '<div class="gray">周一</div>' } },
      0,
    ],
    ['a good markdown', { msgtype: 'markdown', markdown: { content: '**停水**' } }, 0],
  ]
  for (const [what, body, errcode] of cases) {
    it(`answers ${what} with ${errcode}`, async () => {
      expect((await stage.post(SEND, aText(body))).errcode).to.equal(errcode)
    })
  }

  it('shows a textcard’s words without markup and with its button', async () => {
    const textcard = { ...article, description: '<div class="gray">周一<br>上午</div>' }
    await stage.post(SEND, aText({ msgtype: 'textcard', textcard }))
    expect(stage.inbox('LiGong')[0]?.text).to.equal('停水通知\n周一\n上午\n详情')
  })
})

describe('Check 18: recall', () => {
  it('works within 24 hours and for the app that sent it', async () => {
    const world = testWorld()
    const other = { ...world.agents[0]!, agentId: 1000003, secret: 'second-secret' }
    const stage = await setStage({ world: { ...world, agents: [...world.agents, other] } })
    const { msgid } = await stage.post(SEND, aText())
    const { msgid: late } = await stage.post(SEND, aText())
    const foreign = await fetchToken(stage.base, 'second-secret')
    const response = await fetch(`${stage.base}/cgi-bin/message/recall?access_token=${foreign}`, {
      method: 'POST',
      body: JSON.stringify({ msgid }),
    })
    expect(await response.json()).to.include({ errcode: 40058 })
    stage.clock.advance(DAY - 1)
    expect((await stage.post('/cgi-bin/message/recall', { msgid })).errcode).to.equal(0)
    expect(stage.inbox('LiGong')[0]).to.include({ msgType: 'recalled' })
    stage.clock.advance(1)
    expect((await stage.post('/cgi-bin/message/recall', { msgid: late })).errcode).to.equal(42052)
    expect((await stage.post('/cgi-bin/message/recall', {})).errcode).to.equal(40058)
  })
})

describe('Check 19: the duplicate check', () => {
  const checked = aText({ enable_duplicate_check: 1, duplicate_check_interval: 600 })

  it('answers 0 and delivers nothing for the same JSON within the interval', async () => {
    const stage = await setStage()
    const first = await stage.post(SEND, checked)
    const again = await stage.post(SEND, checked)
    expect(again).to.deep.equal(first)
    expect(stage.inbox('LiGong')).to.have.length(1)
    await stage.post(SEND, { ...checked, text: { content: '别的' } })
    stage.clock.advance(10 * MINUTE)
    await stage.post(SEND, checked)
    expect(stage.inbox('LiGong')).to.have.length(3)
  })

  it('delivers repeats when the check is off', async () => {
    const stage = await setStage()
    await stage.post(SEND, aText())
    await stage.post(SEND, aText())
    expect(stage.inbox('LiGong')).to.have.length(2)
  })

  it('may answer a msgid of its own', async () => {
    const stage = await setStage({ switches: { duplicateKeepsMsgid: false } })
    const first = await stage.post(SEND, checked)
    const again = await stage.post(SEND, checked)
    expect(again.errcode).to.equal(0)
    expect(again.msgid).to.be.a('string').that.does.not.equal(first.msgid)
    expect(stage.inbox('LiGong')).to.have.length(1)
  })

  for (const duplicateCheckBeforeTaskId of [true, false]) {
    it(`finds a repeated card ${duplicateCheckBeforeTaskId ? 'before' : 'after'} its used task id`, async () => {
      const stage = await setStage({ switches: { duplicateCheckBeforeTaskId } })
      const card = aCard(aButtonCard(), { agentid: AGENT, enable_duplicate_check: 1 })
      await stage.post(SEND, card)
      expect((await stage.post(SEND, card)).errcode).to.equal(duplicateCheckBeforeTaskId ? 0 : 42014)
      expect(stage.inbox('LiGong')).to.have.length(1)
    })
  }
})
