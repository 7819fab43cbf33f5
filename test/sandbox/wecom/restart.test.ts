import { mkdtempSync, rmSync, appendFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { startBot } from './support/bot.ts'
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/wecom/index.ts'
import { aButtonCard, aCard, AGENT, aText, createTestClock, setStage } from './support/stage.ts'

describe('A restart continues where the former process stopped', () => {
  let dataDir: string
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'emulator-'))
  })
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  it('with conversations, cards, codes, tokens, media, groups, and used task ids', async () => {
    const clock = createTestClock()
    const first = await setStage({ dataDir, clock })
    const card = aButtonCard()
    const { response_code } = await first.post('/cgi-bin/message/send', aCard(card))
    await first.emulator.phones.memberWrites('LiGong', { type: 'image' })
    await first.post('/cgi-bin/appchat/create', { chatid: 'desk', userlist: ['LiGong', 'WangWu'] })
    const before = first.inbox('LiGong')
    const { token } = first
    await first.close()

    appendFileSync(join(dataDir, 'wecom-emulator.jsonl'), '[["entries","m99",{"torn')
    const second = await setStage({ dataDir, clock })
    expect(second.inbox('LiGong')).to.deep.equal(before)
    expect(second.token).to.equal(token)
    const mediaId = first.bot.received[0]?.fields.MediaId ?? ''
    const media = await fetch(`${second.base}/cgi-bin/media/get?access_token=${token}&media_id=${mediaId}`)
    expect(media.headers.get('content-type')).to.equal('image/png')
    expect((await second.post('/cgi-bin/message/send', aCard(card))).errcode).to.equal(42014)
    expect(
      (await second.post('/cgi-bin/appchat/create', { chatid: 'desk', userlist: ['LiGong', 'WangWu'] }))
        .errcode,
    ).to.equal(86215)
    const update = { agentid: AGENT, atall: 1, response_code, button: { replace_name: '完' } }
    expect((await second.post('/cgi-bin/message/update_template_card', update)).errcode).to.equal(0)
    expect((await second.post('/cgi-bin/message/update_template_card', update)).errcode).to.equal(60140)
    const written = await second.emulator.phones.memberWrites('LiGong', { type: 'text', content: '新' })
    expect(before.map((line) => line.id)).not.to.include('id' in written ? written.id : '')
  })

  it('counting a member’s minute on', async () => {
    const clock = createTestClock()
    const first = await setStage({ dataDir, clock })
    for (let n = 0; n < 30; n += 1) await first.post('/cgi-bin/message/send', aText())
    await first.close()
    const second = await setStage({ dataDir, clock })
    await second.post('/cgi-bin/message/send', aText())
    expect(second.inbox('LiGong')).to.have.length(30)
  })

  it('delivering what was on its way, once the address is verified again', async () => {
    const bot = await startBot(SANDBOX_CREDENTIALS)
    const first = await setStage({ dataDir, bot, switches: { webhookTimeoutMs: 5000 } })
    bot.answer = () => new Promise(() => undefined)
    const written = first.emulator.phones.memberWrites('LiGong', { type: 'text', content: '漏水' })
    while (bot.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await first.close()
    await written

    const second = await setStage({ dataDir, webhook: false })
    await second.emulator.phones.memberWrites('LiGong', { type: 'text', content: '还在漏' })
    expect(second.bot.received).to.deep.equal([])
    await second.emulator.setWebhook(second.bot.url)
    await second.emulator.idle()
    expect(second.bot.received.map((event) => event.fields.Content)).to.have.members(['漏水', '还在漏'])
    expect(second.bot.received.map((event) => event.plain)).to.include(bot.received[0]?.plain ?? '')
  })
})
