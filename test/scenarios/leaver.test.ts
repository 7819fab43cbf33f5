import { expect } from 'chai'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'

const START = '2026-11-30T10:00:00+08:00'

describe('somebody leaves the company', function () {
  this.timeout(60_000)
  let desk: TestSandbox
  beforeEach(async () => {
    desk = await startTestSandbox()
    await desk.moveTo(START)
  })
  afterEach(() => desk.close())

  const contact = (userId: string, change: unknown) => desk.post(`/members/${userId}/contact`, change)
  const textsOf = async (userId: string) => (await desk.inbox(userId)).map(({ text }) => text)

  /** Zhang Wei of engineering has taken a ticket that was transferred to his department. */
  async function zhangWeiHasTaken(): Promise<{ id: string; key: string }> {
    await desk.says('ZhaoQiang', '5栋1单元1203 李先生 13900000001 楼道灯不亮')
    const intake = await desk.cardWith('WangFang', '转部门')
    await desk.taps('WangFang', intake.id, intake.key, { department: ['engineering'] })
    const assignment = await desk.cardWith('ZhangWei', '接单')
    await desk.taps('ZhangWei', assignment.id, assignment.key)
    return desk.cardWith('ZhangWei', '完成')
  }

  it('his department gets a new card, his own ends, his tap is refused, and the supervisor hears of it', async () => {
    const work = await zhangWeiHasTaken()
    expect((await contact('ZhangWei', { status: 'left' })).status).to.equal(200)
    await desk.advance('PT1M')

    expect((await desk.cardWith('LiJianguo', '接单')).card.title).to.include('灯不亮')
    const again = await desk.cardWith('WuGang', '接单')
    const old = (await desk.inbox('ZhangWei')).find(({ id }) => id === work.id)
    expect(old?.card?.replacedBy).to.match(/^张伟 \d+月\d+日 10:\d\d 已离岗，已转交同事$/u)
    const { status, body } = await desk.post(`/members/ZhangWei/cards/${work.id}/click`, { key: work.key })
    expect(status).to.equal(409)
    expect(body).to.deep.equal({ error: '该成员已离职' })
    expect((await textsOf('SunLi')).at(-1)).to.match(/^【转交】.*灯不亮.*原由张伟处理，因其离岗已转回待接单/u)

    const { members } = await desk.people()
    expect(members.map(({ userId }) => userId)).to.not.include('ZhangWei')
    await desk.taps('WuGang', again.id, again.key)
    expect((await desk.cardWith('WuGang', '完成')).card.title).to.include('灯不亮')
    expect(await textsOf('HeZhiyuan'), 'nobody is missed, so nobody is alarmed').to.deep.equal([])
  })

  it('a tap on a card that the app can still hear is refused in words, and changes nothing', async () => {
    await desk.says('ZhaoQiang', '5栋1单元1203 李先生 13900000001 楼道灯不亮')
    const intake = await desk.cardWith('WangFang', '转部门')
    await contact('WangFang', { inRange: false })
    await desk.taps('WangFang', intake.id, intake.key, { department: ['engineering'] })
    expect((await desk.cardWith('ChenJing', '接单')).card.title).to.include('灯不亮')
    expect((await desk.people()).members.map(({ userId }) => userId)).to.not.include('WangFang')
  })

  it('a disabled account loses its roles, and has them again when it is enabled', async () => {
    await contact('ZhangWei', { status: 'disabled' })
    const named = async () => (await desk.people()).members.find(({ userId }) => userId === 'ZhangWei')
    expect(await named()).to.equal(undefined)
    await contact('ZhangWei', { status: 'active', name: '张伟（二班）' })
    expect(await named()).to.include({ name: '张伟（二班）' })
    await zhangWeiHasTaken()
  })

  it('when the whole front desk goes the manager is told, and new matters come to the supervisor', async () => {
    const front = ['WangFang', 'ChenJing', 'LiuYang', 'ZhouMin']
    for (const userId of front.slice(0, 3)) await contact(userId, { status: 'left' })
    await desk.advance('P1DT1H')
    await contact('ZhouMin', { status: 'left' })
    const told = (await textsOf('HeZhiyuan')).filter((text) => text.includes('人员空缺'))
    expect(told).to.have.length(1)
    expect(told[0]).to.include('前台目前无人在岗')
    await desk.says('ZhaoQiang', '5栋1单元1203 李先生 13900000001 楼道灯不亮')
    expect((await desk.cardWith('SunLi', '接单')).card.title).to.include('灯不亮')
  })

  it('many at once are doubted: all stay at work, and the managers’ group is alarmed once', async () => {
    const engineers = ['WangFang', 'ChenJing', 'LiuYang', 'ZhouMin', 'LinXiao', 'WuGang']
    for (const userId of engineers) await contact(userId, { inRange: false })
    const { members, groups } = await desk.people()
    const gone = engineers.filter((userId) => !members.some((member) => member.userId === userId))
    expect(gone, 'four of twenty may go, as the policy says').to.have.length(4)
    await desk.advance('PT1H')
    const managers = groups.find(({ name }) => name.includes('管理'))
    const alarms = (await desk.group(managers!.chatId)).filter(({ text }) => text.includes('通讯录异常'))
    expect(alarms.length).to.be.within(1, 2)
  })

  it('refuses changes of the contact book that make no sense', async () => {
    for (const change of [{}, { status: 'fired' }, { name: 7 }, [], 'left'])
      expect((await contact('ZhangWei', change)).status).to.equal(400)
    expect((await contact('Nobody', { status: 'left' })).status).to.equal(400)
    expect((await desk.post('/tags/0', { add: [] })).status).to.equal(400)
    expect((await desk.post('/tags/7', { add: ['ZhangWei'] })).status).to.equal(200)
  })
})
