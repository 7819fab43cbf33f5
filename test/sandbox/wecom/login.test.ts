import { expect } from 'chai'
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/wecom/index.ts'
import { AGENT, fetchToken, MINUTE, setStage, testWorld, type Json, type Stage } from './support/stage.ts'

const BACK = 'https://desk.example.cn:8443/login?from=card#top'
const OTHER = { agentId: 1000099, secret: 'other-secret', token: 'other', encodingAesKey: 'a'.repeat(43) }

function loginWorld(): ReturnType<typeof testWorld> {
  const world = testWorld()
  const details = { mobile: '13800138000', gender: '1', avatar: 'https://a.cn/1.png' }
  return {
    ...world,
    agents: [
      ...world.agents.map((agent) => ({ ...agent, visibleUserIds: ['LiGong', 'WangWu'] })),
      { ...OTHER, visibleUserIds: ['WangWu'] },
    ],
    members: world.members.map((member) => (member.userId === 'LiGong' ? { ...member, details } : member)),
    owners: world.owners.map((owner, n) => ({ ...owner, friendOf: n === 0 ? ['LiGong'] : ['QianTai'] })),
  }
}

describe('Check 30: login by OAuth2', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await setStage({ world: loginWorld() })
    stage.emulator.setTrustedDomain('desk.example.cn:8443')
  })

  const inside = (changes: Record<string, string> = {}): [path: string, query: Record<string, string>] => [
    '/connect/oauth2/authorize',
    {
      appid: SANDBOX_CREDENTIALS.corpId,
      redirect_uri: BACK,
      response_type: 'code',
      scope: 'snsapi_base',
      state: 'abc',
      agentid: String(AGENT),
      ...changes,
    },
  ]
  const desktop = (changes: Record<string, string> = {}): [path: string, query: Record<string, string>] => [
    '/wwlogin/sso/login',
    {
      login_type: 'CorpApp',
      appid: SANDBOX_CREDENTIALS.corpId,
      agentid: String(AGENT),
      redirect_uri: BACK,
      state: 'abc',
      ...changes,
    },
  ]
  const open = (
    [path, query]: [string, Record<string, string>],
    person: Record<string, string> = {},
  ): Promise<Response> =>
    fetch(`${stage.base}${path}?${new URLSearchParams({ ...query, ...person }).toString()}`, {
      redirect: 'manual',
    })
  const back = async (
    order: [string, Record<string, string>],
    person: Record<string, string>,
  ): Promise<URL> => new URL((await open(order, person)).headers.get('location') ?? 'about:blank')
  const codeOf = async (
    person = 'LiGong',
    order = inside(),
    more: Record<string, string> = {},
  ): Promise<string> =>
    (await back(order, { emulator_person: person, ...more })).searchParams.get('code') ?? ''
  const info = (code: string): Promise<Json> => stage.get('/cgi-bin/auth/getuserinfo', { code })

  it('leads back with code and state, keeping what the address had', async () => {
    const location = await back(inside(), { emulator_person: 'ligong' })
    expect(location.origin).to.equal('https://desk.example.cn:8443')
    expect(Object.fromEntries(location.searchParams)).to.have.keys('from', 'code', 'state')
    expect([location.searchParams.get('state'), location.hash]).to.deep.equal(['abc', '#top'])
    expect(await info(location.searchParams.get('code') ?? '')).to.deep.equal({
      errcode: 0,
      errmsg: 'ok',
      userid: 'LiGong',
    })
  })

  it('takes a code once, within five minutes, and only from the app it was made for', async () => {
    const code = await codeOf()
    expect((await info(code)).errcode).to.equal(0)
    expect((await info(code)).errcode).to.equal(40029)
    const late = await codeOf()
    stage.clock.advance(5 * MINUTE)
    expect((await info(late)).errcode).to.equal(42003)
    expect((await info('invented')).errcode).to.equal(40029)
    const token = await fetchToken(stage.base, OTHER.secret)
    const foreign = await fetch(
      `${stage.base}/cgi-bin/auth/getuserinfo?access_token=${token}&code=${await codeOf()}`,
    )
    expect(((await foreign.json()) as Json).errcode).to.equal(40029)
  })

  it('answers a used code with 42022 if so switched', async () => {
    stage = await setStage({ world: loginWorld(), switches: { usedLoginCodeErrcode: 42022 } })
    stage.emulator.setTrustedDomain('desk.example.cn:8443')
    const code = await codeOf()
    await info(code)
    expect((await info(code)).errcode).to.equal(42022)
  })

  it('tells members out of range from people of WeChat, and friends from strangers', async () => {
    expect((await info(await codeOf('QianTai'))).errcode).to.equal(50002)
    const friend = await info(await codeOf('wmEMUowner1'))
    expect(friend).to.include({ errcode: 0, external_userid: 'wmEMUowner1' })
    const stranger = await info(await codeOf('wmEMUowner2'))
    expect(stranger).to.have.all.keys('errcode', 'errmsg', 'openid')
    expect(stranger.openid).not.to.equal(friend.openid)
    expect((await info(await codeOf('wmEMUowner2'))).openid).to.equal(stranger.openid)
  })

  it('gives private fields for a ticket of half an hour, as far as agreed', async () => {
    const asked = inside({ scope: 'snsapi_privateinfo' })
    const { user_ticket } = await info(await codeOf('LiGong', asked))
    const detail = (ticket: unknown): Promise<Json> =>
      stage.post('/cgi-bin/auth/getuserdetail', { user_ticket: ticket })
    expect(await detail(user_ticket)).to.deep.equal({
      errcode: 0,
      errmsg: 'ok',
      userid: 'LiGong',
      gender: '1',
      avatar: 'https://a.cn/1.png',
      mobile: '13800138000',
    })
    const some = await info(await codeOf('LiGong', asked, { emulator_grants: 'gender,email' }))
    expect(await detail(some.user_ticket)).to.have.all.keys('errcode', 'errmsg', 'userid', 'gender')
    stage.clock.advance(30 * MINUTE - 1)
    expect((await detail(user_ticket)).errcode).to.equal(0)
    stage.clock.advance(1)
    expect((await detail(user_ticket)).errcode).to.equal(84014)
    for (const bad of ['invented', '', 7]) expect((await detail(bad)).errcode).to.equal(84015)
  })

  it('leads back with the state only after a refusal, wherever there is a question', async () => {
    const no = { emulator_person: 'LiGong', emulator_refuses: '1' }
    const orders = [
      desktop(),
      inside({ scope: 'snsapi_privateinfo' }),
      ['/wwopen/sso/qrConnect', desktop()[1]] satisfies [string, Record<string, string>],
    ]
    for (const order of orders) {
      const { searchParams } = await back(order, no)
      expect([searchParams.get('state'), searchParams.has('code')]).to.deep.equal(['abc', false])
    }
    expect((await open(inside(), no)).headers.get('error-code')).to.equal('40035')
  })

  it('lets desktop browsers in by the same code, members only', async () => {
    expect((await info(await codeOf('WangWu', desktop()))).userid).to.equal('WangWu')
    const owner = await open(desktop(), { emulator_person: 'wmEMUowner1' })
    expect(owner.headers.get('error-code')).to.equal('40003')
  })

  it('keeps the capitals of the old path', async () => {
    const answer = await stage.get('/cgi-bin/user/getuserinfo', { code: await codeOf() })
    expect(answer).to.include({ UserId: 'LiGong', DeviceId: '' })
    const owner = await stage.get('/cgi-bin/user/getuserinfo', { code: await codeOf('wmEMUowner2') })
    expect(owner.OpenId).to.be.a('string')
  })

  const wrong: [what: string, order: [string, Record<string, string>], errcode: string][] = [
    ['another host', inside({ redirect_uri: 'https://evil.example.cn:8443/' }), '50001'],
    ['another port', inside({ redirect_uri: 'https://desk.example.cn/login' }), '50001'],
    ['another scheme', desktop({ redirect_uri: 'ftp://desk.example.cn:8443/' }), '50001'],
    ['no address to go back to', desktop({ redirect_uri: '' }), '50001'],
    ['an app whose domain was never set', inside({ agentid: String(OTHER.agentId) }), '50001'],
    ['another corp', inside({ appid: 'wwother' }), '40013'],
    ['no app for private fields', inside({ scope: 'snsapi_privateinfo', agentid: '' }), '41011'],
    ['an unknown app', inside({ agentid: '77' }), '40056'],
    ['a wrong scope', inside({ scope: 'snsapi_userinfo' }), '40035'],
    ['a state with signs', inside({ state: 'a-b' }), '40035'],
    ['a state of 129 letters', inside({ state: 'a'.repeat(129) }), '40035'],
    ['a wrong login type', desktop({ login_type: 'ServiceApp' }), '40035'],
  ]
  for (const [what, order, errcode] of wrong) {
    it(`shows ${errcode} and goes nowhere with ${what}`, async () => {
      const answer = await open(order, { emulator_person: 'LiGong' })
      expect([answer.status, answer.headers.get('error-code')]).to.deep.equal([200, errcode])
      expect(answer.headers.has('location')).to.equal(false)
      expect(stage.emulator.violations().map((each) => String(each.errcode))).to.include(errcode)
    })
  }

  it('offers everybody to a browser that names nobody, names escaped', async () => {
    stage.emulator.setTrustedDomain('desk.example.cn:8443')
    const page = await (await open(inside())).text()
    expect(page).to.include('李工').and.to.include('张女士').and.not.to.include('拒绝')
    const link = /href="([^"]+LiGong[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const followed = await fetch(`${stage.base}${link}`, { redirect: 'manual' })
    expect(followed.headers.get('location')).to.include('code=')
    expect(await (await open(desktop({ state: 'a' }))).text())
      .to.include('拒绝')
      .and.not.to.include('张女士')
  })

  it('takes the trusted domain from the console', async () => {
    const set = (domain: string): Promise<Response> =>
      fetch(`${stage.base}/emulator/trusted-domain`, { method: 'POST', body: JSON.stringify({ domain }) })
    expect((await set('https://a.cn/')).status).to.equal(400)
    expect((await set('127.0.0.1:3000')).status).to.equal(200)
    const location = await back(inside({ redirect_uri: 'http://127.0.0.1:3000/in' }), {
      emulator_person: 'LiGong',
    })
    expect(location.host).to.equal('127.0.0.1:3000')
  })
})
