import { expect } from 'chai'
import { DUTY_ANSWERS, LEAVE_PROBLEMS } from '../../src/texts/duty-texts.ts'
import { aTap } from '../support/events.ts'
import { aHandover, shanghai } from '../support/duty.ts'
import { aTicket } from '../support/builders.ts'
import { createDeskStage } from './stage.ts'

const leavesOf = (stage: ReturnType<typeof createDeskStage>) => stage.duty.leaveStore.all()

describe('words about leave and shifts', () => {
  it('请假 asks the supervisor, whose tap makes it hold; 销假 ends it', async () => {
    const stage = createDeskStage()
    await stage.hears('请假 明天 家里有事', 'WangFang')
    const [leave] = leavesOf(stage)
    expect(leave).to.deep.include({ status: 'requested', approver: 'supervisor', reason: '家里有事' })
    expect(leave?.from).to.deep.equal(shanghai('2026-11-24T00:00:00'))
    await stage.handle(aTap('card:leave-confirm', { from: 'WangFang', taskId: leave!.id }))
    expect(leavesOf(stage)[0]?.status).to.equal('requested')
    await stage.handle(aTap('card:leave-confirm', { from: 'SunLi', taskId: leave!.id }))
    expect(leavesOf(stage)[0]?.status).to.equal('confirmed')
    const noon = shanghai('2026-11-24T12:00:00')
    const desk = () => stage.duty.directory.holders('cuihu', 'front_desk', noon).map(({ userId }) => userId)
    expect(desk()).to.deep.equal(['ChenJing'])
    await stage.hears('销假', 'WangFang')
    expect(desk()).to.deep.equal(['WangFang', 'ChenJing'])
  })

  it('two decisions at once: one holds, the other hears of it', async () => {
    const stage = createDeskStage()
    await stage.hears('请假 明天', 'WangFang')
    const [leave] = leavesOf(stage)
    await Promise.all([
      stage.handle(aTap('card:leave-confirm', { from: 'SunLi', taskId: leave!.id })),
      stage.handle(aTap('card:leave-decline', { from: 'HeZhiyuan', taskId: leave!.id })),
    ])
    expect(leavesOf(stage)[0]?.timeline).to.have.length(2)
    expect(stage.ended()).to.have.length(1)
  })

  it('answers what it cannot take', async () => {
    for (const [words, answer] of [
      ['请假', DUTY_ANSWERS.leaveUsage],
      ['请假 2月29日', DUTY_ANSWERS.noSuchDay],
      ['请假 11月20日', LEAVE_PROBLEMS.past],
      ['请假 明天起3650天', LEAVE_PROBLEMS.too_long],
      ['代班', DUTY_ANSWERS.deputyUsage],
      ['代班 陈静', DUTY_ANSWERS.deputyUsage],
      ['代班 谁谁谁 明天', DUTY_ANSWERS.deputyUnknown],
      ['代班 王芳 明天', LEAVE_PROBLEMS.deputy_self],
      ['销假', DUTY_ANSWERS.noLeave],
      ['交接备注', DUTY_ANSWERS.noteUsage],
      ['交接备注 电梯', DUTY_ANSWERS.noHandover],
    ] as const) {
      const stage = createDeskStage()
      await stage.hears(words, 'WangFang')
      expect(stage.said(), words).to.deep.equal([answer])
      expect(stage.tickets.all(), words).to.deep.equal([])
    }
  })

  it('leaves a report that only begins alike to the reception', async () => {
    const stage = createDeskStage()
    await stage.hears('请假单打印机坏了，3栋2单元501 张女士 13800000000', 'WangFang')
    expect(stage.tickets.all()).to.have.length(1)
    expect(leavesOf(stage)).to.deep.equal([])
  })

  it('both sign at once; a stranger’s forged tap signs nothing', async () => {
    const stage = createDeskStage()
    stage.duty.handoverStore.put(aHandover())
    stage.clock.set(aHandover().at)
    await stage.handle(aTap('card:handover-in', { from: 'SunLi', taskId: 'handover1' }))
    expect(stage.said()[0]).to.include('没有此项操作的权限')
    await Promise.all([
      stage.handle(aTap('card:handover-out', { from: 'WangFang', taskId: 'handover1' })),
      stage.handle(aTap('card:handover-in', { from: 'LiuYang', taskId: 'handover1' })),
      stage.handle(aTap('card:handover-in', { from: 'ZhouMin', taskId: 'handover1' })),
    ])
    const [handover] = stage.duty.handoverStore.all()
    expect(handover?.status).to.equal('signed')
    expect(handover?.signedOut?.name).to.equal('王芳')
    expect(handover?.timeline.filter(({ type }) => type === 'shift_taken')).to.have.length(1)
  })

  it('写备注 asks for words and keeps them; 交接备注 does it in one line', async () => {
    const stage = createDeskStage()
    stage.duty.handoverStore.put(aHandover())
    await stage.handle(aTap('card:handover-note', { from: 'WangFang', taskId: 'handover1' }))
    expect(await stage.asked('WangFang')).to.equal('handover_note')
    await stage.hears('3栋电梯明早复查', 'WangFang')
    await stage.hears('交接备注 钥匙在抽屉', 'LiuYang')
    expect(stage.duty.handoverStore.all()[0]?.notes.map(({ text }) => text)).to.deep.equal([
      '3栋电梯明早复查',
      '钥匙在抽屉',
    ])
    expect(stage.tickets.all()).to.deep.equal([])
  })

  it('gives the supervisor’s overdue card to his deputy, who may act on it', async () => {
    const stage = createDeskStage()
    await stage.hears('代班 陈静 今天 到 12月1日', 'SunLi')
    const [leave] = leavesOf(stage)
    expect(leave).to.include({ approver: 'manager' })
    await stage.handle(aTap('card:leave-confirm', { from: 'HeZhiyuan', taskId: leave!.id }))
    const to = { role: 'supervisor' as const }
    const [item] = stage.duty.addressing.address(
      { id: 't1', communityId: 'cuihu' },
      2,
      [{ send: 'overdue', to, lane: 'escalation' }],
      stage.clock.now(),
    )
    expect(item).to.deep.include({ to: { users: ['ChenJing'] }, facts: {} })
    stage.tickets.put(aTicket({ level: 1, responsible: 'supervisor' }))
    await stage.handle(aTap('card:escalate', { from: 'ChenJing', taskId: 't1' }))
    expect(stage.tickets.all()[0]?.level).to.equal(2)
  })
})
