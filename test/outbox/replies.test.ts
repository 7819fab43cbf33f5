import { expect } from 'chai'
import { createReplies } from '../../src/outbox/replies.ts'
import { MONDAY_10 } from '../support/builders.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { createMemoryMessages } from '../support/memory-messages.ts'

describe('replies', () => {
  const about = { eventId: 'msg:1', communityId: 'cuihu' }

  it('say the same thing of the same event once, and to each receiver his own', async () => {
    const messages = createMemoryMessages()
    const replies = createReplies(messages, createFixedClock(MONDAY_10))
    await replies.say({ users: ['WangFang'] }, '收到。', about)
    await replies.say({ users: ['WangFang'] }, '收到。', about)
    await replies.say({ users: ['ChenJing'] }, '收到。', about)
    await replies.say({ users: ['WangFang'] }, '收到。', { ...about, eventId: 'msg:2' })
    expect(messages.all()).to.have.length(3)
    expect(messages.all()[0]).to.deep.include({
      kind: 'say',
      facts: { text: '收到。' },
      lane: 'answer',
      isCard: false,
      subject: null,
    })
  })

  it('wait for the end of quiet hours when they are told to', async () => {
    const messages = createMemoryMessages()
    const notBefore = new Date(MONDAY_10.getTime() + 3_600_000)
    const replies = createReplies(messages, createFixedClock(MONDAY_10))
    await replies.say({ users: ['WangFang'] }, '收到。', { ...about, notBefore })
    expect(messages.all()[0]).to.deep.include({ dueAt: notBefore, queuedAt: notBefore })
  })

  it('have ids that fit into a task id and say nothing about the person', async () => {
    const messages = createMemoryMessages()
    await createReplies(messages, createFixedClock(MONDAY_10)).say({ users: ['WangFang'] }, '收到。', about)
    expect(messages.all()[0]?.id).to.match(/^say-[0-9a-f]{24}$/)
  })
})
