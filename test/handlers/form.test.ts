import { expect } from 'chai'
import { missingFields } from '../../src/domain/ticket/index.ts'
import { aTap } from '../support/events.ts'
import { createDeskStage, type Stage } from './stage.ts'

describe('a form that a member fills in', () => {
  let stage: Stage
  beforeEach(() => {
    stage = createDeskStage()
  })

  const form = () => stage.forms.all().at(-1)!
  const opens = async (from = 'WangFang') => {
    await stage.hears('登记', from)
    return form().id
  }
  const taps = (key: string, selected: Record<string, string[]> = {}, from = 'WangFang') =>
    stage.handle(aTap(key, { taskId: form().id, selected, from }))
  const asks = () =>
    stage.forms.outboxOf(form().id).flatMap((item) => ('send' in item ? [item.facts.field ?? item.send] : []))

  it('REC-4.2 asks for sort and channel on cards, for the rest one at a time, and becomes a ticket', async () => {
    const id = await opens()
    await taps('card:form-walk-in', { group: ['repair_indoor'] })
    await taps('card:form-next', { category: ['drain_blocked'] })
    for (const words of ['3-2-501', '张女士', '13800000000', '厨房不对劲'])
      await stage.hears(words, 'WangFang')
    expect(asks()).to.deep.equal(['form', 'form_category', 'room', 'ownerName', 'phone', 'matter'])
    const ticket = stage.ticket()
    expect(ticket).to.include({ kind: 'repair', category: 'drain_blocked', department: 'engineering' })
    expect(ticket.reception).to.include({ channel: 'walk_in', passedOn: true, room: '3-2-501' })
    expect(ticket.reception).to.include({ ownerName: '张女士', phone: '13800000000', matter: '厨房不对劲' })
    expect(ticket.reception.reporter).to.deep.equal({ userId: 'WangFang', name: '王芳' })
    expect(form()).to.include({ id, status: 'over', nextActionAt: null })
    expect(stage.sends(ticket.id)).to.deep.equal(['intake', 'registered'])
    expect(await stage.asked('WangFang')).to.equal(undefined)
  })

  it('takes several answers in one line and leaves the sort to the words', async () => {
    await opens()
    await taps('card:form-phone', { group: ['by_words'] })
    await stage.hears('3-2-501 张女士 13800000000 厨房漏水', 'WangFang')
    expect(stage.ticket()).to.include({ category: 'water_leak' })
    expect(stage.ticket().reception.channel).to.equal('phone')
  })

  it('asks again for a telephone number that is none', async () => {
    await opens()
    await taps('card:form-phone')
    for (const words of ['3-2-501', '张女士', '不知道']) await stage.hears(words, 'WangFang')
    expect(asks().slice(-2)).to.deep.equal(['phone', 'phone'])
    expect(stage.tickets.all()).to.deep.equal([])
  })

  it('is cancelled by word or button, without a ticket', async () => {
    await opens()
    await stage.hears('取消', 'WangFang')
    expect(form().status).to.equal('over')
    await opens()
    await taps('card:form-cancel')
    await taps('card:form-walk-in')
    expect(stage.ended().at(-1)).to.contain('form_over')
    stage.clock.forward(3 * 3_600_000)
    await stage.formService.runDue(stage.clock.now(), 10)
    expect(stage.tickets.all()).to.deep.equal([])
  })

  it('REC-4.2 `askWithin` makes an incomplete record of what was told when nothing more comes', async () => {
    await opens()
    await taps('card:form-phone', { group: ['repair_indoor'] })
    await stage.hears('3-2-501', 'WangFang')
    stage.clock.forward(2 * 3_600_000 - 1)
    expect(await stage.formService.runDue(stage.clock.now(), 10)).to.equal(0)
    stage.clock.forward(1)
    await stage.formService.runDue(stage.clock.now(), 10)
    await stage.formService.runDue(stage.clock.now(), 10)
    expect(missingFields(stage.ticket().reception)).to.deep.equal(['ownerName', 'phone', 'matter'])
    expect(stage.ticket().reception).to.include({ room: '3-2-501', channel: 'phone' })
  })

  it('that nothing was told of ends without a ticket', async () => {
    await opens()
    stage.clock.forward(3 * 3_600_000)
    await stage.formService.runDue(stage.clock.now(), 10)
    expect(form().status).to.equal('over')
    expect(stage.tickets.all()).to.deep.equal([])
  })

  it('is nobody else’s, and is filled once by the same event', async () => {
    await opens()
    await taps('card:form-walk-in', {}, 'ChenJing')
    expect(form().channel).to.equal(null)
    const event = aTap('card:form-walk-in', { taskId: form().id, from: 'WangFang' })
    await stage.handle(event)
    await stage.handle(event)
    expect(asks()).to.deep.equal(['form', 'room'])
  })

  it('opens from the app’s menu, and from no other item of it', async () => {
    const click = { kind: 'menu_click' as const, at: stage.clock.now(), from: 'WangFang' }
    await stage.handle({ ...click, deliveryId: 'click-1', key: 'register' })
    await stage.handle({ ...click, deliveryId: 'click-1', key: 'register' })
    await stage.handle({ ...click, deliveryId: 'click-2', key: 'other' })
    expect(stage.forms.all()).to.have.length(1)
  })
})
