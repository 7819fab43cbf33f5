import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { BODY_MAX_BYTES } from '../../src/http/read-body.ts'
import { TEXT_MESSAGE_XML } from '../fixtures/sealed-vectors.ts'
import { aCardTap, anEvent, xmlOf } from '../wecom/support/deliveries.ts'
import { OLD_KEY, sealed, signed } from '../wecom/support/keys.ts'
import { delivery, envelope, pathOf, runApp, type RunningApp } from './support/running-app.ts'

describe('POST /wecom/callback', () => {
  let app: RunningApp
  beforeEach(async () => {
    app = await runApp()
  })
  afterEach(() => app.close())

  const post = (path: string, body: RequestInit['body'], init: RequestInit = {}): Promise<Response> =>
    fetch(`${app.url}${path}`, { method: 'POST', body: body ?? null, ...init })

  async function expectRefusal(answer: Response, status: number, error: string): Promise<void> {
    expect(await answer.json()).to.deep.equal({ error })
    expect(answer.status).to.equal(status)
    expect(app.received).to.deep.equal([])
  }

  it('hands the event on and answers 200 with an empty body', async () => {
    const { path, body } = delivery(TEXT_MESSAGE_XML)
    const answer = await post(path, body)
    expect([answer.status, await answer.text()]).to.deep.equal([200, ''])
    expect(app.received).to.have.length(1)
    expect(app.received[0]).to.include({
      kind: 'text',
      deliveryId: 'msg:7412369854123698541',
      content: '3栋电梯停了',
    })
  })

  it('answers only when the event is stored', async () => {
    const order: string[] = []
    await app.close()
    app = await runApp({
      receive: async () => {
        await new Promise((resolve) => setImmediate(resolve))
        order.push('stored')
      },
    })
    const { path, body } = delivery(TEXT_MESSAGE_XML)
    await post(path, body)
    order.push('answered')
    expect(order).to.deep.equal(['stored', 'answered'])
  })

  it('takes JSON envelopes too, whatever the content type says', async () => {
    const text = sealed(TEXT_MESSAGE_XML)
    const types = ['application/json', 'text/xml', 'application/octet-stream', 'image/png']
    for (const type of types) {
      const headers = { 'content-type': type }
      expect((await post(pathOf(text), envelope(text.encrypted), { headers })).status).to.equal(200)
      expect(
        (await post(pathOf(text), JSON.stringify({ encrypt: text.encrypted }), { headers })).status,
      ).to.equal(200)
    }
    expect(app.received).to.have.length(types.length * 2)
  })

  it('accepts an older key during a rotation', async () => {
    const { path, body } = delivery(TEXT_MESSAGE_XML, { key: OLD_KEY })
    expect((await post(path, body)).status).to.equal(200)
  })

  it('gives a delivery that comes again, or with another nonce, the same id', async () => {
    const tap = xmlOf(aCardTap())
    const first = delivery(tap)
    await post(first.path, first.body)
    await post(first.path, first.body)
    const again = delivery(tap, { nonce: '999' })
    await post(again.path, again.body)
    expect(app.received).to.have.length(3)
    expect(new Set(app.received.map((event) => event.deliveryId)).size).to.equal(1)
  })

  it('stores what it does not know and answers 200', async () => {
    const { path, body } = delivery(xmlOf(anEvent('brand_new_thing')))
    expect((await post(path, body)).status).to.equal(200)
    expect(app.received[0]).to.include({ kind: 'unknown', name: 'brand_new_thing' })
  })

  it('answers 500 without details when the event cannot be stored, so that it comes again', async () => {
    await app.close()
    app = await runApp({ receive: () => Promise.reject(new Error('disk full at /var/data')) })
    const { path, body } = delivery(TEXT_MESSAGE_XML)
    const answer = await post(path, body)
    expect(answer.status).to.equal(500)
    expect(await answer.json()).to.deep.equal({ error: 'internal error' })
    expect(app.log.lines.filter((line) => line.level === 50)).to.have.length(1)
  })

  it('refuses missing and repeated parameters', async () => {
    const { path, body } = delivery(TEXT_MESSAGE_XML)
    await expectRefusal(
      await post('/wecom/callback', body),
      400,
      'missing parameter: msg_signature, timestamp, nonce',
    )
    await expectRefusal(await post(`${path}&timestamp=1`, body), 400, 'repeated parameter: timestamp')
  })

  const good = delivery(TEXT_MESSAGE_XML)
  const noEnvelope: Record<string, string | Buffer> = {
    nothing: '',
    words: '电梯停了',
    'XML without a ciphertext': '<xml><ToUserName>ww</ToUserName></xml>',
    'an empty ciphertext': '<xml><Encrypt></Encrypt></xml>',
    'two ciphertexts': '<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>',
    'broken XML': good.body.slice(0, -6),
    'JSON without a ciphertext': '{"tousername":"ww"}',
    'broken JSON': '{"encrypt":',
    'JSON with a number for a ciphertext': '{"encrypt":5}',
    'a document type': `<!DOCTYPE xml>${good.body}`,
    'an entity bomb': `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(100)}">]><xml><Encrypt>&b;</Encrypt></xml>`,
    'compressed bytes': Buffer.from([0x1f, 0x8b, 0x08, 0x00]).toString('latin1'),
  }
  for (const [title, body] of Object.entries(noEnvelope)) {
    it(`answers 400 to ${title}`, async () => {
      await expectRefusal(await post(good.path, body), 400, 'no envelope in XML or JSON')
    })
  }

  it('answers 400 to bytes that are no UTF-8', async () => {
    const body = new Uint8Array([0x3c, 0x78, 0xff, 0xfe])
    await expectRefusal(await post(good.path, body), 400, 'body is not UTF-8')
  })

  const untrusted: Record<string, [{ path: string; body: string }, string]> = {
    'another signature': [
      { ...good, path: pathOf({ ...sealed('x'), signature: 'b'.repeat(40) }) },
      'refused: signature',
    ],
    'a body exchanged on the way': [{ ...good, body: delivery('<xml/>').body }, 'refused: signature'],
    'another corp': [delivery(TEXT_MESSAGE_XML, { receiveId: 'ww_other' }), 'refused: receive_id'],
    'a cut ciphertext': [
      signedDelivery(sealed(TEXT_MESSAGE_XML).encrypted.slice(0, 100)),
      'refused: ciphertext',
    ],
    'no Base64': [signedDelivery('密文'), 'refused: ciphertext'],
    'random bytes': [signedDelivery(randomBytes(96).toString('base64')), 'refused: ciphertext'],
  }
  for (const [title, [{ path, body }, error]] of Object.entries(untrusted)) {
    it(`answers 401 to ${title}`, async () => {
      await expectRefusal(await post(path, body), 401, error)
    })
  }

  it('answers 400 to a signed text that is no event', async () => {
    const inner: Record<string, string> = {
      'just words': 'not understood: xml',
      '<!DOCTYPE x [<!ENTITY a "b">]><xml><MsgType>&a;</MsgType></xml>': 'not understood: xml',
      '<xml><MsgType>text</MsgType></xml>': 'not understood: shape',
    }
    for (const [text, error] of Object.entries(inner)) {
      const { path, body } = delivery(text)
      await expectRefusal(await post(path, body), 400, error)
    }
  })

  describe('with a body of 10 MB', () => {
    const tooLong = `body longer than ${BODY_MAX_BYTES} bytes`

    it('answers 413 when the length is announced', async () => {
      await expectRefusal(await post(good.path, 'x'.repeat(10 * 1024 * 1024)), 413, tooLong)
    })

    it('answers 413 when it is streamed without a length', async () => {
      const chunk = new Uint8Array(64 * 1024).fill(0x78)
      let left = 160
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          if (left === 0) controller.close()
          else controller.enqueue(chunk)
          left -= 1
        },
      })
      const streamed: RequestInit & { duplex: 'half' } = { duplex: 'half' }
      await expectRefusal(await post(good.path, body, streamed), 413, tooLong)
    })

    it('goes on serving afterwards', async () => {
      await post(good.path, 'x'.repeat(10 * 1024 * 1024))
      expect((await post(good.path, good.body)).status).to.equal(200)
    })
  })

  it('accepts a body just within the limit', async () => {
    const padded = `${good.body}${' '.repeat(BODY_MAX_BYTES - Buffer.byteLength(good.body))}`
    expect((await post(good.path, padded)).status).to.equal(200)
    await expectRefusalAfterOne(await post(good.path, `${padded} `))
  })

  async function expectRefusalAfterOne(answer: Response): Promise<void> {
    expect(answer.status).to.equal(413)
    expect(app.received).to.have.length(1)
    await answer.text()
  }

  it('logs neither words nor signatures nor ciphertexts', async () => {
    await post(good.path, good.body)
    await post(good.path, delivery('<xml/>').body)
    expect(app.log.lines.length).to.be.greaterThan(2)
    expect(app.log.text()).not.to.match(/电梯|msg_signature|nonce|Encrypt/)
  })
})

function signedDelivery(encrypted: string): { path: string; body: string } {
  return { path: pathOf(signed(encrypted)), body: envelope(encrypted) }
}
