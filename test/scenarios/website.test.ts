import { expect } from 'chai'
import { ReportState } from '../../src/http/api/schemas.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'

const TOKEN = { authorization: 'Bearer sandbox-website-token' }

describe('a report of the company’s website, in the sandbox', function () {
  this.timeout(120_000)
  let desk: TestSandbox
  before(async () => {
    desk = await startTestSandbox()
    await desk.moveTo('2026-11-30T10:00:00+08:00')
  })
  after(() => desk.close())

  it('REC-3.1.1 reaches the front desk, which rings up the owner with the result; the website sees it', async () => {
    const answer = await fetch(`${desk.url}/api/v1/reports`, {
      method: 'POST',
      headers: { ...TOKEN, 'content-type': 'application/json', 'idempotency-key': 'form-12345678' },
      body: JSON.stringify({ name: '张女士', phone: '13800000000', room: '3-2-501', matter: '厨房漏水' }),
    })
    expect(answer.status).to.equal(201)
    const { number, id } = ReportState.parse(await answer.json())
    await desk.advance('PT1S')
    const take = await desk.cardWith('WangFang', '接单', '厨房漏水')
    expect(take.card.fields.find(({ name }) => name === '上报')?.value).to.match(/^网站 /)
    await desk.taps('WangFang', take.id, take.key)
    const finish = await desk.cardWith('WangFang', '完成', '厨房漏水')
    await desk.taps('WangFang', finish.id, finish.key)
    await desk.says('WangFang', '已换角阀，师傅电话13911112222')
    for (const userId of ['WangFang', 'ChenJing']) {
      const texts = (await desk.inbox(userId)).map(({ text }) => text)
      expect(texts.filter((text) => text.startsWith('【请电话告知】张女士 13800000000'))).to.have.length(1)
    }
    const seen = await fetch(`${desk.url}/api/v1/reports/${number ?? id}`, { headers: TOKEN })
    const state = ReportState.parse(await seen.json())
    expect(state).to.include({ status: 'closed', result: '已换角阀，师傅电话139****2222' })
  })
})
