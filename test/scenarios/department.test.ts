import { expect } from 'chai'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'

const START = '2026-11-30T10:00:00+08:00'

describe('a matter for a department, and other ways through the desk', function () {
  this.timeout(60_000)
  let desk: TestSandbox
  before(async () => {
    desk = await startTestSandbox()
    await desk.moveTo(START)
  })
  after(() => desk.close())

  const last = async (userId: string) => (await desk.inbox(userId)).at(-1)

  it('REC-4.6 goes to the department, is done there, confirmed by the front desk, and the reporter hears of it', async () => {
    await desk.says('ZhaoQiang', '5栋1单元1203 李先生 13900000001 楼道灯不亮')
    const intake = await desk.cardWith('WangFang', '转部门')
    const options = intake.card.questions.find(({ key }) => key === 'department')?.options
    expect(options?.map(({ text }) => text)).to.include.members(['工程部', '秩序部', '环境部'])
    await desk.taps('WangFang', intake.id, intake.key, { department: ['engineering'] })
    const [group] = (await desk.people()).groups
    expect((await desk.group(group!.chatId)).at(-1)?.text).to.match(/【转派】.*请工程部处理/u)
    const ended = (await desk.inbox('ChenJing')).find(({ card }) => card?.title === intake.card.title)
    expect(ended?.card?.replacedBy).to.match(/^王芳 \d+月\d+日 10:\d\d 已转工程部$/u)

    expect((await desk.cardWith('LiJianguo', '接单')).card.title).to.include('灯不亮')
    const assignment = await desk.cardWith('ZhangWei', '接单')
    await desk.taps('ZhangWei', assignment.id, assignment.key)
    const note = await desk.cardWith('ZhangWei', '记录进展')
    await desk.taps('ZhangWei', note.id, note.key)
    await desk.says('ZhangWei', '需更换灯泡，下午到货')
    expect((await last('ZhangWei'))?.text).to.include('已记录到')
    const finish = await desk.cardWith('ZhangWei', '完成')
    await desk.taps('ZhangWei', finish.id, finish.key)
    await desk.says('ZhangWei', '已更换灯泡')

    expect((await last('ZhaoQiang'))?.text).to.include('已处理完成：已更换灯泡')
    const confirm = await desk.cardWith('ChenJing', '确认关闭')
    expect(confirm.text).to.include('已更换灯泡')
    await desk.taps('ChenJing', confirm.id, confirm.key)
    const open = (await desk.inbox('WangFang')).filter(({ card }) => card?.replacedBy === null)
    // A handover of the shift that nobody has signed stays open.
    expect(open.filter(({ card }) => !card?.title.includes('交接班'))).to.deep.equal([])
  })

  it('REC-4.2 asks for what is missing and fills it in', async () => {
    await desk.says('QianYong', '地下车库有人报水管漏水')
    await desk.says('QianYong', '厨房下水堵了')
    expect((await last('QianYong'))?.text).to.include('请补充：房号、业主称呼、联系电话')
    await desk.says('QianYong', '6-1-302 王先生')
    expect((await last('QianYong'))?.text).to.include('还差：联系电话')
    await desk.says('QianYong', '13700000002')
    expect((await last('QianYong'))?.text).to.include('登记已完整')
    const { card } = await desk.cardWith('ChenJing', '接单')
    expect(card.fields).to.deep.include({ name: '位置', value: '6-1-302' })
    expect(card.fields).to.deep.include({ name: '业主', value: '王先生 13700000002' })
  })

  it('REC-4.4 turns a matter into a complaint, with an apology and word to the supervisor', async () => {
    const { id, key } = await desk.cardWith('WangFang', '投诉')
    await desk.taps('WangFang', id, key)
    expect((await last('QianYong'))?.text).to.include('致歉')
    expect((await last('SunLi'))?.text).to.include('已转为投诉')
    expect(
      (await desk.cardWith('WangFang', '接单')).card.buttons.slice(0, 3).map(({ text }) => text),
    ).to.deep.equal(['接单', '转部门', '不是工单'])
  })

  it('REC-4.2 makes no ticket of thanks, and none is kept that is no matter', async () => {
    const before = (await desk.inbox('WangFang')).length
    await desk.says('QianYong', '好的，谢谢')
    expect((await desk.inbox('WangFang')).length).to.equal(before)
    const { id, key } = await desk.cardWith('WangFang', '不是工单')
    await desk.taps('WangFang', id, key)
    expect((await last('QianYong'))?.text).to.include('无需建单')
  })

  it('an owner on WeChat reports, is asked, and hears when it is done', async () => {
    await desk.ownerSays('wmOwnerLi', '家里跳闸了')
    expect((await desk.ownerInbox('wmOwnerLi')).at(-1)?.text).to.include('请补充')
    await desk.ownerSays('wmOwnerLi', '5-1-1203 李先生 13900000001')
    expect((await desk.ownerInbox('wmOwnerLi')).at(-1)?.text).to.include('登记已完整')
    const take = await desk.cardWith('WangFang', '接单')
    await desk.taps('WangFang', take.id, take.key)
    expect((await desk.ownerInbox('wmOwnerLi')).at(-1)?.text).to.include('王芳接单')
    const finish = await desk.cardWith('WangFang', '完成')
    await desk.taps('WangFang', finish.id, finish.key)
    await desk.says('WangFang', '已远程指导复位')
    expect((await desk.ownerInbox('wmOwnerLi')).at(-1)?.text).to.include('已处理完成：已远程指导复位')
  })

  it('a tap on a card whose ticket was closed long ago is answered with what happened', async () => {
    await desk.says('ZhaoQiang', '2-1-803 钱女士 13600000003 阳台漏水')
    // Once it was alarmed again for the last time, the newest card stays as it is.
    await desk.advance('PT31M')
    const old = await desk.cardWith('WangFang', '接单', '阳台漏水')
    await desk.advance('P7D')
    const close = await desk.cardWith('HeZhiyuan', '关闭并说明原因', '阳台漏水')
    await desk.taps('HeZhiyuan', close.id, close.key)
    await desk.says('HeZhiyuan', '业主长期不在')
    // The card's only code ran out after 72 h, so it still has its buttons; the tap brings a new code.
    await desk.taps('WangFang', old.id, old.key)
    expect((await desk.inbox('WangFang')).find(({ id }) => id === old.id)?.card?.replacedBy).to.match(
      /^何志远 \d+月\d+日 10:\d\d 已关闭$/u,
    )
  })
})
