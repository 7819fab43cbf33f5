import { expect } from 'chai'
import { PROBLEMS } from '../../../src/http/api/problems.ts'
import { ReportState } from '../../../src/http/api/schemas.ts'
import { createApiStage, ORIGIN, OTHER_TOKEN, REPORT } from './api-stage.ts'

describe('the API for the company’s websites', () => {
  let api: Awaited<ReturnType<typeof createApiStage>>
  beforeEach(async () => {
    api = await createApiStage()
  })
  afterEach(() => api.close())

  async function expectProblem(answer: Response, code: keyof typeof PROBLEMS): Promise<unknown> {
    const body = (await answer.json()) as { code: string; error: string; problems?: unknown }
    expect([answer.status, body.code, body.error]).to.deep.equal([PROBLEMS[code][0], code, PROBLEMS[code][1]])
    return body.problems
  }

  it('REC-3.1.1 registers what somebody reported online, answered with a number and masked data', async () => {
    const answer = await api.post()
    expect(answer.status).to.equal(201)
    expect(answer.headers.get('location')).to.equal('/api/v1/reports/JD-20261123-0001')
    const state = ReportState.parse(await answer.json())
    expect(state).to.include({ number: 'JD-20261123-0001', status: 'waiting', name: '张**', place: '3栋' })
    expect(state.phone).to.equal('138****0000')
    const { reception, kind, category, id } = api.ticket()
    expect(reception).to.include({ channel: 'online', ownerName: '张女士', phone: '13800000000' })
    expect(reception).to.include({ room: '3-2-501', matter: '厨房漏水' })
    expect(reception.reporter).to.deep.equal({
      web: { site: 'homepage', name: '张女士', phone: '13800000000' },
    })
    expect([kind, category]).to.deep.equal(['repair', 'water_leak'])
    expect(api.sends(id)).to.deep.equal(['intake', 'tell_by_phone'])
  })

  it('REC-4.2 keeps a room that does not exist and a public place, and says what is missing', async () => {
    const odd = ReportState.parse(await (await api.post({ ...REPORT, room: '3-9-9901' })).json())
    expect(odd.missing).to.deep.equal(['room'])
    const { room: _, ...rest } = REPORT
    const place = ReportState.parse(
      await (await api.post({ ...rest, place: '2栋电梯', matter: '电梯困人了' })).json(),
    )
    expect(place.missing).to.deep.equal([])
    expect(api.tickets.all()[1]).to.deep.include({ urgent: true, kind: 'emergency' })
  })

  it('registers the same report under the same key once, and refuses another under it', async () => {
    const key = { 'idempotency-key': 'form-12345678' }
    const answers = await Promise.all([api.post(REPORT, key), api.post(REPORT, key)])
    const again = await api.post(REPORT, key)
    expect(again.status).to.equal(200)
    const numbers = await Promise.all(
      [...answers, again].map(async (answer) => ReportState.parse(await answer.json()).number),
    )
    expect(new Set(numbers)).to.deep.equal(new Set(['JD-20261123-0001']))
    await expectProblem(await api.post({ ...REPORT, matter: '别的事' }, key), 'key_used')
    expect(api.tickets.all()).to.have.length(1)
    const other = { ...key, authorization: `Bearer ${OTHER_TOKEN}` }
    expect((await api.post(REPORT, other)).status, 'another website’s key').to.equal(201)
  })

  it('keeps one of two different reports that come at once under one key', async () => {
    const key = { 'idempotency-key': 'form-12345678' }
    const answers = await Promise.all([api.post(REPORT, key), api.post({ ...REPORT, matter: '停电了' }, key)])
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409])
    expect(api.tickets.all()).to.have.length(1)
  })

  it('takes reports while the database is away, and registers each once afterwards', async () => {
    api.state.isAway = true
    const key = { 'idempotency-key': 'form-12345678' }
    const answer = await api.post(REPORT, key)
    expect(answer.status).to.equal(201)
    const state = ReportState.parse(await answer.json())
    expect([state.number, state.status]).to.deep.equal([null, 'accepted'])
    expect((await api.post(REPORT, key)).status).to.equal(200)
    await expectProblem(await api.post({ ...REPORT, matter: '别的事' }, key), 'key_used')
    await expectProblem(await api.get(state.id), 'away')
    api.state.isAway = false
    await api.drain()
    const found = ReportState.parse(await (await api.get(state.id)).json())
    expect(found).to.include({ number: 'JD-20261123-0001', id: state.id })
    expect((await api.post(REPORT, key)).status).to.equal(200)
  })

  it('answers 503 when nothing took the report', async () => {
    Object.assign(api.state, { isAway: true, isDiskFull: true })
    const answer = await api.post()
    expect(answer.headers.get('retry-after')).to.equal('30')
    await expectProblem(answer, 'away')
  })

  it('refuses tokens that are missing or wrong, whatever their form', async () => {
    const missing = await api.post(REPORT, { authorization: '' })
    expect(missing.headers.get('www-authenticate')).to.equal('Bearer')
    await expectProblem(missing, 'token_missing')
    for (const authorization of ['Bearer wrong-token-but-long', 'Bearer x', 'Basic abc', 'Bearer '])
      await expectProblem(await api.post(REPORT, { authorization }), 'token_unknown')
    await expectProblem(await api.get('JD-20261123-0001', { authorization: '' }), 'token_missing')
    expect(api.tickets.all()).to.deep.equal([])
  })

  it('lets listed origins in, others not (CORS)', async () => {
    const preflight = (origin: string) =>
      fetch(`${api.url}/api/v1/reports`, { method: 'OPTIONS', headers: { origin } })
    const allowed = await preflight(ORIGIN)
    expect(allowed.status).to.equal(204)
    expect(allowed.headers.get('access-control-allow-origin')).to.equal(ORIGIN)
    expect(allowed.headers.get('access-control-allow-headers')).to.contain('Idempotency-Key')
    const refused = await preflight('https://evil.example')
    expect(refused.headers.get('access-control-allow-origin')).to.equal(null)
    await expectProblem(refused, 'origin_refused')
    await expectProblem(await api.post(REPORT, { origin: 'https://evil.example' }), 'origin_refused')
    const posted = await api.post(REPORT, { origin: ORIGIN })
    expect([posted.status, posted.headers.get('access-control-allow-origin')]).to.deep.equal([201, ORIGIN])
    expect(posted.headers.get('vary')).to.contain('Origin')
  })

  it('refuses what is no JSON, too long, or without a key', async () => {
    await expectProblem(await api.post(REPORT, { 'content-type': 'text/plain' }), 'not_json')
    await expectProblem(await api.post('{"name":'), 'bad_json')
    await expectProblem(await api.post({ ...REPORT, matter: '水'.repeat(10_000) }), 'too_long')
    await expectProblem(await api.post(REPORT, { 'idempotency-key': 'short' }), 'key_missing')
    await expectProblem(await api.post(REPORT, { 'idempotency-key': '' }), 'key_missing')
    expect(api.tickets.all()).to.deep.equal([])
  })

  for (const [what, body, field, message] of [
    ['no name', { ...REPORT, name: '   ' }, 'name', '请填写称呼'],
    ['a number as a name', { ...REPORT, name: 7 }, 'name', '称呼应为文字'],
    ['a wrong telephone', { ...REPORT, phone: '12345' }, 'phone', '请填写手机号或带区号的固定电话'],
    ['no telephone', { name: 'A', matter: 'B' }, 'phone', '联系电话应为文字'],
    ['no matter', { ...REPORT, matter: '\u0000\uD800' }, 'matter', '请填写事由'],
    ['a long matter', { ...REPORT, matter: '水'.repeat(2001) }, 'matter', '事由最多 2000 字'],
    ['an unknown field', { ...REPORT, admin: true }, '', '不认识的字段：admin'],
    ['a list', [], '', '应为一个 JSON 对象'],
    ['null', null, '', '应为一个 JSON 对象'],
  ] as const)
    it(`names what is wrong with ${what}`, async () => {
      const problems = await expectProblem(await api.post(body), 'invalid')
      expect(problems).to.deep.include({ field, message })
    })

  it('counts requests by website and says when to come again', async () => {
    for (let count = 0; count < 30; count += 1) await api.post('{')
    const answer = await api.post()
    expect(Number(answer.headers.get('retry-after'))).to.be.within(1, 60)
    await expectProblem(answer, 'too_many')
    expect((await api.post(REPORT, { authorization: `Bearer ${OTHER_TOKEN}` })).status).to.equal(201)
    api.clock.forward(60_001)
    expect((await api.post()).status).to.equal(201)
  })

  it('tells a website only of reports of its community that came from a website', async () => {
    const { number } = ReportState.parse(await (await api.post()).json())
    await api.hears('3-2-502 李先生 13900000000 停水')
    expect((await api.get(number ?? '')).status).to.equal(200)
    await expectProblem(await api.get('JD-20261123-0002'), 'not_found')
    const other = { authorization: `Bearer ${OTHER_TOKEN}` }
    await expectProblem(await api.get(number ?? '', other), 'not_found')
    for (const wanted of ['JD-20261123-9999', 'nonsense', '%00', '$ne'])
      await expectProblem(await api.get(wanted), 'not_found')
  })

  it('does nothing else', async () => {
    for (const [method, path] of [
      ['PUT', '/api/v1/reports'],
      ['GET', '/api/v1/reports'],
      ['DELETE', '/api/v1/reports/JD-20261123-0001'],
    ] as const) {
      const answer = await fetch(`${api.url}${path}`, { method })
      expect(answer.headers.get('allow')).to.not.equal(null)
      await expectProblem(answer, 'method')
    }
  })
})
