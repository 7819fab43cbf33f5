import { expect } from 'chai'
import type { Community } from '../../src/config/communities.ts'
import { createDirectory } from '../../src/directory/index.ts'
import { createKeepGroups } from '../../src/services/groups.ts'
import { groupErrors } from '../../src/wecom/group-errors.ts'
import { wecomError } from '../support/fake-wecom.ts'
import { bihai } from '../support/two-communities.ts'
import { createCapturedLog } from '../wecom/support/captured-log.ts'

interface Group {
  name: string
  ownerUserId: string
  userIds: string[]
}

/** Groups in memory that refuse strangers, too few members and owners who are none, like the platform. */
function aPlatform(strangers: string[] = []) {
  const groups = new Map<string, Group>()
  const calls: string[] = []
  const failures: Error[] = []
  const check = (group: Group) => {
    const failure = failures.shift()
    if (failure !== undefined) throw failure
    if (group.userIds.some((userId) => strangers.includes(userId))) throw wecomError(86007)
    if (group.userIds.length < 2) throw wecomError(86006)
    if (!group.userIds.includes(group.ownerUserId)) throw wecomError(86005)
    return group
  }
  const platform = {
    getGroup: (chatId: string) => Promise.resolve(structuredClone(groups.get(chatId))),
    createGroup: async (group: { chatId: string; name: string; userIds: string[]; ownerUserId?: string }) => {
      calls.push(`create ${group.userIds.join(' ')}`)
      const { chatId, name, userIds } = group
      groups.set(chatId, check({ name, userIds, ownerUserId: group.ownerUserId ?? userIds[0] ?? '' }))
      return Promise.resolve({})
    },
    updateGroup: async (change: {
      chatId: string
      name?: string
      ownerUserId?: string
      addUserIds?: string[]
      removeUserIds?: string[]
    }) => {
      const { chatId, addUserIds = [], removeUserIds = [], name, ownerUserId } = change
      calls.push(
        `+${addUserIds.join(' ')} -${removeUserIds.join(' ')} ${name ?? ''} ${ownerUserId ?? ''}`.trim(),
      )
      const before = groups.get(chatId)
      if (before === undefined) throw wecomError(86003)
      const userIds = [...before.userIds, ...addUserIds].filter((userId) => !removeUserIds.includes(userId))
      groups.set(
        chatId,
        check({ name: name ?? before.name, ownerUserId: ownerUserId ?? before.ownerUserId, userIds }),
      )
      return Promise.resolve()
    },
  }
  return { platform, groups, calls, failures }
}

const staffGroup: Community['groups'][number] = {
  chatId: 'bihaiGroup',
  name: '碧海湾服务群',
  purpose: 'notices',
  owner: 'SunLi',
  members: ['TangYun'],
  memberRoles: ['supervisor', 'manager'],
  memberDepartments: [],
}
const communityWith = (...groups: Partial<Community['groups'][number]>[]): Community => ({
  ...bihai,
  groups: groups.map((group) => ({ ...staffGroup, ...group })),
})

function aStage(community: Community, strangers?: string[]) {
  const played = aPlatform(strangers)
  const log = createCapturedLog()
  const known: string[] = []
  const keep = (now = community) =>
    createKeepGroups({
      directory: createDirectory([now], []),
      platform: played.platform,
      ...groupErrors,
      onKnown: (chatId, isThere) => Promise.resolve(void known.push(`${chatId} ${String(isThere)}`)),
      logger: log.logger,
    })()
  return { ...played, log, known, keep, group: () => played.groups.get('bihaiGroup') }
}

describe('keeping groups', () => {
  it('makes a group of those named and those with its roles, once', async () => {
    const stage = aStage(communityWith({}))
    expect(await stage.keep()).to.equal(true)
    expect(stage.group()).to.deep.equal({
      name: '碧海湾服务群',
      ownerUserId: 'SunLi',
      userIds: ['TangYun', 'SunLi', 'HeZhiyuan'],
    })
    expect(await stage.keep()).to.equal(true)
    expect(stage.calls).to.have.length(1)
    expect(stage.known.at(-1)).to.equal('bihaiGroup true')
  })

  it('follows roles, leavers, name and owner', async () => {
    const stage = aStage(communityWith({}))
    await stage.keep()
    const members = bihai.members
      .filter(({ userId }) => userId !== 'SunLi')
      .map((member) =>
        member.userId === 'ZhaoQiang' ? { ...member, roles: ['supervisor' as const] } : member,
      )
    const changed = { ...communityWith({ name: '新名', owner: 'HeZhiyuan' }), members, departments: [] }
    expect(await stage.keep(changed)).to.equal(true)
    expect(stage.group()).to.deep.equal({
      name: '新名',
      ownerUserId: 'HeZhiyuan',
      userIds: ['TangYun', 'HeZhiyuan', 'ZhaoQiang'],
    })
  })

  it('leaves only him out whom the platform does not know, and says so', async () => {
    const stage = aStage(communityWith({ memberDepartments: ['order'] }), ['HeZhiyuan'])
    expect(await stage.keep()).to.equal(false)
    expect(stage.group()?.userIds).to.have.members(['SunLi', 'TangYun', 'ZhaoQiang'])
    expect(stage.log.lines.filter(({ level }) => level === 40).map(({ members }) => members)).to.deep.equal([
      ['HeZhiyuan'],
    ])
  })

  it('keeps a group whose owner the platform does not know', async () => {
    const stage = aStage(communityWith({}), ['SunLi'])
    expect(await stage.keep()).to.equal(false)
    expect(stage.group()?.userIds).to.have.members(['TangYun', 'HeZhiyuan'])
  })

  it('makes none when nobody is known, and goes on with the other groups', async () => {
    const two = communityWith(
      {},
      { chatId: 'second', purpose: 'managers', members: ['ZhaoQiang'], memberRoles: ['supervisor'] },
    )
    const stage = aStage(two, ['TangYun', 'HeZhiyuan'])
    expect(await stage.keep()).to.equal(false)
    expect([...stage.groups.keys()]).to.deep.equal(['second'])
    expect(stage.log.lines.some(({ level, chatId }) => level === 50 && chatId === 'bihaiGroup')).to.equal(
      true,
    )
    expect(stage.known).to.deep.equal(['bihaiGroup false', 'second false', 'second true'])
  })

  it('tells that the app cannot reach a group, but nothing when the platform is only away', async () => {
    const forbidden = aStage(communityWith({}))
    forbidden.failures.push(wecomError(48002))
    expect(await forbidden.keep()).to.equal(false)
    expect(forbidden.known.at(-1)).to.equal('bihaiGroup false')
    const away = aStage(communityWith({}))
    away.platform.getGroup = () => Promise.reject(wecomError(-1))
    expect(await away.keep()).to.equal(false)
    expect(away.known).to.deep.equal([])
  })
})
