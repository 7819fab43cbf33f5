import { expect } from 'chai'
import type { KfEvent } from '../../src/inbox/desk-event.ts'
import { ANSWERS } from '../../src/texts/answers.ts'
import { sayMediaWaits } from '../../src/texts/media-texts.ts'
import { EXAMPLE, hoursLater, MONDAY_10 } from '../support/builders.ts'
import { anOwnersText, aTap } from '../support/events.ts'
import { createDeskStage, type Stage } from './stage.ts'

const zhang = { owner: { externalUserId: 'wmOwnerZhang', openKfId: 'wkDesk1' } }

describe('an owner on WeChat', () => {
  let stage: Stage
  beforeEach(() => {
    stage = createDeskStage()
  })

  it('REC-4.1 opens a ticket of the channel online, once per message id', async () => {
    const event = anOwnersText(EXAMPLE)
    await stage.handle(event)
    await stage.handle({ ...event })
    expect(stage.ticket().reception).to.deep.include({
      channel: 'online',
      reporter: zhang,
      receivedAt: MONDAY_10,
    })
    expect(stage.tickets.outboxOf(stage.ticket().id)).to.deep.include.members([
      {
        id: `${stage.ticket().id}-1-1`,
        version: 1,
        send: 'registered',
        to: zhang,
        lane: 'answer',
        facts: { missing: '' },
      },
    ])
  })

  it('REC-4.2 is asked for what is missing and completes it', async () => {
    await stage.handle(anOwnersText('厨房漏水'))
    expect(await stage.asked('wmOwnerZhang')).to.equal('details')
    await stage.handle(anOwnersText('3栋2单元501 张女士 13800000000'))
    expect(stage.ticket().reception).to.include({ room: '3-2-501', phone: '13800000000', matter: '厨房漏水' })
    expect(await stage.asked('wmOwnerZhang')).to.equal(undefined)
  })

  it('another matter in another room while a question is open is a ticket of its own', async () => {
    await stage.handle(anOwnersText('3栋2单元501 厨房漏水'))
    await stage.handle(anOwnersText('5栋1单元301 李先生 13900000000 客厅灯不亮'))
    expect(stage.tickets.all()).to.have.length(2)
    expect(stage.tickets.all()[0]?.reception).to.include({ ownerName: null, phone: null })
  })

  it('another matter in a public place is a ticket of its own as well', async () => {
    await stage.handle(anOwnersText('厨房漏水'))
    await stage.handle(anOwnersText('大堂的灯不亮了'))
    expect(stage.tickets.all()).to.have.length(2)
  })

  it('details are a new ticket when the first one is over', async () => {
    await stage.handle(anOwnersText('厨房漏水'))
    await stage.handle(aTap('card:discard', { taskId: stage.ticket().id }))
    await stage.handle(anOwnersText('3栋2单元501 还在漏水'))
    expect(stage.tickets.all()).to.have.length(2)
  })

  it('two owners’ questions do not meet', async () => {
    await stage.handle(anOwnersText('厨房漏水'))
    await stage.handle(anOwnersText('13900000000', { externalUserId: 'wmOwnerLi' }))
    expect(stage.tickets.all()[0]?.reception.phone).to.equal(null)
  })

  it('small talk, emptiness and pictures are answered in words', async () => {
    await stage.handle(anOwnersText('谢谢'))
    await stage.handle(anOwnersText(' \n'))
    const { item, ...event } = anOwnersText('')
    const { messageId, at, origin, openKfId, externalUserId } = item
    const picture: KfEvent = {
      ...event,
      item: {
        kind: 'image',
        mediaId: 'm',
        messageId,
        at,
        origin,
        openKfId: openKfId ?? '',
        externalUserId: externalUserId ?? '',
      },
    }
    await stage.handle({ ...picture, deliveryId: 'kf:wkDesk1:picture' })
    expect(stage.said()).to.deep.equal([ANSWERS.notATicket, ANSWERS.emptyText, sayMediaWaits('image')])
    expect(stage.messages.all().map(({ to }) => to)).to.deep.equal(Array(3).fill(zhang))
    expect(stage.tickets.all()).to.deep.equal([])
  })

  it('what servicers and the platform write is not the owner’s', async () => {
    for (const origin of ['servicer', 'system', 'unknown'] as const)
      await stage.handle(anOwnersText(EXAMPLE, { origin }))
    await stage.handle(anOwnersText(EXAMPLE, { externalUserId: undefined }))
    const { item, ...event } = anOwnersText('')
    await stage.handle({
      ...event,
      item: {
        kind: 'enter_session',
        messageId: item.messageId,
        at: item.at,
        origin: 'owner',
        externalUserId: 'wmOwnerZhang',
      },
    })
    expect(stage.tickets.all()).to.deep.equal([])
    expect(stage.said()).to.deep.equal([])
  })

  it('did not write in the future', async () => {
    await stage.handle(anOwnersText(EXAMPLE, { at: hoursLater(9) }))
    expect(stage.ticket().reception.receivedAt).to.deep.equal(MONDAY_10)
  })
})

describe('a wake-up of a 微信客服 account', () => {
  it('pulls what is new', async () => {
    const stage = createDeskStage()
    await stage.handle({
      kind: 'kf_wakeup',
      deliveryId: 'e1',
      at: MONDAY_10,
      openKfId: 'wkDesk1',
      token: 'token1',
    })
    expect(stage.pulled).to.deep.equal(['wkDesk1 token1'])
  })
})
