import { createLogger } from '../../src/logger.ts'
import { expect } from 'chai'
import type { Audience, MessageIntent } from '../../src/domain/record.ts'
import { createAddressing } from '../../src/services/addressing.ts'
import { directoryOfTwo } from '../support/two-communities.ts'

const DAY = new Date('2026-11-23T10:00:00+08:00')
const NIGHT = new Date('2026-11-23T23:00:00+08:00')
const addressing = createAddressing(directoryOfTwo, createLogger('silent'))

function receiverOf(to: Audience, at = DAY, communityId = 'cuihu'): unknown {
  const [item] = addressing.address(
    { id: 't1', communityId },
    2,
    [{ send: 'intake', to, lane: 'task' }],
    at,
    'act',
  )
  return item !== undefined && 'send' in item ? item.to : undefined
}

const END = new Date('2026-11-24T07:00:00+08:00')
const withNight = createAddressing(directoryOfTwo, createLogger('silent'), (communityId, at) =>
  communityId === 'cuihu' && at < END && at >= NIGHT ? END : undefined,
)
const CUIHU = { id: 't1', communityId: 'cuihu' }
const overdue: MessageIntent[] = [
  { settle: ['overdue'], say: 'escalated', facts: {} },
  { send: 'overdue', to: { role: 'supervisor' }, lane: 'escalation' },
  { send: 'overdue_told', to: { role: 'front_desk' }, lane: 'reminder' },
]

describe('addressing in quiet hours', () => {
  const held = (...args: Parameters<typeof withNight.address>) =>
    withNight.address(...args).map(({ notBefore }) => notBefore)

  it('REC-4.7 holds what the clock brings until they end, the ends of earlier cards too', () => {
    expect(held(CUIHU, 2, overdue, NIGHT, 'clock')).to.deep.equal([END, END, END])
    expect(held(CUIHU, 2, overdue, DAY, 'clock')).to.deep.equal([undefined, undefined, undefined])
    expect(held({ ...CUIHU, communityId: 'bihai' }, 2, overdue, NIGHT, 'clock')).to.deep.equal(
      Array(3).fill(undefined),
    )
  })

  it('tells what people do at once', () => {
    expect(held(CUIHU, 2, overdue, NIGHT, 'act')).to.deep.equal([undefined, undefined, undefined])
  })

  it('EMG-1 never holds danger', () => {
    const urgent: MessageIntent[] = overdue.map((intent) =>
      'send' in intent && intent.send === 'overdue' ? { ...intent, lane: 'danger' } : intent,
    )
    expect(held(CUIHU, 2, urgent, NIGHT, 'clock')).to.deep.equal([undefined, undefined, END])
  })

  it('tells those who are on duty when they end, not those of the night', () => {
    const morning = new Date('2026-11-24T09:00:00+08:00')
    const late = createAddressing(directoryOfTwo, createLogger('silent'), () => morning)
    const told = late
      .address(CUIHU, 2, overdue, NIGHT, 'clock')
      .find((item) => 'send' in item && item.send === 'overdue_told')
    expect(told).to.deep.include({ to: { users: ['WangFang', 'ChenJing'] } })
  })
})

describe('addressing', () => {
  it('REC-4.5 tells a person once who holds two of the roles', () => {
    const both: MessageIntent[] = [
      { send: 'unaccepted', to: { users: ['SunLi', 'HeZhiyuan'] }, lane: 'escalation' },
      { send: 'unaccepted', to: { users: ['sunli'] }, lane: 'escalation' },
      { send: 'unaccepted', to: { users: ['SUNLI', 'WangFang'] }, lane: 'escalation' },
      { send: 'unaccepted', to: { users: ['SunLi'] }, lane: 'escalation', facts: { other: 'words' } },
    ]
    const items = addressing.address(CUIHU, 2, both, DAY, 'clock')
    expect(items.map((item) => ('send' in item ? item.to : undefined))).to.deep.equal([
      { users: ['SunLi', 'HeZhiyuan'] },
      { users: ['WangFang'] },
      { users: ['SunLi'] },
    ])
  })

  it('sends to those of a role who are on duty at that moment', () => {
    expect(receiverOf({ role: 'front_desk' })).to.deep.equal({ users: ['WangFang', 'ChenJing'] })
    expect(receiverOf({ role: 'front_desk' }, NIGHT)).to.deep.equal({ users: ['LiuYang', 'ZhouMin'] })
    expect(receiverOf({ role: 'supervisor' }, NIGHT)).to.deep.equal({ users: ['SunLi'] })
  })

  it('sends to everybody of a role that has no shifts in this community', () => {
    expect(receiverOf({ role: 'front_desk' }, NIGHT, 'bihai')).to.deep.equal({ users: ['TangYun'] })
  })

  it('REC-4.6 sends to a department with its head first', () => {
    expect(receiverOf({ department: 'engineering' })).to.deep.equal({
      users: ['LiJianguo', 'ZhangWei', 'WuGang'],
    })
    expect(receiverOf({ department: 'customer_service' }))
      .to.have.property('users')
      .with.property('0', 'SunLi')
  })

  it('sends to groups, named members and owners', () => {
    expect(receiverOf({ group: 'notices' })).to.deep.equal({ chatId: 'cuihuServiceGroup' })
    expect(receiverOf({ group: 'managers' })).to.deep.equal({ chatId: 'cuihuManagersGroup' })
    expect(receiverOf({ users: ['Anybody'] })).to.deep.equal({ users: ['Anybody'] })
    const owner = { externalUserId: 'wmOwnerZhang', openKfId: 'wkDesk1' }
    expect(receiverOf({ owner })).to.deep.equal({ owner })
  })

  it('sends up the chain what nobody is there for: no group, no department, no holder', () => {
    expect(receiverOf({ group: 'notices' }, DAY, 'bihai')).to.deep.equal({ users: ['SunLi'] })
    expect(receiverOf({ department: 'business' })).to.deep.equal({ users: ['SunLi'] })
    expect(receiverOf({ role: 'quality' }, DAY, 'bihai')).to.deep.equal({ users: ['HeZhiyuan'] })
  })

  it('gives ids that depend on record, version and place in the decision alone', () => {
    const intents: MessageIntent[] = [
      { settle: 'all', say: 'taken', facts: { name: '王芳' } },
      { send: 'transfer_notice', to: { group: 'notices' }, lane: 'task' },
      { send: 'work', to: { users: ['WangFang'] }, lane: 'answer', facts: { sentBackBy: '王芳' } },
      { settle: ['overdue'], say: 'escalated', facts: {} },
    ]
    const record = { id: 't1', communityId: 'bihai' }
    const items = addressing.address(record, 3, intents, DAY, 'act')
    expect(items).to.deep.equal([
      { id: 't1-3-0', version: 3, settle: 'all', say: 'taken', facts: { name: '王芳' } },
      {
        id: 't1-3-1',
        version: 3,
        send: 'transfer_notice',
        to: { users: ['SunLi'] },
        lane: 'task',
        facts: { insteadOf: 'group_notices' },
      },
      {
        id: 't1-3-2',
        version: 3,
        send: 'work',
        to: { users: ['WangFang'] },
        lane: 'answer',
        facts: { sentBackBy: '王芳' },
      },
      { id: 't1-3-3', version: 3, settle: ['overdue'], say: 'escalated', facts: {} },
    ])
    expect(addressing.address(record, 3, intents, NIGHT, 'act').map(({ id }) => id)).to.deep.equal(
      items.map(({ id }) => id),
    )
  })
})
