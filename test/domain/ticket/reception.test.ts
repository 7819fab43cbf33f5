import { expect } from 'chai'
import {
  missingFields,
  planAmendment,
  planAttachment,
  planReception,
} from '../../../src/domain/ticket/index.ts'
import { understand } from '../../../src/understanding/index.ts'
import {
  aTicket,
  EXAMPLE,
  MONDAY_10,
  refusalOf,
  sampleCalendar,
  samplePolicy,
  sends,
} from '../../support/builders.ts'

const reporter = { userId: 'ZhaoQiang', name: '赵强' }
const receive = (text: string) =>
  planReception(
    { text, understanding: understand(text), channel: 'chat', reporter, receivedAt: MONDAY_10 },
    'cuihu',
    samplePolicy,
    sampleCalendar,
  )

describe('planReception', () => {
  it('REC-4.2 keeps time, name, phone, room, matter, channel and who reported', () => {
    const { reception } = receive(EXAMPLE).set
    expect(reception).to.include({
      ownerName: '张女士',
      phone: '13800000000',
      room: '3-2-501',
      matter: '厨房漏水',
      channel: 'chat',
      original: EXAMPLE,
    })
    expect(reception.receivedAt).to.deep.equal(MONDAY_10)
    expect(reception.reporter).to.deep.equal(reporter)
    expect(missingFields(reception)).to.deep.equal([])
  })

  it('REC-4.2b sends the matter to the front desk and tells the reporter', () => {
    expect(sends(receive(EXAMPLE))).to.deep.equal(['intake → "front_desk"', 'registered → ["ZhaoQiang"]'])
  })

  it('REC-4.2 opens an incomplete record, marked so, and asks for what is missing', () => {
    const decision = receive('厨房漏水')
    expect(missingFields(decision.set.reception)).to.deep.equal(['room', 'ownerName', 'phone'])
    expect(sends(decision)).to.include('registered_ask → ["ZhaoQiang"]')
  })

  it('REC-4.6 promises two days, REC-4.7 and REC-4.8 put supervisor and manager on the ladder', () => {
    const { dueAt, ladder } = receive(EXAMPLE).set
    expect(dueAt.toISOString()).to.equal('2026-11-25T02:00:00.000Z')
    expect(ladder.map(({ role, at }) => [role, at.toISOString()])).to.deep.equal([
      ['supervisor', '2026-11-25T02:00:00.000Z'],
      ['manager', '2026-11-30T02:00:00.000Z'],
    ])
  })

  it('EMG-1 sends what is urgent in the danger lane', () => {
    const lanes = receive('3栋2单元501 着火了').messages.map((message) => 'lane' in message && message.lane)
    expect(lanes[0]).to.equal('danger')
  })
})

describe('planAmendment', () => {
  it('REC-4.2 fills in what was asked for and leaves what was known', () => {
    const ticket = aTicket({ text: '厨房漏水 13800000000' })
    const decision = planAmendment(ticket, reporter, understand('3-2-501 张女士 13911112222'), MONDAY_10)
    expect('set' in decision && decision.set.reception).to.include({
      room: '3-2-501',
      ownerName: '张女士',
      phone: '13800000000',
    })
    expect(sends(decision)).to.deep.equal(['intake → "front_desk"', 'amended → ["ZhaoQiang"]'])
  })

  it('is refused when nothing of what was asked for is in the words', () => {
    const ticket = aTicket({ text: '厨房漏水' })
    expect(refusalOf(planAmendment(ticket, reporter, understand('好的'), MONDAY_10))).to.equal('text_missing')
  })

  it('is refused when the matter is over', () => {
    const ticket = aTicket({ text: '厨房漏水', status: 'closed' })
    expect(refusalOf(planAmendment(ticket, reporter, understand('3-2-501'), MONDAY_10))).to.equal(
      'already_over',
    )
  })
})

describe('planAttachment', () => {
  const photo = { hash: 'a'.repeat(64), contentType: 'image/jpeg', bytes: 1000 }

  it('REC-4.2 keeps a photo with the record, the same one once', () => {
    const first = planAttachment(aTicket(), reporter, photo, MONDAY_10)
    expect('set' in first && first.set.reception?.attachments).to.deep.equal([photo])
    const reception = { ...aTicket().reception, attachments: [photo] }
    const second = planAttachment(aTicket({ reception }), reporter, photo, MONDAY_10)
    expect('set' in second && second.set).to.deep.equal({})
  })
})
