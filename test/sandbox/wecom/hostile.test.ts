import { expect } from 'chai'
import { ATTACKS } from '../../../src/sandbox/wecom/index.ts'
import { expectRejection } from './support/expect-rejection.ts'
import { setStage } from './support/stage.ts'

describe('Check 11: hostile requests to the bot', () => {
  for (const attack of ATTACKS) {
    it(`${attack} does not come through to a careful bot as an event of its own`, async () => {
      const stage = await setStage()
      const status = await stage.emulator.hostile(attack)
      // The test's bot trusts what is sealed rightly, as the replayed event and the one with entities inside are.
      const sealedRightly = attack === 'replayed' ? 2 : attack === 'dtd_inside' ? 1 : 0
      expect(stage.bot.received.length).to.be.at.most(sealedRightly)
      if (sealedRightly === 0) expect(status).to.equal(403)
      if (attack === 'replayed') {
        expect(stage.bot.received.map((event) => event.query.get('nonce'))[0]).to.equal(
          stage.bot.received.at(-1)?.query.get('nonce'),
        )
      }
    })
  }

  it('needs an address to send them to', async () => {
    const stage = await setStage({ webhook: false })
    expect(await expectRejection(stage.emulator.hostile('json'))).to.include({ code: 'no_webhook' })
  })

  it('can be ordered over HTTP, where violations can be read too', async () => {
    const stage = await setStage({ webhook: false })
    const ask = async (method: string, path: string, body?: object): Promise<[number, unknown]> => {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
      const response = await fetch(`${stage.base}/emulator/${path}`, init)
      return [response.status, await response.json().catch(() => undefined)]
    }
    expect(await ask('POST', 'webhook', { url: stage.bot.url })).to.deep.equal([200, { url: stage.bot.url }])
    expect(await ask('POST', 'hostile', { attack: 'wrong_signature' })).to.deep.equal([200, { status: 403 }])
    await stage.post('/cgi-bin/message/send', {})
    const [status, told] = await ask('GET', 'violations')
    expect(status).to.equal(200)
    expect(told).to.have.nested.property('violations[0].errcode', 41011)
    expect((await ask('POST', 'hostile', { attack: 'poem' }))[0]).to.equal(400)
    expect((await ask('POST', 'webhook', { url: 'desk' }))[0]).to.equal(400)
    expect((await ask('POST', 'webhook', { url: 'http://127.0.0.1:1/' }))[1]).to.deep.equal({
      error: 'webhook_unverified',
    })
    expect((await ask('GET', 'nothing'))[0]).to.equal(404)
  })
})
