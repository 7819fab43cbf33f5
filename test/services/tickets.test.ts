import { createLogger } from '../../src/logger.ts'
import { expect } from 'chai'
import { planTake, planTransfer, type Report } from '../../src/domain/ticket/index.ts'
import { createAddressing } from '../../src/services/addressing.ts'
import { createTicketService } from '../../src/services/tickets.ts'
import { understand } from '../../src/understanding/index.ts'
import {
  after,
  aTicket,
  EXAMPLE,
  frontDesk,
  hoursLater,
  MONDAY_10,
  sampleCalendar,
  samplePolicy,
  ONLY_LADDER,
} from '../support/builders.ts'
import { createMemoryTickets } from '../support/memory-records.ts'
import { sampleDirectory } from '../support/views.ts'
import { createMemoryMedia } from '../support/memory-media.ts'

function aStage() {
  const store = createMemoryTickets()
  const tickets = createTicketService({
    store,
    addressing: createAddressing(sampleDirectory, createLogger('silent')),
    rules: () => ({ policy: samplePolicy, calendar: sampleCalendar }),
    media: createMemoryMedia(),
  })
  return { store, tickets }
}
const report = (receivedAt = MONDAY_10): Report => ({
  text: EXAMPLE,
  understanding: understand(EXAMPLE),
  channel: 'chat',
  reporter: { userId: 'ZhaoQiang', name: '赵强' },
  receivedAt,
})

describe('opening tickets', () => {
  it('REC-4.1 one event opens one ticket, also when it comes twice at once', async () => {
    const { tickets, store } = aStage()
    const opened = await Promise.all([
      tickets.open(report(), 'cuihu', 'msg:1'),
      tickets.open(report(), 'cuihu', 'msg:1'),
    ])
    expect(opened[0].id).to.equal(opened[1].id)
    expect(store.all()).to.have.length(1)
    expect(opened[0].id).to.match(/^t[0-9a-f]{23}$/)
    expect((await tickets.open(report(), 'cuihu', 'msg:2')).number).to.equal('JD-20261123-0002')
  })

  it('numbers by the local day, not by UTC', async () => {
    const { tickets } = aStage()
    const beforeDawn = await tickets.open(report(new Date('2026-11-24T00:30:00+08:00')), 'cuihu', 'msg:1')
    expect(beforeDawn.number).to.equal('JD-20261124-0001')
  })

  it('REC-4.2 tells those who were on duty when it was reported', async () => {
    const { tickets, store } = aStage()
    const { id } = await tickets.open(report(new Date('2026-11-23T22:00:00+08:00')), 'cuihu', 'msg:1')
    expect(store.outboxOf(id)[0]).to.deep.include({ send: 'intake', to: { users: ['LiuYang', 'ZhouMin'] } })
    expect(store.all()[0]?.timeline[0]).to.deep.include({ type: 'received', eventId: 'msg:1' })
  })
})

describe('changing tickets', () => {
  it('REC-4.7 every change sets anew when the clock has to look', async () => {
    const { tickets, store } = aStage()
    store.put(aTicket({ nextActionAt: hoursLater(1), level: 1, pace: ONLY_LADDER }))
    await tickets.change('t1', 'e1', MONDAY_10, (ticket) => planTake(ticket, frontDesk, MONDAY_10))
    expect(store.all()[0]?.nextActionAt).to.deep.equal(hoursLater(168))
  })

  it('the same decision twice in a row is asked of the state that the first left', async () => {
    const { tickets, store } = aStage()
    store.put(aTicket())
    await tickets.change('t1', 'e1', MONDAY_10, (ticket) =>
      planTransfer(ticket, frontDesk, 'order', MONDAY_10),
    )
    const outcome = await tickets.change('t1', 'e2', MONDAY_10, (ticket) =>
      planTransfer(ticket, frontDesk, 'order', MONDAY_10),
    )
    expect('changed' in outcome && outcome.changed.version).to.equal(3)
    expect(after(aTicket(), planTransfer(aTicket(), frontDesk, 'order', MONDAY_10)).department).to.equal(
      store.all()[0]?.department,
    )
  })

  it('finds by number and by id', async () => {
    const { tickets, store } = aStage()
    store.put(aTicket())
    expect((await tickets.findByNumber('JD-20261123-0001'))?.id).to.equal('t1')
    expect(await tickets.findByNumber('JD-20261123-9999')).to.equal(undefined)
    expect((await tickets.find('t1'))?.number).to.equal('JD-20261123-0001')
  })
})
