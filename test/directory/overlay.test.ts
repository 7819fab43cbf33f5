import { expect } from 'chai'
import type { Community } from '../../src/config/communities.ts'
import {
  checkCommunities,
  createDirectory,
  createLiveDirectory,
  EMPTY_STATE,
  layChanges,
  layState,
  reckonMembers,
  type DirectoryChange,
  type DirectoryState,
  type KnownPerson,
} from '../../src/directory/index.ts'
import { sampleConfig, samplePolicy } from '../support/builders.ts'

const NOW = new Date('2026-11-23T02:00:00Z')
const configured = sampleConfig.communities
const cuihu = configured[0]!
const by = { userId: 'HeZhiyuan', name: '何志远' }

const person = (userId: string, more: Partial<KnownPerson> = {}): KnownPerson => ({
  ...{ userId, name: '名字', status: 'active', since: NOW, seenAt: NOW, tags: [], departments: [] },
  ...more,
})
const stateWith = (more: Partial<DirectoryState>): DirectoryState => ({ ...EMPTY_STATE, ...more })
const changed = (...changes: DirectoryChange[]) =>
  stateWith({ changes: changes.map((change, n) => ({ eventId: `e${String(n)}`, at: NOW, by, change })) })
const directoryOf = (communities: readonly Community[], state: DirectoryState) =>
  createDirectory(layState(communities, state), sampleConfig.holidays, state.former)

describe('what lies over the configured communities', () => {
  it('leaves them as they are when nothing is known', () => {
    expect(layState(configured, EMPTY_STATE)).to.deep.equal(configured)
  })

  it('takes a leaver out of members, departments, shifts and groups, and keeps his name', () => {
    const gone = stateWith({
      people: [person('wangfang', { status: 'left' }), person('HeZhiyuan', { status: 'disabled' })],
    })
    const state = reckonMembers(configured, EMPTY_STATE, gone, NOW)
    const directory = directoryOf(configured, state)
    expect(directory.member('WangFang')).to.equal(undefined)
    expect(directory.formerMember('WANGFANG')?.name).to.equal('王芳')
    expect(directory.rolesIn('WangFang', 'cuihu')).to.deep.equal([])
    expect(directory.holders('cuihu', 'front_desk', NOW).map(({ userId }) => userId)).to.deep.equal([
      'ChenJing',
    ])
    expect(directory.group('cuihu', 'notices')?.members).to.not.include('WangFang')
    expect(directory.group('cuihu', 'managers')).to.include({ owner: 'SunLi' })
    expect(JSON.stringify(layState(configured, state))).to.not.include('WangFang')
    expect(state.notices).to.deep.equal([
      {
        id: 'directory-vacant-cuihu-1',
        communityId: 'cuihu',
        kind: 'vacant',
        roles: ['manager'],
        departments: [],
      },
    ])
  })

  it('leaves a department without its head when he goes', () => {
    const directory = directoryOf(configured, stateWith({ people: [person('MaChao', { status: 'left' })] }))
    const order = directory.department('cuihu', 'order')
    expect(order?.head).to.equal(undefined)
    expect(order?.members.map(({ userId }) => userId)).to.deep.equal(['ZhaoQiang', 'QianYong'])
  })

  it('takes people from tags and departments of WeCom', () => {
    const mapped: Community = {
      ...cuihu,
      fromWecom: [
        { tag: 7, role: 'front_desk' },
        { department: 12, joins: 'engineering' },
      ],
    }
    const people = [
      person('XinLai', { name: '新来', tags: [7], departments: [12] }),
      person('ZhangWei', { name: '张伟', tags: [7] }),
      person('Tagged', { tags: [8] }),
      person('Gone', { tags: [7], status: 'left' }),
    ]
    const directory = directoryOf([mapped], stateWith({ people }))
    expect(directory.rolesIn('XinLai', 'cuihu')).to.deep.equal(['front_desk'])
    expect(directory.departmentsOf('xinlai', 'cuihu')).to.deep.equal(['engineering'])
    expect(directory.rolesIn('ZhangWei', 'cuihu')).to.deep.equal(['staff', 'front_desk'])
    expect(directory.member('Tagged')).to.equal(undefined)
    expect(directory.member('Gone')).to.equal(undefined)
    const plain = directoryOf([{ ...mapped, fromWecom: mapped.fromWecom.slice(1) }], stateWith({ people }))
    expect(plain.rolesIn('XinLai', 'cuihu')).to.deep.equal(['staff'])
  })

  it('follows a member whose id WeCom has changed', () => {
    const state = stateWith({ renames: [{ from: 'machao', to: 'ma.chao' }] })
    const directory = directoryOf(configured, state)
    expect(directory.member('MaChao')).to.equal(undefined)
    expect(directory.department('cuihu', 'order')?.head).to.deep.equal({ userId: 'ma.chao', name: '马超' })
  })

  it('lays administrators’ changes in their order', () => {
    const shift = { ...cuihu.shifts[0]!, members: ['XinLai'] }
    const communities = layChanges(
      configured,
      changed(
        {
          kind: 'set_member',
          communityId: 'cuihu',
          member: { userId: 'XinLai', name: '新来', roles: ['staff'] },
        },
        {
          kind: 'set_member',
          communityId: 'cuihu',
          member: { userId: 'xinlai', name: '新来', roles: ['front_desk'] },
          joins: 'customer_service',
        },
        { kind: 'set_shift', communityId: 'cuihu', shift },
        { kind: 'remove_shift', communityId: 'cuihu', title: '前台夜班', role: 'front_desk' },
        { kind: 'remove_member', communityId: 'cuihu', userId: 'LUOJIE' },
      ),
    )
    expect(checkCommunities(communities, samplePolicy)).to.deep.equal([])
    const [now] = communities
    expect(now?.members.at(-1)).to.deep.equal({ userId: 'xinlai', name: '新来', roles: ['front_desk'] })
    expect(now?.departments.find(({ key }) => key === 'customer_service')?.members).to.include('xinlai')
    expect(now?.shifts).to.deep.equal([shift])
    expect(JSON.stringify(now)).to.not.include('LuoJie')
  })

  it('says what a change would break', () => {
    const without = changed({ kind: 'remove_member', communityId: 'cuihu', userId: 'HeZhiyuan' })
    expect(checkCommunities(layChanges(configured, without), samplePolicy).join('; ')).to.include(
      'nobody holds the role manager',
    )
  })

  it('forgets as former whoever comes back, and knows him as new when he goes again', () => {
    const at = (people: KnownPerson[], before: DirectoryState, now: Date) =>
      reckonMembers(configured, before, { ...before, people }, now)
    const later = new Date(NOW.getTime() + 1)
    const here = at([], EMPTY_STATE, NOW)
    const gone = at([person('ZhangWei', { status: 'left' })], here, NOW)
    expect(gone.former).to.deep.equal([{ userId: 'ZhangWei', name: '张伟', since: NOW, handedOn: false }])
    const back = at([person('ZhangWei')], gone, later)
    expect(back.former).to.deep.equal([])
    expect(at([person('ZhangWei', { status: 'left' })], back, later).former[0]?.since).to.deep.equal(later)
  })
})

describe('a live directory', () => {
  it('answers from what it was given last', () => {
    const live = createLiveDirectory(createDirectory(configured, sampleConfig.holidays))
    expect(live.member('WangFang')?.name).to.equal('王芳')
    live.replace(createDirectory([], sampleConfig.holidays, [{ userId: 'WangFang', name: '王芳' }]))
    expect(live.member('WangFang')).to.equal(undefined)
    expect(live.formerMember('wangfang')?.name).to.equal('王芳')
    expect(live.communities()).to.deep.equal([])
  })
})
