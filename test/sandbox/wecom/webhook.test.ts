import { expect } from 'chai'
import { expectRejection } from './support/expect-rejection.ts'
import { aButtonCard, aCard, setStage, type Stage } from './support/stage.ts'

const writes = (stage: Stage, content = '漏水'): Promise<unknown> =>
  stage.emulator.phones.memberWrites('LiGong', { type: 'text', content })
const late = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

describe('Check 6: verification of the webhook address', () => {
  it('accepts the exact plain text, also from an address with a query of its own', async () => {
    const stage = await setStage({ webhook: false })
    await stage.emulator.setWebhook(`${stage.bot.url}?tenant=1`)
    await writes(stage)
    expect(stage.bot.received[0]?.query.get('tenant')).to.equal('1')
  })

  for (const [what, echo] of [
    ['quotes', (plain: string) => `"${plain}"`],
    ['a byte order mark', (plain: string) => `\uFEFF${plain}`],
    ['a line break', (plain: string) => `${plain}\n`],
    ['nothing', () => ''],
  ] as const) {
    it(`fails on ${what}`, async () => {
      const stage = await setStage({ webhook: false })
      stage.bot.echo = echo
      const error = await expectRejection(stage.emulator.setWebhook(stage.bot.url))
      expect(error).to.include({ code: 'webhook_unverified', retryable: true })
    })
  }

  it('fails when nobody is there, and works without percent-encoding for a bot that repairs blanks', async () => {
    const stage = await setStage({ webhook: false, switches: { encodeEchostr: false } })
    await expectRejection(stage.emulator.setWebhook('http://127.0.0.1:1/hook'))
    await stage.emulator.setWebhook(stage.bot.url)
  })

  it('fails when the answer takes longer than a second', async () => {
    const stage = await setStage({ webhook: false })
    const { createServer } = await import('node:http')
    const slow = createServer((_, response) => void late(1200).then(() => response.end()))
    await new Promise<void>((resolve) => slow.listen(0, resolve))
    const address = slow.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await expectRejection(stage.emulator.setWebhook(`http://127.0.0.1:${port}/`))
    slow.closeAllConnections()
    slow.close()
  })
})

describe('Check 8: webhooks are repeated', () => {
  it('four times in all on timeouts, with the same plain text and new ciphertexts', async () => {
    const stage = await setStage({ switches: { webhookTimeoutMs: 50 } })
    stage.bot.answer = () => late(100).then(() => ({}))
    await writes(stage)
    const plains = new Set(stage.bot.received.map((event) => event.plain))
    const nonces = new Set(stage.bot.received.map((event) => event.query.get('nonce')))
    expect([stage.bot.received.length, plains.size, nonces.size]).to.deep.equal([4, 1, 4])
  })

  it('three times in all, or with the same ciphertext, when the switches say so', async () => {
    const stage = await setStage({ switches: { maxRetries: 2, freshSealOnRetry: false } })
    stage.bot.answer = () => ({ reset: true })
    await writes(stage)
    const nonces = new Set(stage.bot.received.map((event) => event.query.get('nonce')))
    expect([stage.bot.received.length, nonces.size]).to.deep.equal([3, 1])
  })

  for (const retryOnNon200 of [true, false]) {
    it(`${retryOnNon200 ? 'also' : 'not'} when the status is not 200`, async () => {
      const stage = await setStage({ switches: { retryOnNon200 } })
      stage.bot.answer = () => ({ status: 503 })
      await writes(stage)
      expect(stage.bot.received).to.have.length(retryOnNon200 ? 4 : 1)
    })
  }

  it('until one is answered', async () => {
    const stage = await setStage()
    stage.bot.answer = (_, count) => ({ reset: count < 3 })
    await writes(stage)
    expect(stage.bot.received).to.have.length(3)
  })

  it('after a delay on the emulator’s clock, which idle() does not wait for before it is due', async () => {
    const stage = await setStage({ switches: { retryDelayMs: 5000 } })
    stage.bot.answer = (_, count) => ({ status: count === 1 ? 500 : 200 })
    const written = writes(stage)
    while (stage.bot.received.length < 1) await late(5)
    await late(30)
    await stage.emulator.idle()
    expect(stage.bot.received).to.have.length(1)
    stage.clock.advance(5000)
    await stage.emulator.idle()
    expect(stage.bot.received).to.have.length(2)
    await written
  })

  it('twice although answered, never, late, or in another order, when a fault says so', async () => {
    const stage = await setStage()
    const { faults } = stage.emulator
    faults.set({ kind: 'webhook', effect: 'duplicate', times: 1 })
    await writes(stage, '一')
    faults.set({ kind: 'webhook', effect: 'drop', times: 1 })
    await writes(stage, '二')
    faults.set({ kind: 'webhook', effect: 'reorder', ms: 5000, times: 1 })
    await Promise.all([writes(stage, '三'), writes(stage, '四')])
    faults.set({ kind: 'webhook', effect: 'delay', ms: 10, event: 'text', times: 1 })
    await writes(stage, '五')
    expect(stage.bot.received.map((event) => event.fields.Content)).to.deep.equal([
      '一',
      '一',
      '四',
      '三',
      '五',
    ])
    expect(faults.list()).to.deep.equal([])
  })

  it('side by side: a slow answer to one does not hold up another', async () => {
    const stage = await setStage()
    stage.bot.answer = (event) => (event.fields.Content === '慢' ? late(200).then(() => ({})) : {})
    const slow = writes(stage, '慢')
    await writes(stage, '快')
    expect(stage.bot.received.map((event) => event.fields.Content)).to.deep.equal(['慢', '快'])
    await slow
  })
})

describe('Check 10: forms of the XML', () => {
  for (const xmlStyle of ['documented', 'live', 'spaced'] as const) {
    it(`mean the same to a reader that looks for names: ${xmlStyle}`, async () => {
      const stage = await setStage({ switches: { xmlStyle } })
      await stage.post('/cgi-bin/message/send', aCard(aButtonCard({ task_id: 'x-1' })))
      await stage.emulator.phones.memberTaps('LiGong', 'x-1', { key: 'card:take' })
      const event = stage.bot.received[0]
      expect(event?.fields).to.include({
        EventKey: 'card:take',
        TaskId: 'x-1',
        FromUserName: 'LiGong',
        AgentID: '1000002',
      })
      if (xmlStyle === 'live') expect(event?.plain).to.match(/AgentID>.*<EventKey/)
      if (xmlStyle === 'spaced')
        expect(event?.plain).to.match(/<EventKey>\s+<!\[CDATA\[card:take\]\]>\s+<\/EventKey>/)
    })
  }
})

describe('Check 9: what a member does becomes an event', () => {
  it('photo, voice and place, with media that the app can fetch', async () => {
    const stage = await setStage()
    const { phones } = stage.emulator
    await phones.memberWrites('LiGong', { type: 'image' })
    await phones.memberWrites('LiGong', { type: 'voice' })
    await phones.memberWrites('LiGong', {
      type: 'location',
      latitude: 31.23,
      longitude: 121.47,
      label: '3栋大堂',
    })
    const [image, voice, place] = stage.bot.received.map((event) => event.fields)
    const response = await fetch(
      `${stage.base}/cgi-bin/media/get?access_token=${stage.token}&media_id=${image?.MediaId ?? ''}`,
    )
    expect(response.headers.get('content-type')).to.equal('image/png')
    expect((await fetch(image?.PicUrl ?? '')).headers.get('content-type')).to.equal('image/png')
    expect(voice).to.include({ MsgType: 'voice', Format: 'amr' })
    expect(place).to.include({
      Location_X: '31.23',
      Location_Y: '121.47',
      Label: '3栋大堂',
      AppType: 'wxwork',
    })
  })

  it('refuses empty texts, broken photos and unknown people', async () => {
    const stage = await setStage()
    const { phones } = stage.emulator
    expect(await phones.memberWrites('LiGong', { type: 'text', content: '' })).to.have.property('refused')
    expect(
      await phones.memberWrites('LiGong', { type: 'image', base64: 'aGFsbG8gd2VsdA==' }),
    ).to.have.property('refused')
    expect(
      await phones.memberWrites('LiGong', { type: 'voice', base64: 'aGFsbG8gd2VsdA==' }),
    ).to.have.property('refused')
    expect(await phones.memberWrites('Ghost', { type: 'text', content: 'x' })).to.have.property('refused')
    expect(stage.bot.received).to.deep.equal([])
  })

  it('opening the app, joining and leaving', async () => {
    const stage = await setStage()
    await stage.emulator.acts.opensApp('LiGong')
    await stage.emulator.acts.joins('LiGong')
    await stage.emulator.acts.leaves('LiGong')
    expect(stage.bot.received.map((event) => event.fields.Event)).to.deep.equal([
      'enter_agent',
      'subscribe',
      'unsubscribe',
    ])
  })

  it('gives every message a number of 19 digits of its own', async () => {
    const stage = await setStage()
    await Promise.all(Array.from({ length: 20 }, (_, n) => writes(stage, String(n))))
    const ids = stage.bot.received.map((event) => event.fields.MsgId ?? '')
    expect(new Set(ids)).to.have.property('size', 20)
    expect(ids.every((id) => /^\d{19}$/.test(id))).to.equal(true)
  })
})
