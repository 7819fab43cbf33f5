import { expect } from 'chai'
import { createLogger } from '../../src/logger.ts'
import { createAddressing } from '../../src/services/addressing.ts'
import { createAudit } from '../../src/services/audit.ts'
import { createFigures } from '../../src/services/figures.ts'
import { createReviewService } from '../../src/services/reviews.ts'
import { createTicketService } from '../../src/services/tickets.ts'
import { aLadderTicket, hoursLater, sampleConfig, sampleRules } from '../support/builders.ts'
import { createMemoryQuestions } from '../support/memory-questions.ts'
import { createMemoryMessages } from '../support/memory-messages.ts'
import { createMemoryReviews, createMemoryTickets } from '../support/memory-records.ts'
import { aReview, sampleDirectory } from '../support/views.ts'
import { createMemoryMedia } from '../support/memory-media.ts'

const GRACE_MS = 15 * 60_000
const logger = createLogger('silent')

function aStage() {
  const ticketStore = createMemoryTickets()
  const reviewStore = createMemoryReviews()
  const messages = createMemoryMessages()
  const addressing = createAddressing(sampleDirectory, logger)
  const tickets = createTicketService({
    ...{ store: ticketStore, addressing, rules: () => sampleRules },
    media: createMemoryMedia(),
  })
  const reviews = createReviewService({
    store: reviewStore,
    tickets: ticketStore,
    figures: createFigures(
      createMemoryQuestions(() => ticketStore.all()),
      () => sampleRules,
    ),
    addressing,
    communities: () => sampleConfig.communities,
    rules: () => sampleRules,
  })
  const stores = { ticketStore, reviewStore, messages, graceMs: GRACE_MS, atMost: 2, logger }
  return { ...stores, tickets, reviews, audit: createAudit({ ...stores, tickets, reviews }) }
}
const late = (hour: number) => new Date(hoursLater(hour).getTime() + GRACE_MS)

describe('the audit', () => {
  it('finds nothing while everything is done in time', async () => {
    const { audit, ticketStore } = aStage()
    ticketStore.put(aLadderTicket())
    expect(await audit(hoursLater(6))).to.deep.equal([])
    expect(ticketStore.all()[0]?.version).to.equal(1)
  })

  it('REC-4.7 takes a step that nobody took, not before the grace is over', async () => {
    const { audit, ticketStore } = aStage()
    ticketStore.put(aLadderTicket())
    const ofTickets = async (now: Date) => (await audit(now)).filter(({ what }) => what === 'ticket')
    expect(await ofTickets(new Date(late(48).getTime() - 1))).to.deep.equal([])
    expect(ticketStore.all()[0]?.level).to.equal(0)
    expect(await ofTickets(late(48))).to.deep.equal([])
    expect(ticketStore.all()[0]).to.include({ level: 1 })
  })

  it('sets right an instant at which no clock has anything to do', async () => {
    const { audit, ticketStore } = aStage()
    ticketStore.put(aLadderTicket({ status: 'done', nextActionAt: hoursLater(1) }))
    expect(await audit(hoursLater(4))).to.deep.equal([])
    expect(ticketStore.all()[0]).to.include({ nextActionAt: null, version: 2 })
    expect(ticketStore.all()[0]?.timeline.at(-1)).to.include({ type: 'clock_repaired', by: 'clock' })
  })

  it('names the ticket whose step cannot be taken, the same each time, at most so many', async () => {
    const stage = aStage()
    for (const id of ['a', 'b', 'c'])
      stage.ticketStore.put(aLadderTicket({ id, nextActionAt: hoursLater(1) }))
    const broken = {
      rules: () => sampleRules,
      change: () => Promise.reject(new Error('broken document')),
    }
    const audit = createAudit({ ...stage, tickets: broken })
    const findings = await audit(hoursLater(4))
    expect(findings).to.have.length(2)
    expect(findings[0]).to.deep.equal({
      id: `ticket-a-${hoursLater(1).toISOString()}`,
      communityId: 'cuihu',
      at: hoursLater(1),
      what: 'ticket',
      number: 'JD-20261123-0001',
    })
    expect(await audit(hoursLater(5))).to.deep.equal(findings)
  })

  it('REC-4.3 finds a review that its hour has not brought, and a reminder that was not made', async () => {
    const stage = aStage()
    stage.ticketStore.put(aLadderTicket())
    const [missing, ...more] = await stage.audit(hoursLater(8))
    expect(more).to.deep.equal([])
    expect(missing).to.deep.include({ what: 'review', kind: 'daily', at: hoursLater(7.5) })
    await stage.reviews.openDue(hoursLater(8))
    expect(await stage.audit(hoursLater(8))).to.deep.equal([])

    stage.reviewStore.put(aReview('daily'))
    const reminder = aReview('daily').nextActionAt ?? hoursLater(0)
    await stage.reviews.openDue(hoursLater(32))
    const findings = await stage.audit(
      late(reminder.getTime() / 3_600_000 - hoursLater(0).getTime() / 3_600_000),
    )
    expect(findings.map(({ what }) => what)).to.include('review_reminder')
  })

  it('finds no review missing of a day on which nothing happened', async () => {
    const { audit } = aStage()
    expect(await audit(hoursLater(200))).to.deep.equal([])
  })

  it('finds messages that could have gone out, one finding a community', async () => {
    const { audit, messages } = aStage()
    const message = { subject: null, communityId: 'cuihu', kind: 'say', isCard: false, facts: { text: '' } }
    const to = { chatId: 'cuihuServiceGroup' }
    for (const id of ['m1', 'm2'])
      await messages.enqueue([{ ...message, id, to, lane: 'task' }], hoursLater(1))
    await messages.enqueue(
      [{ ...message, id: 'held', to, lane: 'task', notBefore: hoursLater(9) }],
      hoursLater(1),
    )
    expect(await audit(new Date(late(1).getTime() - 1))).to.deep.equal([])
    expect(await audit(late(1))).to.deep.equal([
      { id: 'messages-m1', communityId: 'cuihu', at: hoursLater(1), count: 2, what: 'messages' },
    ])
  })
})
