import { expect } from 'chai'
import { load } from '../../../bench/understanding/labelled.ts'
import { parseWish } from '../../../src/domain/administration/index.ts'
import { ODD_TEXTS } from '../../support/generated-tickets.ts'

const departments = [
  { key: 'engineering', title: '工程部' },
  { key: 'order', title: '安防部' },
] as const
const parse = (text: string) => parseWish(text, { departments })
const unclear = (usage: string) => ({ do: 'unclear', usage })
const dayShift = { do: 'set_shift', title: '前台白班', from: '08:00', to: '20:00', role: null }
const second = { do: 'add_community', name: '翠湖花园二期', id: 'cuihu2', like: '翠湖花园' }

const WISHES: readonly (readonly [text: string, wish: object])[] = [
  ['管理', { do: 'help' }],
  ['管理记录', { do: 'records', page: 1 }],
  ['管理记录 3', { do: 'records', page: 3 }],
  ['规程参数', { do: 'numbers', about: null }],
  ['规程参数 超时', { do: 'numbers', about: '超时' }],
  [
    '添加员工 张三 ZhangSan 工程 维修',
    { do: 'add_member', name: '张三', userId: 'ZhangSan', roles: ['staff'], joins: 'engineering' },
  ],
  [
    '添加员工　李四 LiSi 前台',
    { do: 'add_member', name: '李四', userId: 'LiSi', roles: ['front_desk'], joins: null },
  ],
  [
    '添加员工 赵六 zhao.6@cuihu 安防 主管',
    { do: 'add_member', name: '赵六', userId: 'zhao.6@cuihu', roles: ['supervisor'], joins: 'order' },
  ],
  ['添加员工 李四', unclear('add_member')],
  ['添加员工 李四 LiSi', unclear('add_member')],
  ['添加员工 李四 LiSi 厨师', unclear('add_member')],
  ['添加员工 李四 LiSi 工程 保洁', unclear('add_member')],
  ['设为 李四 主管', { do: 'grant', name: '李四', role: 'supervisor' }],
  ['取消 李四 主管', { do: 'revoke', name: '李四', role: 'supervisor' }],
  ['移除员工 张三', { do: 'remove_member', name: '张三' }],
  ['移除员工', unclear('remove_member')],
  ['部门 工程 增加 张三', { do: 'join', department: 'engineering', name: '张三' }],
  ['部门 安防部 移除 张三', { do: 'leave', department: 'order', name: '张三' }],
  ['部门 工程 负责人 李建国', { do: 'head', department: 'engineering', name: '李建国' }],
  ['部门 工程 增加', unclear('department')],
  ['排班 前台白班 08:00-20:00 每天 王芳 陈静', { ...dayShift, days: 'every_day', names: ['王芳', '陈静'] }],
  ['排班 前台白班 8：00～20：00 王芳', { ...dayShift, days: 'every_day', names: ['王芳'] }],
  ['排班 前台白班 08:00-20:00 周一至周五 王芳', { ...dayShift, days: [1, 2, 3, 4, 5], names: ['王芳'] }],
  ['排班 前台白班 08:00-20:00 周一、周三 王芳', { ...dayShift, days: [1, 3], names: ['王芳'] }],
  [
    '排班 前台白班 08:00-20:00 周末 前台 王芳',
    { ...dayShift, days: [6, 7], role: 'front_desk', names: ['王芳'] },
  ],
  ['排班 前台白班 08:00-20:00', { ...dayShift, days: 'every_day', names: [] }],
  ['取消排班 前台白班', { do: 'remove_shift', title: '前台白班' }],
  ['取消排班', unclear('remove_shift')],
  [
    '修改群 通知 翠湖服务群 群主 孙丽',
    { do: 'set_group', purpose: 'notices', name: '翠湖服务群', owner: '孙丽' },
  ],
  ['添加群 管理群 翠湖管理群', { do: 'set_group', purpose: 'managers', name: '翠湖管理群', owner: null }],
  ['添加群 聊天 随便', unclear('set_group')],
  ['小区 翠湖花园二期 cuihu2 参照 翠湖花园', { ...second, timeZone: null, buildings: null }],
  [
    '添加小区 翠湖花园二期 cuihu2 参照 翠湖花园 Asia/Shanghai 1-8栋 2单元 18层 4户',
    {
      ...second,
      timeZone: 'Asia/Shanghai',
      buildings: { first: 1, last: 8, units: 2, floors: 18, flats: 4 },
    },
  ],
  ['添加小区 翠湖花园二期 cuihu2 参照 翠湖花园 8-1栋 18层 4户', unclear('add_community')],
  ['添加小区 翠湖花园二期', unclear('add_community')],
]

const REPORTS = [
  '管理 混乱',
  '管理处没人',
  '管理费怎么收',
  '管理员不在岗',
  '小区 停水了',
  '小区 停电 什么时候 来电',
  '小区门口的灯坏了',
  '部门 工程 派人来修',
  '部门没人接电话',
  '取消 明天的预约',
  '取消 3-2-501 的报修',
  '取消 王芳',
  '设为 静音',
  '排班 表 掉了',
  '排班 前台白班 25:00-20:00 每天 王芳',
  '添加员工食堂的灯坏了',
  '移除员工通道的杂物',
  '添加员工 张三 ZhangSan 工程，厨房漏水',
  '移除员工 张三\n3-2-501漏水',
  '规程参数 超时 3-2-501',
  'constructor',
  '__proto__ a b',
  '',
  `添加员工 ${'张'.repeat(300)}`,
]

describe('commands of administrators', () => {
  for (const [text, wish] of WISHES) it(`«${text}» is one`, () => expect(parse(text)).to.deep.equal(wish))

  for (const text of REPORTS)
    it(`«${text.slice(0, 30)}» is none: it may be a report`, () => expect(parse(text)).to.equal(undefined))

  it('are not seen in any of the labelled messages, nor in odd texts', () => {
    const messages = ['development', 'sealed', 'training'].flatMap(load)
    expect(messages.length).to.be.greaterThan(4000)
    expect(messages.map(({ text }) => text).filter((text) => parse(text) !== undefined)).to.deep.equal([])
    for (const text of ODD_TEXTS) expect(parse(text), text.slice(0, 20)).to.equal(undefined)
  })

  it('that go on as a report are none', () => {
    for (const [text] of WISHES) expect(parse(`${text}，厨房漏水，快来人`), text).to.equal(undefined)
  })
})
