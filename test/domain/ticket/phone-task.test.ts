import { expect } from 'chai'
import { planPhoneTask, planToldByPhone } from '../../../src/domain/ticket/index.ts'
import {
  after,
  aTicket,
  frontDesk,
  hoursLater,
  MONDAY_10,
  refusalOf,
  supervisor,
} from '../../support/builders.ts'

const UNTOLD = { what: 'done', facts: { name: '王芳' }, messageId: 'm7' }
const CALL = { what: 'done', call: 'm7' }

describe('a call to an owner who cannot be written to', () => {
  const asked = () => {
    const ticket = aTicket()
    return after(ticket, planPhoneTask(ticket, UNTOLD, MONDAY_10))
  }

  it('is a card for the front desk on duty in place of earlier calls, and stands on the timeline', () => {
    const { entries, messages } = planPhoneTask(aTicket(), UNTOLD, MONDAY_10)
    expect(messages).to.deep.equal([
      { settle: ['phone_task'], say: 'renewed', facts: { at: MONDAY_10.toISOString() } },
      { send: 'phone_task', to: { role: 'front_desk' }, lane: 'task', facts: { name: '王芳', ...CALL } },
    ])
    expect(entries).to.deep.equal([
      { at: MONDAY_10, type: 'owner_unreachable', by: 'clock', facts: { what: 'done' } },
    ])
  })

  it('is recorded with who made it, once', () => {
    const ticket = asked()
    const decision = planToldByPhone(ticket, frontDesk, CALL, MONDAY_10)
    expect(decision).to.deep.include({ set: {} })
    const told = after(ticket, decision)
    expect(told.timeline.at(-1)).to.deep.include({
      type: 'told_by_phone',
      by: { userId: frontDesk.userId, name: frontDesk.name },
      facts: CALL,
    })
    expect(planToldByPhone(told, supervisor, CALL, hoursLater(1))).to.deep.equal({
      refused: 'already_taken',
      facts: { event: 'told_by_phone', by: frontDesk.name, at: MONDAY_10.toISOString() },
    })
    expect(refusalOf(planToldByPhone(told, supervisor, { ...CALL, call: 'm8' }, hoursLater(1)))).to.equal(
      undefined,
    )
  })

  it('is made by the desk only', () => {
    expect(refusalOf(planToldByPhone(asked(), { ...frontDesk, roles: ['staff'] }, CALL, MONDAY_10))).to.equal(
      'not_allowed',
    )
  })
})
