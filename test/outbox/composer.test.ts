import { expect } from 'chai'
import { codeOf } from '../../src/errors.ts'
import { createComposer, SAY } from '../../src/outbox/composer.ts'
import type { Message } from '../../src/outbox/message.ts'
import { UNREACHABLE } from '../../src/outbox/report-lost.ts'
import { aTicket, MONDAY_10 } from '../support/builders.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { createMemoryMessages } from '../support/memory-messages.ts'
import { createMemoryHandovers, createMemoryLeaves } from '../support/memory-duty.ts'
import { createMemoryForms, createMemoryReviews, createMemoryTickets } from '../support/memory-records.ts'
import { aReview, sampleDirectory } from '../support/views.ts'
import { aMessage } from './stage.ts'

function aStage() {
  const tickets = createMemoryTickets()
  const reviews = createMemoryReviews()
  const forms = createMemoryForms()
  const composer = createComposer({
    tickets,
    reviews,
    forms,
    leaves: createMemoryLeaves(),
    handovers: createMemoryHandovers(),
    directory: sampleDirectory,
    clock: createFixedClock(MONDAY_10),
  })
  tickets.put(aTicket())
  reviews.put(aReview())
  const compose = async (overrides: Parameters<typeof aMessage>[0]) =>
    composer.compose(await queued(overrides))
  return { tickets, reviews, forms, composer, compose }
}
async function queued(overrides: Parameters<typeof aMessage>[0]): Promise<Message> {
  const messages = createMemoryMessages()
  const message = aMessage(overrides)
  await messages.enqueue([message], MONDAY_10)
  return messages.get(message.id)
}
async function failureOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'did not fail',
    (error: unknown) => codeOf(error),
  )
}
const aboutReview = { type: 'review' as const, id: aReview().id, version: 1 }

describe('the composer', () => {
  it('builds cards and texts from the present state, not from the moment of queueing', async () => {
    const { tickets, compose } = aStage()
    expect(await compose({ kind: 'intake' })).to.have.property('form', 'card')
    tickets.put(aTicket({ status: 'in_progress' }))
    expect(await compose({ kind: 'intake' })).to.equal(undefined)
    expect(await compose({ kind: 'taken', facts: { name: '王芳' } })).to.deep.equal({
      form: 'text',
      text: 'JD-20261123-0001 「3-2-501 厨房漏水」已由王芳接单，正在处理。',
    })
  })

  it('builds the review card and its texts', async () => {
    const { compose } = aStage()
    expect(await compose({ kind: 'review', subject: aboutReview })).to.have.property('form', 'card')
    expect(await compose({ kind: 'comment_kept', subject: aboutReview })).to.deep.equal({
      form: 'text',
      text: '审核意见已记录。',
    })
  })

  it('passes on words that a message carries itself', async () => {
    expect(await aStage().compose({ kind: SAY, subject: null, facts: { text: '收到。' } })).to.deep.equal({
      form: 'text',
      text: '收到。',
    })
  })

  it('names unknown kinds of a newer version as nothing to say', async () => {
    expect(await aStage().compose({ kind: 'from_a_newer_version' })).to.equal(undefined)
  })

  it('can also tell of a reply about no record that reached nobody', async () => {
    const body = await aStage().compose({
      kind: UNREACHABLE,
      subject: null,
      facts: { users: 'wangfang', what: SAY },
    })
    expect(body?.form === 'text' && body.text).to.match(/^【未送达】.*王芳/)
  })

  it('fails by name when a record, a community or a subject is missing', async () => {
    const { compose } = aStage()
    const missing = { type: 'ticket' as const, id: 'gone', version: 1 }
    expect(await failureOf(compose({ kind: 'intake', subject: missing }))).to.equal('ticket_missing')
    expect(await failureOf(compose({ kind: 'review', subject: { ...missing, type: 'review' } }))).to.equal(
      'review_missing',
    )
    expect(await failureOf(compose({ kind: 'intake', communityId: 'sold' }))).to.equal('unknown_community')
    expect(await failureOf(compose({ kind: 'intake', subject: null }))).to.equal('message_without_subject')
  })

  it('says how a card ended in the words of its settlement', async () => {
    const { composer } = aStage()
    const message = await queued({})
    const settlement = { say: 'taken', facts: { name: '王芳', at: MONDAY_10.toISOString() }, version: 2 }
    expect(composer.sayEnd({ ...message, settlement })).to.equal('王芳 11月23日 10:00 已接单')
  })
})
