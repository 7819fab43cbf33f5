import { expect } from 'chai'
import { createDeskAuditor } from '../src/desk-auditor.ts'
import { createLogger } from '../src/logger.ts'
import { createReplies } from '../src/outbox/replies.ts'
import { aLadderTicket, hoursLater, sampleConfig, sampleRules } from './support/builders.ts'
import { createFixedClock } from './support/fixed-clock.ts'
import { createMemoryMessages } from './support/memory-messages.ts'
import { createMemoryReviews, createMemoryTickets } from './support/memory-records.ts'
import { sampleDirectory } from './support/views.ts'

/** An auditor of a desk whose only ticket cannot take its step. */
function aStage() {
  const tickets = createMemoryTickets()
  tickets.put(aLadderTicket({ nextActionAt: hoursLater(1) }))
  const messages = createMemoryMessages()
  const clock = createFixedClock(hoursLater(2))
  const auditor = () =>
    createDeskAuditor({
      config: sampleConfig,
      database: { tickets, reviews: createMemoryReviews(), messages: createMemoryMessages() },
      directory: sampleDirectory,
      tickets: { rules: () => sampleRules, change: () => Promise.reject(new Error('broken document')) },
      reviews: { missing: () => Promise.resolve([]) },
      replies: createReplies(messages, clock),
      logger: createLogger('silent'),
    })
  return { messages, auditor }
}

describe('the desk’s auditor', () => {
  it('tells the managers’ group once of what stays undone, however many processes find it', async () => {
    const { messages, auditor } = aStage()
    for (const each of [auditor(), auditor()]) {
      await each.run(hoursLater(2))
      await each.run(hoursLater(3))
      await each.run(hoursLater(4))
    }
    const [told, ...more] = messages.all()
    expect(more).to.deep.equal([])
    expect(told).to.deep.include({ to: { chatId: 'cuihuManagersGroup' }, communityId: 'cuihu' })
    expect(told?.facts.text).to.match(/^【自查】JD-20261123-0001 应在 11月23日 11:00/u)
  })

  it('waits for the end of the quiet hours', async () => {
    const { messages, auditor } = aStage()
    const each = auditor()
    await each.run(hoursLater(13))
    await each.run(hoursLater(14))
    expect(messages.all()[0]?.dueAt).to.deep.equal(hoursLater(21))
  })
})
