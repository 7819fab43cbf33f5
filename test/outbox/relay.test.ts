import { expect } from 'chai'
import type { DeskRecord } from '../../src/domain/record.ts'
import { createRelay } from '../../src/outbox/relay.ts'
import { isCardKind } from '../../src/outbox/composer.ts'
import type { OutboxItem } from '../../src/services/stores.ts'
import { aTicket, MONDAY_10 } from '../support/builders.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { createMemoryMessages } from '../support/memory-messages.ts'
import { createMemoryRecords } from '../support/memory-records.ts'

const staff = { users: ['WangFang'] }
const send = (
  id: string,
  version: number,
  kind: string,
  to: Extract<OutboxItem, { send: string }>['to'] = staff,
): OutboxItem => ({
  id,
  version,
  send: kind,
  to,
  lane: 'task',
  facts: { role: 'supervisor' },
})
const settle = (id: string, version: number): OutboxItem => ({
  id,
  version,
  settle: 'all',
  say: 'taken',
  facts: { name: '王芳' },
})

function aStage(items: OutboxItem[]) {
  const tickets = createMemoryRecords<DeskRecord>()
  const reviews = createMemoryRecords<DeskRecord>()
  const messages = createMemoryMessages()
  tickets.put(aTicket(), items)
  const relay = createRelay({
    stores: [
      { type: 'ticket', store: tickets },
      { type: 'review', store: reviews },
    ],
    messages,
    isCard: isCardKind,
    clock: createFixedClock(MONDAY_10),
    batchSize: 2,
  })
  return { tickets, reviews, messages, relay }
}

describe('the relay', () => {
  it('hands on until when quiet hours hold a message or the end of a card', async () => {
    const end = new Date(MONDAY_10.getTime() + 3_600_000)
    const { relay, messages, tickets } = aStage([send('t1-1-0', 1, 'intake')])
    await relay()
    await messages.claim('sending', MONDAY_10, 'token', MONDAY_10)
    await messages.markSent('t1-1-0', 'token', { at: MONDAY_10, viewers: [], taskId: 'a', code: null })
    tickets.put(aTicket(), [
      { ...settle('t1-2-0', 2), notBefore: end },
      { ...send('t1-2-1', 2, 'intake'), notBefore: end },
    ])
    await relay()
    expect(messages.get('t1-1-0')).to.deep.include({ awaits: 'settling', dueAt: end })
    expect(messages.get('t1-2-1')).to.deep.include({ awaits: 'sending', dueAt: end, queuedAt: end })
  })

  it('moves what waits on records into the queue, whole, and clears it', async () => {
    const { relay, messages, tickets } = aStage([
      send('t1-1-0', 1, 'intake'),
      send('t1-1-1', 1, 'registered'),
    ])
    expect(await relay()).to.equal(2)
    expect(messages.get('t1-1-0')).to.deep.include({
      subject: { type: 'ticket', id: 't1', version: 1 },
      communityId: 'cuihu',
      kind: 'intake',
      isCard: true,
      facts: { role: 'supervisor' },
      lane: 'task',
      to: staff,
      state: 'queued',
    })
    expect(messages.get('t1-1-1').isCard).to.equal(false)
    expect(tickets.outboxOf('t1')).to.deep.equal([])
    expect(await relay()).to.equal(0)
  })

  it('keeps the order of ending and sending: a card of the same change is not ended by it', async () => {
    const { relay, messages } = aStage([
      send('t1-1-0', 1, 'intake'),
      settle('t1-2-0', 2),
      send('t1-2-1', 2, 'work'),
    ])
    await relay()
    expect(messages.get('t1-1-0').state).to.equal('dropped')
    expect(messages.get('t1-2-1').state).to.equal('queued')
  })

  it('knows that only members can be sent cards', async () => {
    const { relay, messages } = aStage([send('t1-1-0', 1, 'intake', { chatId: 'group1' })])
    await relay()
    expect(messages.get('t1-1-0').isCard).to.equal(false)
  })

  it('a crash before the record was cleared repeats it without harm', async () => {
    const { relay, messages, tickets } = aStage([settle('t1-2-0', 2), send('t1-2-1', 2, 'work')])
    const clearOutbox = tickets.clearOutbox.bind(tickets)
    tickets.clearOutbox = () => Promise.reject(new Error('power cut'))
    await relay().catch(() => undefined)
    await messages.claim('sending', MONDAY_10, 'token', MONDAY_10)
    await messages.markSent('t1-2-1', 'token', {
      at: MONDAY_10,
      viewers: ['WangFang'],
      taskId: 't1-2-1',
      code: null,
    })
    tickets.clearOutbox = clearOutbox
    expect(await relay()).to.equal(2)
    expect(messages.all()).to.have.length(1)
    expect(messages.get('t1-2-1')).to.include({ state: 'sent', awaits: 'nothing' })
    expect(tickets.outboxOf('t1')).to.deep.equal([])
  })

  it('clears only what it moved: a change that came meanwhile is moved the next time', async () => {
    const { relay, messages, tickets } = aStage([send('t1-1-0', 1, 'intake')])
    const enqueue = messages.enqueue.bind(messages)
    messages.enqueue = async (...args) => {
      await enqueue(...args)
      messages.enqueue = enqueue
      await tickets.apply(aTicket(), { set: {}, entries: [], outbox: [send('t1-2-0', 2, 'note_kept')] })
    }
    await relay()
    expect(tickets.outboxOf('t1').map(({ id }) => id)).to.deep.equal(['t1-2-0'])
    expect(await relay()).to.equal(1)
    expect(messages.all()).to.have.length(2)
  })

  it('serves every kind of record, a batch of each at a time', async () => {
    const { relay, reviews, tickets, messages } = aStage([send('t1-1-0', 1, 'intake')])
    for (const id of ['t2', 't3']) tickets.put(aTicket({ id }), [send(`${id}-1-0`, 1, 'intake')])
    reviews.put({ ...aTicket(), id: 'r1' }, [send('r1-1-0', 1, 'review')])
    expect(await relay()).to.equal(3)
    expect(await relay()).to.equal(1)
    expect(messages.get('r1-1-0')).to.deep.include({
      isCard: true,
      subject: { type: 'review', id: 'r1', version: 1 },
    })
  })
})
