import { expect } from 'chai'
import { hearMember } from '../../../src/domain/reception/lead-words.ts'

const WHOLE = { room: '3-2-501', name: '张女士', phone: '13800000000', matter: '厨房漏水' }

function hear(text: string) {
  const { channel, passedOn, heard } = hearMember(text)
  const { kind, category, room, name, phone, matter, urgent } = heard
  return { channel, passedOn, kind, category, room, name, phone, matter, urgent }
}

describe('the words that lead a record', () => {
  for (const [channel, texts] of [
    [
      'walk_in',
      [
        '上门 3-2-501 张女士 13800000000 厨房漏水',
        '上门3-2-501张女士13800000000厨房漏水',
        '来访：3栋2单元501，张女士，13800000000，厨房漏水',
        '【上门】业主张女士 3-2-501 13800000000 厨房漏水',
        '业主上门登记 3-2-501 张女士 13800000000 厨房漏水',
        '上们 3-2-501 张女士 13800000000 厨房漏水',
        '來訪 3-2-501 張女士 13800000000 厨房漏水'.replace('張', '张'),
        '上门：业主3-2-501张女士13800000000说厨房漏水',
      ],
    ],
    [
      'phone',
      [
        '电话 3-2-501 张女士 13800000000 厨房漏水',
        '致电3-2-501张女士13800000000厨房漏水',
        '来电，3-2-501，张女士，13800000000，厨房漏水',
        '电活：3-2-501 张女士 13800000000 厨房漏水',
        '接到电话 3-2-501 张女士 13800000000 厨房漏水',
        '电话 13800000000 张女士 3-2-501 厨房漏水',
      ],
    ],
  ] as const) {
    for (const text of texts)
      it(`REC-3.1.1 hears ${channel} in “${text}”`, () => {
        expect(hear(text)).to.include({ channel, passedOn: true, ...WHOLE })
      })
  }

  for (const text of [
    '电话坏了 3-2-501',
    '电话没人接',
    '电话 13800000000',
    '电话：13800000000，张女士',
    '上门维修太慢了 3-2-501',
    '上门',
    '电话 坏了',
    '转部门',
    '3-2-501 张女士 13800000000 厨房漏水',
  ])
    it(`takes “${text}” for plain words`, () => {
      expect(hear(text)).to.include({ channel: 'chat', passedOn: false })
    })

  for (const [text, told] of [
    ['业主3-2-501说厨房漏水', { room: '3-2-501', matter: '厨房漏水' }],
    ['转：业主张女士3-2-501厨房漏水', { room: '3-2-501', name: '张女士' }],
    ['业主张女士说她家3-2-501厨房漏水', { room: '3-2-501', name: '张女士', matter: '厨房漏水' }],
    ['3-2-501业主反映楼上太吵', { room: '3-2-501', matter: '楼上太吵', kind: 'complaint' }],
    ['张女士 11/23 10:21\n我家厨房漏水 3-2-501', { name: '张女士', matter: '我家厨房漏水' }],
    ['转发 3-2-501 张女士 厨房漏水', { name: '张女士', matter: '厨房漏水' }],
  ] as const)
    it(`REC-4.2b hears an owner in “${text}”`, () => {
      expect(hear(text)).to.include({ channel: 'chat', passedOn: true, ...told })
    })

  it('REC-3.1.1 hears in the owner’s own words how he came', () => {
    expect(hear('有业主来电反映2栋电梯停了')).to.include({ channel: 'phone', category: 'elevator' })
    expect(hear('业主张女士来前台说3-2-501厨房漏水')).to.include({ channel: 'walk_in', room: '3-2-501' })
  })

  it('never hears less danger in words that were passed on', () => {
    expect(hear('业主3-2-501李先生打电话说有人被困电梯')).to.include({ urgent: true, kind: 'emergency' })
  })

  it('REC-4.2 takes who and where alone for no matter', () => {
    for (const text of ['13800000000', '电话：13800000000，张女士', '3-2-501', '来访3-2-501'])
      expect(hear(text).matter, text).to.equal('')
  })

  it('bears ten thousand characters and none', () => {
    expect(hear('业主'.repeat(5000)).channel).to.equal('chat')
    expect(hear(`电话 ${'3-2-501 '.repeat(1250)}`).channel).to.equal('phone')
    expect(hear('')).to.include({ channel: 'chat', matter: '' })
  })
})
