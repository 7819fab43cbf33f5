import { expect } from 'chai'
import { SEALED_VECTORS } from '../fixtures/sealed-vectors.ts'
import { OLD_KEY, sealed } from '../wecom/support/keys.ts'
import { pathOf, runApp, type RunningApp } from './support/running-app.ts'

describe('GET /wecom/callback', () => {
  let app: RunningApp
  before(async () => {
    app = await runApp()
  })
  after(() => app.close())

  const echo = SEALED_VECTORS[0]!
  const verify = (path: string, init?: RequestInit): Promise<Response> => fetch(`${app.url}${path}`, init)

  it('answers the decrypted text and nothing else', async () => {
    const answer = await verify(pathOf({ ...echo, echostr: echo.encrypted }))
    expect(answer.status).to.equal(200)
    expect(answer.headers.get('content-type')).to.match(/^text\/plain/)
    expect(Buffer.from(await answer.arrayBuffer()).toString('hex')).to.equal(
      Buffer.from('8412903375').toString('hex'),
    )
  })

  it('understands a plus sign that was not escaped', async () => {
    expect(echo.encrypted).to.include('+')
    const query = `msg_signature=${echo.signature}&timestamp=${echo.timestamp}&nonce=${echo.nonce}`
    const answer = await verify(`/wecom/callback?${query}&echostr=${echo.encrypted.replaceAll('=', '%3D')}`)
    expect([answer.status, await answer.text()]).to.deep.equal([200, '8412903375'])
  })

  it('accepts an older key during a rotation', async () => {
    const text = sealed('123', { key: OLD_KEY })
    const answer = await verify(pathOf({ ...text, echostr: text.encrypted }))
    expect([answer.status, await answer.text()]).to.deep.equal([200, '123'])
  })

  const refusals: Record<string, [number, string, string]> = {
    'nothing at all': [400, '/wecom/callback', 'missing parameter: msg_signature, timestamp, nonce, echostr'],
    'no echo text': [400, pathOf(echo), 'missing parameter: echostr'],
    'an empty nonce': [
      400,
      pathOf({ ...echo, nonce: '', echostr: echo.encrypted }),
      'missing parameter: nonce',
    ],
    'a nonce given twice': [
      400,
      `${pathOf({ ...echo, echostr: echo.encrypted })}&nonce=${echo.nonce}`,
      'repeated parameter: nonce',
    ],
    'another signature': [
      401,
      pathOf({ ...echo, signature: 'a'.repeat(40), echostr: echo.encrypted }),
      'refused: signature',
    ],
    'another corp': [401, sealedPath('1', 'ww_other'), 'refused: receive_id'],
    'an empty corp': [401, sealedPath('1', ''), 'refused: receive_id'],
  }
  for (const [title, [status, path, error]] of Object.entries(refusals)) {
    it(`refuses ${title} with ${status}`, async () => {
      const answer = await verify(path)
      expect(answer.status).to.equal(status)
      expect(await answer.json()).to.deep.equal({ error })
    })
  }

  it('answers 405 to other methods', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await verify('/wecom/callback', { method })
      expect([method, answer.status]).to.deep.equal([method, 405])
      expect(answer.headers.get('allow')).to.equal('GET, HEAD, POST')
    }
  })
})

function sealedPath(message: string, receiveId: string): string {
  const text = sealed(message, { receiveId })
  return pathOf({ ...text, echostr: text.encrypted })
}
