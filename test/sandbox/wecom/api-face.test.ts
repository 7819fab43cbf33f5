import { expect } from 'chai'
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/wecom/index.ts'
import { aText, fetchToken, HOUR, setStage, testWorld, type Json, type Stage } from './support/stage.ts'

const SEND = '/cgi-bin/message/send'
const { corpId, secret } = SANDBOX_CREDENTIALS

describe('Check 1: the face of the API', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await setStage()
  })

  it('answers HTTP 200 with JSON, errcode in headers, and a tail on errmsg', async () => {
    const response = await fetch(`${stage.base}/cgi-bin/user/get?access_token=${stage.token}&userid=nobody`)
    expect(response.status).to.equal(200)
    expect(response.headers.get('content-type')).to.match(/^application\/json; charset=utf-8$/i)
    expect(response.headers.get('error-code')).to.equal('60111')
    const body = (await response.json()) as Json
    expect(body.errmsg).to.match(/, hint: \[\d{25}\], from ip: .+, more info at https:.+\?e=60111$/)
  })

  it('answers 404 only for unknown paths', async () => {
    expect((await fetch(`${stage.base}/cgi-bin/no/such`)).status).to.equal(404)
    expect((await fetch(`${stage.base}/cgi-bin/gettoken`)).status).to.equal(200)
  })

  it('looks at the token before the body', async () => {
    const answer = await fetch(`${stage.base}${SEND}`, { method: 'POST', body: '{broken' })
    expect(((await answer.json()) as Json).errcode).to.equal(41001)
  })

  it('names the first missing field of a body that is no JSON, with a warning', async () => {
    const answer = await stage.post(SEND, '{broken')
    expect(answer.errcode).to.equal(41011)
    expect(answer.errmsg).to.include('Warning: wrong json format.')
  })

  it('refuses half an emoji with 40033 and takes a whole one', async () => {
    const whole = JSON.stringify(aText({ text: { content: '😀好' } }))
    expect(await stage.post(SEND, whole.replace('😀', '\\ud83d\\ude00'))).to.include({ errcode: 0 })
    expect(await stage.post(SEND, whole.replace('😀', '\\ud83d'))).to.include({ errcode: 40033 })
    expect(await stage.post(SEND, whole.replace('😀', '\\ude00'))).to.include({ errcode: 40033 })
  })

  it('refuses a POST method called with GET, and a huge body', async () => {
    expect((await stage.get(SEND)).errcode).to.equal(40063)
    const huge = await stage.post(SEND, aText({ text: { content: '水'.repeat(1_000_000) } }))
    expect(huge.errcode).to.equal(0)
    expect(Buffer.byteLength(stage.inbox('LiGong').at(-1)?.text ?? '')).to.equal(2046)
  })
})

describe('Check 2: the token', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await setStage()
  })

  it('is taken from the query string only', async () => {
    const response = await fetch(`${stage.base}${SEND}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stage.token}` },
      body: JSON.stringify({ ...aText(), access_token: stage.token }),
    })
    expect(((await response.json()) as Json).errcode).to.equal(41001)
  })

  it('is 40014 when unknown, 42001 after two hours, 40014 when revoked before', async () => {
    const call = async (token: string): Promise<number> =>
      ((await (await fetch(`${stage.base}/cgi-bin/getcallbackip?access_token=${token}`)).json()) as Json)
        .errcode
    expect(await call('forged')).to.equal(40014)
    expect(await call(stage.token)).to.equal(0)
    stage.clock.advance(2 * HOUR)
    expect(await call(stage.token)).to.equal(42001)
    const fresh = await fetchToken(stage.base)
    expect(await call(fresh)).to.equal(0)
    stage.emulator.faults.set({ kind: 'revoke_tokens' })
    expect(await call(fresh)).to.equal(40014)
    expect(await call(await fetchToken(stage.base))).to.equal(0)
  })

  it('counts neither expiry nor revocation as the client’s violation, but a forged token', async () => {
    stage.clock.advance(2 * HOUR)
    await stage.get('/cgi-bin/getcallbackip')
    expect(stage.emulator.violations()).to.deep.equal([])
    await stage.get('/cgi-bin/getcallbackip', { access_token: 'forged' })
    expect(stage.emulator.violations()).to.have.length(1)
  })
})

describe('Check 3: gettoken', () => {
  const ask = async (base: string, query: Record<string, string>): Promise<Json> =>
    (await (await fetch(`${base}/cgi-bin/gettoken?${new URLSearchParams(query).toString()}`)).json()) as Json

  it('looks at the secret first, then at the corp, then at whether they fit', async () => {
    const stage = await setStage()
    expect((await ask(stage.base, {})).errcode).to.equal(41004)
    expect((await ask(stage.base, { corpid: corpId })).errcode).to.equal(41004)
    expect((await ask(stage.base, { corpsecret: secret })).errcode).to.equal(41002)
    expect((await ask(stage.base, { corpid: 'wwother', corpsecret: secret })).errcode).to.equal(40013)
    expect((await ask(stage.base, { corpid: corpId, corpsecret: 'x' })).errcode).to.equal(40001)
  })

  it('answers a wrong secret with 40091 when the switch says so', async () => {
    const stage = await setStage({ switches: { wrongSecretErrcode: 40091 } })
    expect((await ask(stage.base, { corpid: corpId, corpsecret: 'x' })).errcode).to.equal(40091)
  })

  it('blocks an address that tries wrong secrets over and over', async () => {
    const stage = await setStage()
    for (let tries = 0; tries < 2000; tries += 1) await ask(stage.base, { corpid: corpId, corpsecret: 'x' })
    expect((await ask(stage.base, { corpid: corpId, corpsecret: 'x' })).errcode).to.equal(45009)
  })

  it('gives the same token while it is valid, or a new one that kills the old', async () => {
    const same = await setStage()
    expect(await fetchToken(same.base)).to.equal(same.token)
    const fresh = await setStage({ switches: { sameTokenWhileValid: false } })
    const second = await fetchToken(fresh.base)
    expect(second).not.to.equal(fresh.token)
    expect((await fresh.get('/cgi-bin/getcallbackip')).errcode).to.equal(40014)
    expect((await fresh.get('/cgi-bin/getcallbackip', { access_token: second })).errcode).to.equal(0)
  })

  it('knows each app by its own token: another app’s agentid is 301002, an unknown one 40056', async () => {
    const world = testWorld()
    const other = { ...world.agents[0]!, agentId: 1000003, secret: 'second-secret' }
    const stage = await setStage({ world: { ...world, agents: [...world.agents, other] } })
    const answers = await Promise.all([
      stage.post(SEND, aText({ agentid: 1000003 })),
      stage.post(SEND, aText({ agentid: 99 })),
      stage.post(SEND, aText({ agentid: '1000002' })),
      stage.post(SEND, aText({ agentid: undefined })),
    ])
    expect(answers.map((answer) => answer.errcode)).to.deep.equal([301002, 40056, 40056, 41011])
  })
})
