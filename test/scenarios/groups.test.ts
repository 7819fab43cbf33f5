import { expect } from 'chai'
import { createConfigFolder, type ConfigFolder } from '../config/config-folder.ts'
import { startDeskOnEmulator, type DeskOnEmulator } from '../support/desk-on-emulator.ts'

const REPORT = '3栋2单元501 张女士 13800000000 厨房漏水'
const MANAGERS = 'cuihuManagersGroup'

describe('a group', function () {
  this.timeout(60_000)
  let setting: DeskOnEmulator
  let folder: ConfigFolder
  beforeEach(() => (folder = createConfigFolder()))
  afterEach(async () => {
    await setting.close()
    folder.remove()
  })
  const set = (key: string, value: unknown) =>
    folder.set('communities.json', ['communities', 0, 'groups', 1, key], value)
  const later = async (hours: number) => {
    setting.clock.moveTo(new Date(setting.clock.now().getTime() + hours * 3_600_000))
    await setting.settle()
  }
  const told = () => {
    const shown = setting.emulator.phones.groupMessages(MANAGERS)
    if ('refused' in shown) throw new Error(shown.refused)
    return shown.map(({ text }) => text).join('\n')
  }

  it('is brought in step with roles and departments at the start and by the clock', async () => {
    set('members', [])
    set('memberRoles', ['manager', 'supervisor'])
    set('memberDepartments', ['finance'])
    setting = await startDeskOnEmulator({ configDir: folder.dir })
    const members = async () => (await setting.desk.wecom.getGroup(MANAGERS))?.userIds.toSorted()
    const right = ['HeZhiyuan', 'LuoJie', 'SunLi', 'XuHui']
    expect(await members()).to.deep.equal(right)
    await setting.desk.wecom.updateGroup({
      chatId: MANAGERS,
      name: '别的名字',
      ownerUserId: 'WangFang',
      addUserIds: ['WangFang'],
      removeUserIds: ['XuHui', 'HeZhiyuan'],
    })
    await later(5)
    expect(await members()).to.deep.equal(['LuoJie', 'SunLi', 'WangFang'])
    await later(1)
    expect(await members()).to.deep.equal(right)
    expect(await setting.desk.wecom.getGroup(MANAGERS)).to.include({
      name: '翠湖花园管理群',
      ownerUserId: 'HeZhiyuan',
    })
  })

  it('is made without him whom the platform does not know', async () => {
    setting = await startDeskOnEmulator({ configDir: folder.dir, missing: ['MaChao', 'HeZhiyuan'] })
    const group = await setting.desk.wecom.getGroup(MANAGERS)
    expect(group?.userIds).to.have.members(['SunLi', 'LiJianguo', 'HuangXiuying', 'XuHui'])
  })

  it('is told by its robot while the app may not write into groups', async () => {
    set('robot', { keyFrom: 'ROBOT_CUIHU' })
    setting = await startDeskOnEmulator({
      configDir: folder.dir,
      env: { ROBOT_CUIHU: 'robot-key-0001' },
      missing: ['WangFang', 'LiuYang'],
    })
    setting.emulator.faults.set({ kind: 'errcode', route: '/cgi-bin/appchat', errcode: 48002 })
    await setting.emulator.phones.memberWrites('ZhaoQiang', { type: 'text', content: REPORT })
    await setting.settle()
    expect(told()).to.match(/【未送达】/u)
  })
})
