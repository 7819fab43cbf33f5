import { expect } from 'chai'
import sample from '../../config/communities.json' with { type: 'json' }
import holidays from '../../config/holidays.json' with { type: 'json' }
import type { Community } from '../../src/config/index.ts'
import { communitySchema } from '../../src/config/communities.ts'
import { createDirectory, type Member } from '../../src/directory/index.ts'

const cuihu = communitySchema.parse(sample.communities[0])
const beijing = (local: string): Date => new Date(`${local}+08:00`)
const ids = (members: readonly Member[]): string[] => members.map(({ userId }) => userId)

/** The sample community with other turns of duty. */
const withShifts = (shifts: Community['shifts'], more: Partial<Community> = {}) =>
  createDirectory([{ ...cuihu, ...more, shifts }], holidays.years)

const frontDesk = { title: '前台', role: 'front_desk' as const, days: 'every_day' as const }

describe('the directory', () => {
  const directory = createDirectory([cuihu], holidays.years)
  const noon = beijing('2026-11-23T12:00:00')

  it('finds a member whatever the case of his id, as the platform sends it in lower case', () => {
    expect(directory.member('wangfang')).to.deep.equal({ userId: 'WangFang', name: '王芳' })
    expect(directory.rolesIn('WANGFANG', 'cuihu')).to.deep.equal(['front_desk'])
    expect(directory.communitiesOf('wangFang')).to.deep.equal([cuihu])
    expect(directory.departmentsOf('sunli', 'cuihu')).to.deep.equal(['customer_service'])
    expect(directory.isOnDuty('wangfang', 'cuihu', noon)).to.be.true
  })

  for (const stranger of ['', 'Nobody', '__proto__', 'WangFang ', 'x'.repeat(10_000)]) {
    it(`knows nothing of "${stranger.slice(0, 12)}"`, () => {
      expect(directory.member(stranger)).to.be.undefined
      expect(directory.rolesIn(stranger, 'cuihu')).to.deep.equal([])
      expect(directory.communitiesOf(stranger)).to.deep.equal([])
      expect(directory.departmentsOf(stranger, 'cuihu')).to.deep.equal([])
      expect(directory.isOnDuty(stranger, 'cuihu', noon)).to.be.false
    })
  }

  it('throws on a community that is not configured', () => {
    expect(() => directory.holders('other', 'front_desk', noon))
      .to.throw()
      .with.property('code', 'unknown_community')
  })

  it('knows departments with head and members, and the two groups', () => {
    expect(directory.department('cuihu', 'engineering')).to.deep.equal({
      key: 'engineering',
      title: '工程部',
      head: { userId: 'LiJianguo', name: '李建国' },
      members: [
        { userId: 'LiJianguo', name: '李建国' },
        { userId: 'ZhangWei', name: '张伟' },
        { userId: 'WuGang', name: '吴刚' },
      ],
    })
    expect(directory.department('cuihu', 'business')).to.be.undefined
    expect(directory.departments('cuihu').map(({ title }) => title)).to.deep.equal([
      '工程部',
      '秩序部',
      '环境部',
      '客服部',
      '财务部',
    ])
    expect(directory.group('cuihu', 'notices')).to.include({
      chatId: 'cuihuServiceGroup',
      name: '翠湖花园服务群',
    })
    expect(directory.group('cuihu', 'managers')?.members).to.include('HeZhiyuan')
  })

  it('keeps a person’s roles apart by community', () => {
    const other: Community = {
      ...cuihu,
      id: 'binjiang',
      members: cuihu.members.map((member) =>
        member.userId === 'SunLi' ? { ...member, roles: ['manager'] } : member,
      ),
    }
    const both = createDirectory([cuihu, other], holidays.years)
    expect(both.rolesIn('SunLi', 'cuihu')).to.deep.equal(['supervisor', 'department_head'])
    expect(both.rolesIn('SunLi', 'binjiang')).to.deep.equal(['manager'])
    expect(both.communitiesOf('SunLi').map(({ id }) => id)).to.deep.equal(['cuihu', 'binjiang'])
    expect(both.people(noon).members.filter(({ userId }) => userId === 'SunLi')).to.have.lengthOf(2)
  })

  it('lists the people of the sandbox with role, department and duty', () => {
    const { members, groups } = directory.people(noon)
    expect(members).to.have.lengthOf(cuihu.members.length)
    expect(members.find(({ userId }) => userId === 'LiuYang')).to.deep.equal({
      userId: 'LiuYang',
      name: '刘洋',
      community: 'cuihu',
      roles: ['front_desk'],
      department: 'customer_service',
      onDuty: false,
    })
    expect(members.find(({ userId }) => userId === 'ZhengGuodong')).to.include({
      department: null,
      onDuty: true,
    })
    expect(groups).to.deep.equal([
      { chatId: 'cuihuServiceGroup', name: '翠湖花园服务群', community: 'cuihu' },
      { chatId: 'cuihuManagersGroup', name: '翠湖花园管理群', community: 'cuihu' },
    ])
  })

  it('gives its own lists away, not the configuration', () => {
    directory.rolesIn('WangFang', 'cuihu').push('manager')
    directory.people(noon).members[0]?.roles.push('manager')
    directory.group('cuihu', 'notices')?.members.push('Nobody')
    expect(directory.rolesIn('WangFang', 'cuihu')).to.deep.equal(['front_desk'])
    expect(directory.group('cuihu', 'notices')?.members).not.to.include('Nobody')
  })
})

describe('who is on duty', () => {
  it('REC-4.1 the sample has two at the front desk and every other role at any minute of a week', () => {
    const directory = createDirectory([cuihu], holidays.years)
    for (let minute = 0; minute < 7 * 24 * 60; minute += 10) {
      const at = new Date(beijing('2026-11-23T00:00:00').getTime() + minute * 60_000)
      const atDesk = directory.holders('cuihu', 'front_desk', at)
      expect(atDesk, at.toISOString()).to.have.lengthOf(2)
      expect(atDesk.every(({ userId }) => directory.isOnDuty(userId, 'cuihu', at))).to.be.true
      expect(ids(directory.holders('cuihu', 'supervisor', at))).to.deep.equal(['SunLi'])
      expect(ids(directory.holders('cuihu', 'manager', at))).to.deep.equal(['HeZhiyuan'])
    }
  })

  it('hands over on the minute, over midnight too', () => {
    const directory = createDirectory([cuihu], holidays.years)
    const holders = (at: string) => ids(directory.holders('cuihu', 'front_desk', beijing(at)))
    expect(holders('2026-11-23T07:59:59')).to.deep.equal(['LiuYang', 'ZhouMin'])
    expect(holders('2026-11-23T08:00:00')).to.deep.equal(['WangFang', 'ChenJing'])
    expect(holders('2026-11-23T19:59:59')).to.deep.equal(['WangFang', 'ChenJing'])
    expect(holders('2026-11-23T20:00:00')).to.deep.equal(['LiuYang', 'ZhouMin'])
    expect(holders('2026-11-24T00:00:00')).to.deep.equal(['LiuYang', 'ZhouMin'])
  })

  it('knows a split turn, written as two', () => {
    const directory = withShifts([
      { ...frontDesk, from: '08:30', to: '12:00', members: ['WangFang'] },
      { ...frontDesk, from: '14:00', to: '17:30', members: ['wangfang'] },
    ])
    const onDuty = (time: string) => directory.isOnDuty('WangFang', 'cuihu', beijing(`2026-11-23T${time}:00`))
    expect(['08:29', '08:30', '11:59', '12:00', '13:59', '14:00', '17:30'].map(onDuty)).to.deep.equal([
      false,
      true,
      true,
      false,
      false,
      true,
      false,
    ])
  })

  it('gives all holders when nobody is on duty, which isOnDuty tells', () => {
    const directory = withShifts([{ ...frontDesk, from: '08:30', to: '12:00', members: ['WangFang'] }])
    const night = beijing('2026-11-23T03:00:00')
    expect(ids(directory.holders('cuihu', 'front_desk', night))).to.deep.equal([
      'WangFang',
      'ChenJing',
      'LiuYang',
      'ZhouMin',
    ])
    expect(directory.isOnDuty('WangFang', 'cuihu', night)).to.be.false
    expect(ids(directory.holders('cuihu', 'front_desk', beijing('2026-11-23T09:00:00')))).to.deep.equal([
      'WangFang',
    ])
  })

  it('lets a night turn belong to the day it began', () => {
    const directory = withShifts([
      { ...frontDesk, days: [5], from: '20:00', to: '08:00', members: ['LiuYang'] },
    ])
    const onDuty = (at: string) => directory.isOnDuty('LiuYang', 'cuihu', beijing(at))
    expect(onDuty('2026-11-27T07:00:00'), 'Friday morning').to.be.false
    expect(onDuty('2026-11-27T21:00:00'), 'Friday night').to.be.true
    expect(onDuty('2026-11-28T07:59:00'), 'Saturday morning').to.be.true
    expect(onDuty('2026-11-28T08:00:00'), 'Saturday, day').to.be.false
    expect(onDuty('2026-11-28T21:00:00'), 'Saturday night').to.be.false
  })

  it('follows the official workdays and days off', () => {
    const directory = withShifts([
      { ...frontDesk, days: 'workdays', from: '08:00', to: '18:00', members: ['WangFang'] },
      { ...frontDesk, days: 'days_off', from: '09:00', to: '24:00', members: ['ChenJing'] },
    ])
    const holders = (at: string) => ids(directory.holders('cuihu', 'front_desk', beijing(at)))
    expect(holders('2026-10-10T10:00:00'), 'a Saturday worked instead').to.deep.equal(['WangFang'])
    expect(holders('2026-10-01T10:00:00'), 'the national day').to.deep.equal(['ChenJing'])
    expect(holders('2026-10-01T23:59:00'), 'the national day, late').to.deep.equal(['ChenJing'])
  })

  it('goes by the clock of the community', () => {
    const directory = withShifts([{ ...frontDesk, from: '08:00', to: '20:00', members: ['WangFang'] }], {
      timeZone: 'Europe/Berlin',
    })
    expect(directory.isOnDuty('WangFang', 'cuihu', new Date('2026-07-01T06:30:00Z'))).to.be.true
    expect(directory.isOnDuty('WangFang', 'cuihu', new Date('2026-12-01T06:30:00Z'))).to.be.false
  })
})
