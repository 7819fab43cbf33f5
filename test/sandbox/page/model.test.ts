import { expect } from 'chai'
import { formatClock, formatMessageTime, nextMondayNine } from '../../../src/sandbox/page/model/clock-text.ts'
import { readCardText, splitLinks } from '../../../src/sandbox/page/model/message-text.ts'
import { chooseDefaultPhones, listPhones, orderShown } from '../../../src/sandbox/page/model/phone.ts'
import { PEOPLE } from '../api/fake-phones.ts'

describe('the page’s clock', () => {
  it('reads in Chinese time', () => {
    expect(formatClock(new Date('2026-11-29T16:05:00Z'))).to.equal('2026年11月30日 周一 00:05')
  })

  for (const [now, monday] of [
    ['2026-11-24T09:00:00+08:00', '2026-11-30T09:00:00+08:00'],
    ['2026-11-29T23:59:59+08:00', '2026-11-30T09:00:00+08:00'],
    ['2026-11-30T00:00:00+08:00', '2026-12-07T09:00:00+08:00'],
    ['2026-11-30T09:00:00+08:00', '2026-12-07T09:00:00+08:00'],
    ['2026-12-31T12:00:00+08:00', '2027-01-04T09:00:00+08:00'],
  ] as const) {
    it(`finds 下周一 9:00 after ${now}`, () => {
      expect(nextMondayNine(new Date(now))).to.deep.equal(new Date(monday))
    })
  }

  it('says a message’s time as shortly as it can be understood', () => {
    const now = new Date('2026-11-24T09:00:00+08:00')
    const say = (at: string): string => formatMessageTime(new Date(at), now)
    expect(say('2026-11-24T08:05:00+08:00')).to.equal('08:05')
    expect(say('2026-11-23T23:59:00+08:00')).to.equal('11月23日 23:59')
    expect(say('2025-11-24T08:05:00+08:00')).to.equal('2025年11月24日 08:05')
  })
})

describe('the page’s phones', () => {
  it('shows the story’s people by default, those on duty first', () => {
    expect(chooseDefaultPhones(PEOPLE)).to.deep.equal([
      'members:ZhangWei',
      'members:WangFang',
      'members:ChenJing',
      'members:SunLi',
      'members:HeZhiyuan',
      'groups:chat-service',
      'groups:chat-managers',
      'members:LiJianguo',
      'owners:wm-zhang',
    ])
  })

  it('chooses nobody where there is nobody', () => {
    expect(chooseDefaultPhones({ members: [], owners: [], groups: [] })).to.deep.equal([])
  })

  it('stays in one community', () => {
    const elsewhere = PEOPLE.members.filter(({ roles }) => !roles.includes('front_desk'))
    const others = elsewhere.map((member) => ({ ...member, community: '别苑', userId: `${member.userId}2` }))
    const both = { ...PEOPLE, members: [...others, ...PEOPLE.members] }
    expect(chooseDefaultPhones(both)).to.deep.equal(chooseDefaultPhones(PEOPLE))
  })

  it('names roles in Chinese and keeps a role it does not know', () => {
    const [first] = PEOPLE.members
    const members = [{ ...first!, roles: ['supervisor', 'gardener'] }]
    expect(listPhones({ ...PEOPLE, members })[0]).to.have.property('about', '客服主管、gardener')
  })

  it('puts shown phones in the order of the list, whatever the order of choosing', () => {
    const phones = listPhones(PEOPLE)
    const keys = orderShown(phones, ['owners:wm-zhang', 'members:SunLi', 'gone']).map(({ key }) => key)
    expect(keys).to.deep.equal(['members:SunLi', 'owners:wm-zhang'])
  })
})

describe('the page’s texts', () => {
  it('cuts a text at its addresses and nowhere else', () => {
    expect(splitLinks('见 http://127.0.0.1:3000/t/1，谢谢')).to.deep.equal([
      { text: '见 ' },
      { text: 'http://127.0.0.1:3000/t/1', href: 'http://127.0.0.1:3000/t/1' },
      { text: '，谢谢' },
    ])
    expect(splitLinks('javascript:alert(1)')).to.deep.equal([{ text: 'javascript:alert(1)' }])
    expect(splitLinks('')).to.deep.equal([])
  })

  const card = {
    cardType: 'button_interaction',
    taskId: 't',
    title: '厨房漏水',
    fields: [{ name: '房号', value: '3-2-501\n3-2-502' }],
    buttons: [{ key: 'card:take', text: '接单', enabled: true }],
    questions: [{ key: 'd', title: '转给', options: [{ id: 'e', text: '工程部' }] }],
    replacedBy: null,
  }
  const message = {
    id: 'm1',
    at: '2026-11-24T01:00:00Z',
    from: 'desk',
    msgType: 'template_card',
    card,
  } as const
  it('finds what a card says beyond its parts', () => {
    const text = '报修中心\n厨房漏水\n请尽快处理\n房号：3-2-501\n3-2-502\n转给\n工程部\n接单'
    expect(readCardText({ ...message, text })).to.deep.equal({ source: '报修中心', lines: ['请尽快处理'] })
    expect(readCardText({ ...message, text: '厨房漏水\n接单' })).to.deep.equal({ lines: [] })
    expect(readCardText({ ...message, text: '厨房漏水 接单' })).to.deep.equal({ lines: [] })
  })
})
