import { expect } from 'chai'
import { missingFields } from '../../src/domain/ticket/index.ts'
import { aText } from '../support/events.ts'
import { createDeskStage, type Stage } from './stage.ts'

describe('a matter that a member was told of', () => {
  let stage: Stage
  beforeEach(() => {
    stage = createDeskStage()
  })

  it('REC-3.1.1 is recorded as a walk-in by the front desk, with the owner’s data from the words', async () => {
    await stage.hears('上门 3-2-501 张女士 13800000000 厨房漏水', 'WangFang')
    const { reception, timeline, id } = stage.ticket()
    expect(reception).to.include({
      channel: 'walk_in',
      passedOn: true,
      room: '3-2-501',
      ownerName: '张女士',
      phone: '13800000000',
      matter: '厨房漏水',
      original: '上门 3-2-501 张女士 13800000000 厨房漏水',
    })
    expect(reception.reporter).to.deep.equal({ userId: 'WangFang', name: '王芳' })
    expect(timeline[0]?.facts).to.deep.equal({ channel: 'walk_in', passedOn: 'yes' })
    expect(stage.sends(id)).to.deep.equal(['intake', 'registered'])
  })

  it('REC-3.1.1 by telephone is recorded as such, and what is missing is asked for, whatever was asked before', async () => {
    await stage.hears('3-2-502 李先生 水管漏水', 'WangFang')
    expect(await stage.asked('WangFang')).to.equal('details')
    await stage.hears('电话 3-2-501 厨房漏水', 'WangFang')
    const [first, second] = stage.tickets.all()
    expect(second?.reception).to.include({ channel: 'phone', room: '3-2-501' })
    expect(first?.reception.room).to.equal('3-2-502')
    await stage.hears('张女士 13800000000', 'WangFang')
    expect(stage.tickets.all()[1]?.reception).to.include({ ownerName: '张女士', phone: '13800000000' })
  })

  it('REC-4.2 takes “电话 13800000000” for the answer to what was asked', async () => {
    await stage.hears('3-2-501 张女士 厨房漏水')
    await stage.hears('电话 13800000000')
    expect(missingFields(stage.ticket().reception)).to.deep.equal([])
  })

  it('REC-4.2b keeps both people when an owner’s words are passed on', async () => {
    await stage.hears('转：业主张女士3-2-501说厨房漏水')
    const { reception } = stage.ticket()
    expect(reception).to.include({ channel: 'chat', passedOn: true, ownerName: '张女士', matter: '厨房漏水' })
    expect(reception.reporter).to.deep.equal({ userId: 'ZhaoQiang', name: '赵强' })
  })

  it('REC-4.2 keeps a room that does not exist, marks it and asks again until it does', async () => {
    await stage.hears('3-9-9901 张女士 13800000000 厨房漏水')
    expect(stage.ticket().reception).to.include({ room: '3-9-9901', roomUnknown: true })
    expect(missingFields(stage.ticket().reception)).to.deep.equal(['room'])
    await stage.hears('3-9-9902')
    expect(stage.ticket().reception).to.include({ room: '3-9-9902', roomUnknown: true })
    expect(await stage.asked('ZhaoQiang')).to.equal('details')
    await stage.hears('3-2-501 厨房漏水')
    expect(stage.ticket().reception.room).to.equal('3-2-501')
    expect(stage.ticket().reception).not.to.have.property('roomUnknown')
    expect(stage.sends(stage.ticket().id).at(-1)).to.equal('amended')
    expect(await stage.asked('ZhaoQiang')).to.equal(undefined)
  })

  it('REC-4.2 opens an incomplete record from a telephone number alone, and sorts it by the words that follow', async () => {
    await stage.hears('13800000000')
    expect(missingFields(stage.ticket().reception)).to.deep.equal(['room', 'ownerName', 'matter'])
    await stage.hears('3-2-501 张女士 厨房漏水')
    expect(stage.ticket()).to.include({ kind: 'repair', category: 'water_leak', department: 'engineering' })
    expect(stage.ticket().reception.matter).to.equal('厨房漏水')
  })

  it('REC-4.2 takes the same words twice for one matter, for a while', async () => {
    const words = '上门 3-2-501 张女士 13800000000 厨房漏水'
    await stage.hears(words)
    await stage.hears(words)
    expect(stage.ticket().number).to.equal('JD-20261123-0001')
    expect(stage.said().at(-1)).to.contain('已登记为 JD-20261123-0001')
    await stage.hears(words, 'WangFang')
    expect(stage.tickets.all(), 'somebody else may mean something else').to.have.length(2)
    stage.clock.forward(6 * 60_000)
    await stage.hears(words)
    expect(stage.tickets.all()).to.have.length(3)
  })

  it('the same event twice is one ticket and no word about a repeat', async () => {
    const event = aText('3-2-501 张女士 13800000000 厨房漏水')
    await Promise.all([stage.handle(event), stage.handle(event)])
    await stage.handle(event)
    expect(stage.ticket().version).to.equal(1)
    expect(stage.said()).to.deep.equal([])
  })

  it('ten thousand characters become one ticket, an empty text none', async () => {
    await stage.hears(`上门 3-2-501 张女士 13800000000 厨房漏水${'很急'.repeat(5000)}`)
    expect(stage.ticket().reception.room).to.equal('3-2-501')
    await stage.hears('   ')
    expect(stage.tickets.all()).to.have.length(1)
  })
})
