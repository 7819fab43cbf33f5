import { expect } from 'chai'
import { decrypt, getSignature } from '@wecom/crypto'
import { parseWorld, SANDBOX_CREDENTIALS } from '../../../src/sandbox/wecom/index.ts'
import { aText, DAY, setStage, testWorld, type Json } from './support/stage.ts'

const PNG = Buffer.from('89504e470d0a1a0a0000', 'hex')

describe('Check 7: sealing', () => {
  it('opens the published vectors with the sandbox’s credentials', () => {
    const { token, encodingAesKey, corpId } = SANDBOX_CREDENTIALS
    const echo = 'WBAL4TXcMPoyIUvIjeuT2nPPb+1g9CmUq/Gewzh0aQwyjf4yr/JV5oWZq+e7EsqxCm/fJJpB2kHMmtmd1PDzHA=='
    expect(getSignature(token, '1793606400', '7031552', echo)).to.equal(
      'a49628d80c0620f594f8d13421e1e81fcab941c0',
    )
    expect(decrypt(encodingAesKey, echo)).to.include({ message: '8412903375', id: corpId })
  })
})

describe('Check 9 and 30: the contact book tells of changes', () => {
  it('as sys, with the changed fields only, many in one second', async () => {
    const stage = await setStage()
    const { acts } = stage.emulator
    await Promise.all([
      acts.changesContact('update_user', { UserID: 'LiGong', Status: '5' }),
      acts.changesContact('delete_user', { UserID: 'WangWu' }),
      acts.changesContact('delete_user', { UserID: 'ZhaoLiu' }),
    ])
    const events = stage.bot.received.map((event) => event.fields)
    expect(events).to.have.length(3)
    expect(
      new Set(events.map((event) => `${event.FromUserName ?? ''} ${event.CreateTime ?? ''}`)),
    ).to.have.property('size', 1)
    expect(events[0]).to.include({
      Event: 'change_contact',
      ChangeType: 'update_user',
      UserID: 'LiGong',
      Status: '5',
    })
    expect(events[0]).not.to.have.any.keys('Name', 'MsgId', 'AgentID')
  })
})

describe('Small methods', () => {
  it('count deliveries by China’s day', async () => {
    const stage = await setStage()
    await stage.post('/cgi-bin/message/send', aText({ touser: 'LiGong|WangWu' }))
    const count = async (time_type: number): Promise<unknown> =>
      ((await stage.post('/cgi-bin/message/get_statistics', { time_type })).statistics as Json[])[0]?.count
    expect([await count(0), await count(1)]).to.deep.equal([2, 0])
    stage.clock.advance(DAY)
    expect([await count(0), await count(1)]).to.deep.equal([0, 2])
  })

  it('keep public pictures for ever', async () => {
    const stage = await setStage()
    const form = new FormData()
    form.append('media', new Blob([PNG]), 'a.png')
    const address = `${stage.base}/cgi-bin/media/uploadimg?access_token=${stage.token}`
    const { url } = (await (await fetch(address, { method: 'POST', body: form })).json()) as Json
    stage.clock.advance(30 * DAY)
    expect((await fetch(String(url))).headers.get('content-type')).to.equal('image/png')
  })

  it('answer tags and departments', async () => {
    const stage = await setStage({
      world: testWorld({ tags: [{ tagId: 7, name: '值班', userIds: ['LiGong'] }] }),
    })
    expect((await stage.get('/cgi-bin/tag/list')).taglist).to.deep.equal([{ tagid: 7, tagname: '值班' }])
    expect((await stage.get('/cgi-bin/tag/get', { tagid: '7' })).userlist).to.deep.equal([
      { userid: 'LiGong', name: '李工' },
    ])
    expect((await stage.get('/cgi-bin/tag/get', { tagid: '8' })).errcode).to.equal(40068)
    expect(await stage.get('/cgi-bin/department/get', { id: '3' })).to.have.nested.property(
      'department.parentid',
      2,
    )
    expect((await stage.get('/cgi-bin/department/get', { id: '9' })).errcode).to.equal(60003)
    const simple = await stage.get('/cgi-bin/department/simplelist')
    expect((simple.department_id as Json[]).map((each) => each.id)).to.deep.equal([1, 2, 3])
    await stage.post('/cgi-bin/message/send', aText({ touser: '', totag: '7' }))
    expect(stage.inbox('LiGong')).to.have.length(1)
    expect((await stage.get('/cgi-bin/get_api_domain_ip')).ip_list).to.deep.equal(['127.0.0.1'])
  })

  it('manage service accounts', async () => {
    const stage = await setStage()
    const ask = (act: string, body: object): Promise<Json> => stage.post(`/cgi-bin/kf/account/${act}`, body)
    const { open_kfid } = await ask('add', { name: '新服务台' })
    expect((await ask('update', { open_kfid, name: '改名' })).errcode).to.equal(0)
    expect((await ask('list', {})).account_list).to.have.length(2)
    expect((await ask('del', { open_kfid })).errcode).to.equal(0)
    expect((await ask('update', { open_kfid, name: '改名' })).errcode).to.equal(95004)
    expect((await ask('add', { name: '名'.repeat(17) })).errcode).to.equal(95006)
  })

  it('take a world only when it is whole', () => {
    expect(() => parseWorld({})).to.throw()
    expect(() => parseWorld({ ...testWorld(), agents: [] })).to.throw()
    expect(parseWorld(testWorld()).members).to.have.length(4)
  })
})
