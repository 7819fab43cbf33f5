import { expect } from 'chai'
import { aText, setStage, type Json } from './support/stage.ts'

describe('Check 30: the contact book changes', () => {
  it('a member who leaves is gone from the API and signed out; his phone keeps what it had', async () => {
    const stage = await setStage()
    const { acts, phones } = stage.emulator
    await stage.post('/cgi-bin/message/send', aText({ touser: 'LiGong' }))
    await acts.changesMember('ligong', { status: 'left' })
    expect(await stage.get('/cgi-bin/user/get', { userid: 'LiGong' })).to.include({ errcode: 60111 })
    const { userlist } = await stage.get('/cgi-bin/user/list', { department_id: '2' })
    expect((userlist as Json[]).map(({ userid }) => userid)).to.deep.equal(['WangWu'])
    expect(await stage.post('/cgi-bin/message/send', aText({ touser: 'LiGong|WangWu' }))).to.include({
      errcode: 0,
      invaliduser: 'ligong',
    })
    expect(stage.inbox('LiGong')).to.have.length(1)
    expect(await phones.memberWrites('LiGong', { type: 'text', content: '在吗' })).to.deep.equal({
      refused: '该成员已离职',
    })
    const told = stage.bot.received.map(({ fields }) => [fields.Event, fields.ChangeType, fields.UserID])
    expect(told).to.deep.equal([
      ['change_contact', 'delete_user', 'LiGong'],
      ['unsubscribe', undefined, undefined],
    ])
    expect(await acts.changesMember('LiGong', { name: '李' })).to.have.property('refused')
    await acts.changesMember('LiGong', { status: 'active' })
    expect(await stage.get('/cgi-bin/user/get', { userid: 'LiGong' })).to.include({ errcode: 0, status: 1 })
  })

  it('names, departments, status and range change, each with its own news', async () => {
    const stage = await setStage()
    const { acts } = stage.emulator
    await acts.changesMember('LiGong', { name: '李工长', departments: [3], status: 'disabled' })
    expect(await stage.get('/cgi-bin/user/get', { userid: 'LiGong' })).to.deep.include({
      name: '李工长',
      department: [3],
      status: 2,
    })
    expect(stage.bot.received[0]?.fields).to.include({
      ChangeType: 'update_user',
      Name: '李工长',
      Department: '3',
      Status: '2',
    })
    await acts.changesMember('WangWu', { inRange: false })
    expect(await stage.get('/cgi-bin/user/get', { userid: 'WangWu' })).to.include({ errcode: 60011 })
  })

  it('tags are made and changed', async () => {
    const stage = await setStage()
    const { acts } = stage.emulator
    await acts.changesTag('7', { name: '值班', add: ['ligong', 'WangWu'] })
    await acts.changesTag('7', { remove: ['LIGONG'] })
    const tag = await stage.get('/cgi-bin/tag/get', { tagid: '7' })
    expect(tag).to.deep.include({ tagname: '值班', userlist: [{ userid: 'WangWu', name: '王五' }] })
    expect(stage.bot.received[0]?.fields).to.include({
      ChangeType: 'update_tag',
      AddUserItems: 'LiGong,WangWu',
    })
  })

  it('what makes no sense is refused and told to nobody', async () => {
    const stage = await setStage()
    const { acts } = stage.emulator
    const wrong: unknown[] = [undefined, null, {}, { status: 'fired' }, { name: '' }, { departments: [99] }]
    for (const change of wrong) expect(await acts.changesMember('LiGong', change)).to.have.property('refused')
    expect(await acts.changesMember('Nobody', { name: '谁' })).to.have.property('refused')
    expect(await acts.changesTag('7', { add: ['Nobody'] })).to.have.property('refused')
    expect(await acts.changesTag('zero', {})).to.have.property('refused')
    expect(stage.bot.received).to.deep.equal([])
  })
})
