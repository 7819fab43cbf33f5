import { expect } from 'chai'
import { load } from '../../../bench/understanding/labelled.ts'
import { parseQuery, type Query, type Vocabulary } from '../../../src/domain/query/index.ts'
import { ODD_TEXTS } from '../../support/generated-tickets.ts'

const vocabulary: Vocabulary = {
  communities: [
    { id: 'cuihu', name: '翠湖花园' },
    { id: 'bihai', name: '碧海湾' },
  ],
  departments: [
    { key: 'engineering', title: '工程部' },
    { key: 'order', title: '安保部' },
    { key: 'order', title: '秩序部' },
  ],
  people: [{ userId: 'ZhangWei', name: '张伟' }],
}
const parse = (text: string) => parseQuery(text, vocabulary)
const room = { ask: 'search', search: { by: 'room', room: '3-2-501' }, communityId: null } as const
const figures = (period: string, about: object | null = null, communityId: string | null = null) => ({
  ask: 'statistics',
  period,
  about,
  communityId,
})
const engineering = { department: 'engineering', title: '工程部' }
const numbered = {
  ask: 'search',
  search: { by: 'number', number: 'JD-20261123-0001' },
  communityId: null,
} as const

const QUERIES: readonly (readonly [text: string, query: object])[] = [
  ...['我的工单', '我的公单', '我工单', '我的的工单', '我的单工', '我的单子', '我的任务', ' 我的工单。 '].map(
    (text) => [text, { ask: 'mine' }] as const,
  ),
  ...['看看我的工单', '查我的工单', '我的工单有哪些？', 'wodegongdan'].map(
    (text) => [text, { ask: 'mine' }] as const,
  ),
  ...['今日待办', '今天待办', '今日代办', '金日待办', '今天的待办', '待办', '今日待办有哪些'].map(
    (text) => [text, { ask: 'today' }] as const,
  ),
  ...['帮助', '帮住', '帮主', 'bangzhu', 'bangzu', 'Help', '？', '???', '怎么用'].map(
    (text) => [text, { ask: 'help' }] as const,
  ),
  ...['更多', '跟多', '更多。', '下一页'].map((text) => [text, { ask: 'more' }] as const),
  ...[
    '查 3-2-501',
    '查3-2-501',
    '查 3栋2单元501',
    '查３－２－５０１',
    '查三栋二单元五零一',
    '查一下3-2-501',
    '查询：3-2-501的工单',
    '帮我查一下3栋2单元501的工单',
    '察 3-2-501',
    '查 3-2-501 张女士',
    '查 房号 3-2-501',
  ].map((text) => [text, room] as const),
  ['查 碧海湾 3-2-501', { ...room, communityId: 'bihai' }],
  ['查 3栋', { ask: 'search', search: { by: 'building', building: '3' }, communityId: null }],
  ['查三号楼', { ask: 'search', search: { by: 'building', building: '3' }, communityId: null }],
  ['查 西区6栋', { ask: 'search', search: { by: 'building', building: '西区-6' }, communityId: null }],
  ['查 张女士', { ask: 'search', search: { by: 'owner', name: '张女士' }, communityId: null }],
  ['查张女士的工单', { ask: 'search', search: { by: 'owner', name: '张女士' }, communityId: null }],
  ['查 王秀英', { ask: 'search', search: { by: 'owner', name: '王秀英' }, communityId: null }],
  ...['查 13800000000', '查138 0000 0000', '查手机 138-0000-0000'].map(
    (text) =>
      [text, { ask: 'search', search: { by: 'phone', phone: '13800000000' }, communityId: null }] as const,
  ),
  ...[
    'JD-20261123-0001',
    'jd20261123 0001',
    '查 JD-20261123-0001',
    '查单号20261123-0001',
    'JD-20261123-0001。',
  ].map((text) => [text, numbered] as const),
  ['统计', figures('this_week')],
  ...[
    '统计 本周',
    '统计本周',
    '统记 本周',
    '统计 本州',
    '本周统计',
    '统计一下这周的情况',
    '看一下本周统计',
  ].map((text) => [text, figures('this_week')] as const),
  ...[
    ['统计 上周', 'last_week'],
    ['统计 本月', 'this_month'],
    ['统计 这个月', 'this_month'],
    ['统计上个月', 'last_month'],
    ['统计 今天', 'today'],
    ['统计昨天', 'yesterday'],
  ].map(([text = '', period = '']) => [text, figures(period)] as const),
  ...['统计 本周 工程', '统计本周工程部', '统计工程部本周', '工程部本周统计', '统计 工程'].map(
    (text) => [text, figures('this_week', engineering)] as const,
  ),
  ['统计 上月 张伟', figures('last_month', { person: 'ZhangWei', title: '张伟' })],
  ['统计 本周 投诉', figures('this_week', { kind: 'complaint', title: '投诉' })],
  ['统计 本周 漏水渗水', figures('this_week', { category: 'water_leak', title: '漏水渗水' })],
  ['统计 本周 碧海湾', figures('this_week', null, 'bihai')],
  ['统计 本周 王小', figures('this_week', { unknown: '王小' })],
]

const REPORTS = [
  '查一下3-2-501漏水',
  '查 3-2-501 漏水',
  '查3栋2单元501厨房漏水',
  '查一下3-2-501的水表',
  '查下3栋电梯怎么又停了',
  '查3栋监控',
  '查水表',
  '查 水管',
  '查 车位',
  '查 监控',
  '查 高压',
  '查 电费',
  '查一下电费',
  '茶几坏了',
  '查张女士家漏水',
  '查 13800000000 这个业主投诉',
  '帮忙',
  '帮忙！',
  '帮助一下3-2-501的老人',
  '请帮助我开门',
  '我的工资',
  '我的订单没到',
  '我的工单处理得怎么样了',
  '我的单子怎么还没人来',
  '今天待在家，师傅什么时候来',
  '今天的水好黄',
  '统计一下本周谁家漏水',
  '统计本周漏水',
  '统计局的人来了',
  '上周报的漏水还没修',
  '更多的灯坏了',
  'JD-20261123-0001 已约明天上门',
  'JD-20261123-0001 完成',
  '3-2-501',
  '3-2-501漏水',
  '张女士 13800000000',
  '查',
  '查 ',
  '查 3-2-501\n漏水',
  "查 3-2-501'; db.tickets.drop()",
  '查 {"$gt":""}',
  '查 $where',
  '查 .*',
  '统计 本周 $ne',
  '统计 本周 <a href=x>',
  `查 ${'3-2-501 '.repeat(50)}`,
]

describe('queries', () => {
  for (const [text, query] of QUERIES) {
    it(`«${text}» is one`, () => expect(parse(text)).to.deep.equal(query))
  }

  for (const text of REPORTS) {
    it(`«${text.slice(0, 30)}» is none: it may be a report`, () => expect(parse(text)).to.equal(undefined))
  }

  it('are not seen in any of the labelled messages, but in a lone question mark', () => {
    const messages = ['development', 'sealed', 'training'].flatMap(load)
    expect(messages.length).to.be.greaterThan(4000)
    const taken = messages.map(({ text }) => text).filter((text) => parse(text) !== undefined)
    expect(taken.filter((text) => !/^[?？]+$/u.test(text))).to.deep.equal([])
  })

  it('are not seen in odd texts, nor in any beginning of a query that goes on as a report', () => {
    for (const text of ODD_TEXTS) expect(parse(text), text.slice(0, 20)).to.equal(undefined)
    for (const [text] of QUERIES) {
      const query: Query | undefined = parse(`${text}，厨房漏水，快来人`)
      expect(query, text).to.equal(undefined)
    }
  })
})
