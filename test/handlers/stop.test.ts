import { expect } from 'chai'
import { aTicket, hoursLater } from '../support/builders.ts'
import { anOwnersText, aTap } from '../support/events.ts'
import { createDeskStage, type Stage } from './stage.ts'

const wang = { userId: 'WangFang', name: '王芳' }
const owner = { owner: { externalUserId: 'wmOwnerZhang', openKfId: 'wkDesk1' } }

describe('暂停计时', () => {
  let stage: Stage
  beforeEach(() => {
    stage = createDeskStage()
    const ticket = aTicket({ status: 'in_progress', assignee: wang })
    stage.tickets.put({ ...ticket, reception: { ...ticket.reception, reporter: owner } })
    stage.clock.set(hoursLater(1))
  })
  const pause = (key: string, span = 'P1D', from = 'WangFang') =>
    stage.handle(aTap(key, { from, selected: { span: [span] } }))

  it('REC-4.6 asks by a card of the tapper’s own, once, with the spans of the policy', async () => {
    const tap = aTap('card:stop')
    await stage.handle(tap)
    await stage.handle(tap)
    const forms = stage.messages.all().filter(({ kind }) => kind === 'stop_form')
    expect(forms).to.have.length(1)
    expect(forms[0]?.facts).to.deep.equal({
      choices: 'PT4H,P1D,P2D,P3D,P7D',
      waiting_owner: 'P7D',
      waiting_parts: 'P15D',
      waiting_contractor: 'P15D',
    })
    await stage.handle(aTap('card:stop', { from: 'ZhangWei' }))
    await stage.handle(aTap('card:stop', { taskId: 'gone' }))
    expect(stage.messages.all().filter(({ kind }) => kind === 'stop_form')).to.have.length(1)
  })

  for (const [key, reason] of [
    ['card:stop-owner', 'waiting_owner'],
    ['card:stop-parts', 'waiting_parts'],
    ['card:stop-contractor', 'waiting_contractor'],
  ] as const) {
    it(`REC-4.6 ${key} stops the clock until the chosen span is over`, async () => {
      await pause(key, 'P2D')
      expect(stage.ticket().stop).to.deep.equal({
        reason,
        by: wang,
        since: hoursLater(1),
        until: hoursLater(49),
      })
      expect(stage.ticket()).to.deep.include({ dueAt: hoursLater(96), nextActionAt: hoursLater(49) })
      expect(stage.sends('t1')).to.deep.equal(['work', 'stopped'])
    })
  }

  it('takes the first span when nothing is chosen, and refuses one that is not offered', async () => {
    for (const span of ['P30D', 'PT0S', '-P1D', 'soon', '']) await pause('card:stop-parts', span)
    expect(stage.ticket().version).to.equal(1)
    await stage.handle(aTap('card:stop-parts'))
    expect(stage.ticket().stop?.until).to.deep.equal(hoursLater(5))
  })

  it('of two stops at once one counts, the other’s card ends with it', async () => {
    await Promise.all([pause('card:stop-parts'), pause('card:stop-contractor', 'P1D', 'ChenJing')])
    expect(stage.ticket().version).to.equal(2)
    expect(stage.ended()).to.deep.equal(['card of t1: stopped'])
  })

  it('恢复计时 ends it', async () => {
    await pause('card:stop-parts')
    stage.clock.set(hoursLater(7))
    await stage.handle(aTap('card:resume'))
    expect(stage.ticket()).to.deep.include({
      stop: null,
      dueAt: hoursLater(54),
      nextActionAt: hoursLater(19),
    })
    await stage.handle(aTap('card:resume'))
    expect(stage.ended()).to.deep.equal(['card of t1: resumed'])
  })

  it('the owner’s answer ends what waits for him', async () => {
    await pause('card:stop-owner')
    expect(await stage.asked('wmOwnerZhang')).to.equal('owner_answer')
    const answer = anOwnersText('明天下午三点以后在家')
    await stage.handle(answer)
    await stage.handle(answer)
    expect(stage.ticket().stop).to.equal(null)
    expect(stage.ticket().version).to.equal(3)
    expect(stage.sends('t1').slice(2)).to.deep.equal(['owner_answered', 'work', 'resumed'])
    expect(await stage.asked('wmOwnerZhang')).to.equal(undefined)
  })

  it('another matter of the owner is a ticket of its own, and he is still waited for', async () => {
    await pause('card:stop-owner')
    await stage.handle(anOwnersText('楼上半夜噪音很大'))
    expect(stage.tickets.all()).to.have.length(2)
    expect((await stage.tickets.find('t1'))?.stop).to.not.equal(null)
  })

  it('asks the owner nothing when parts are waited for', async () => {
    await pause('card:stop-parts')
    expect(await stage.asked('wmOwnerZhang')).to.equal(undefined)
  })
})
