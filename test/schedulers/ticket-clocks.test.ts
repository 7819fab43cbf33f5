import { createLogger } from '../../src/logger.ts'
import { expect } from 'chai'
import type { Ticket } from '../../src/domain/ticket/index.ts'
import { createTicketClockScheduler } from '../../src/schedulers/ticket-clocks.ts'
import { createAddressing } from '../../src/services/addressing.ts'
import { createTicketService } from '../../src/services/tickets.ts'
import { aLadderTicket, hoursLater, sampleCalendar, samplePolicy } from '../support/builders.ts'
import { createMemoryTickets } from '../support/memory-records.ts'
import { sampleDirectory } from '../support/views.ts'
import { createCapturedLog } from '../wecom/support/captured-log.ts'

function aStage(tickets: Ticket[], batchSize = 100) {
  const store = createMemoryTickets()
  for (const ticket of tickets) store.put(ticket)
  const service = createTicketService({
    store,
    addressing: createAddressing(sampleDirectory, createLogger('silent')),
    rules: () => ({ policy: samplePolicy, calendar: sampleCalendar }),
  })
  const log = createCapturedLog()
  return {
    store,
    service,
    log,
    scheduler: createTicketClockScheduler({ store, tickets: service, batchSize, logger: log.logger }),
  }
}
const levels = (store: ReturnType<typeof createMemoryTickets>) => store.all().map(({ level }) => level)

describe('the scheduler of the tickets’ clocks', () => {
  it('REC-4.7 after two days passes the ticket to the supervisor, not a moment before', async () => {
    const { scheduler, store } = aStage([aLadderTicket()])
    expect(await scheduler.nextDueAt(hoursLater(0))).to.deep.equal(hoursLater(48))
    expect(await scheduler.run(new Date(hoursLater(48).getTime() - 1))).to.equal(0)
    expect(await scheduler.run(hoursLater(48))).to.equal(1)
    expect(store.all()[0]).to.deep.include({
      level: 1,
      responsible: 'supervisor',
      nextActionAt: hoursLater(168),
    })
    expect(store.outboxOf('t1').flatMap((item) => ('send' in item ? [item.send] : []))).to.deep.equal([
      'overdue',
      'overdue_told',
      'overdue_notice',
    ])
    expect(await scheduler.run(hoursLater(48))).to.equal(0)
  })

  it('REC-4.8 after a week passes it to the manager, after an outage also both at once', async () => {
    const { scheduler, store } = aStage([aLadderTicket()])
    expect(await scheduler.run(hoursLater(200))).to.equal(1)
    expect(await scheduler.run(hoursLater(200))).to.equal(1)
    expect(await scheduler.run(hoursLater(200))).to.equal(0)
    expect(store.all()[0]).to.deep.include({ level: 2, responsible: 'manager', nextActionAt: null })
    expect(await scheduler.nextDueAt(hoursLater(200))).to.equal(undefined)
  })

  it('two processes at once escalate once', async () => {
    const { scheduler, store } = aStage([aLadderTicket()])
    const counts = await Promise.all([scheduler.run(hoursLater(48)), scheduler.run(hoursLater(48))])
    expect(counts[0] + counts[1]).to.equal(1)
    expect(store.all()[0]?.timeline.filter(({ type }) => type === 'escalated')).to.have.length(1)
  })

  it('one ticket that cannot be escalated does not keep the others waiting', async () => {
    const { store, service, log } = aStage([
      aLadderTicket({ id: 'bad', nextActionAt: hoursLater(1) }),
      aLadderTicket({ id: 'good' }),
    ])
    const scheduler = createTicketClockScheduler({
      store,
      tickets: {
        rules: (id) => service.rules(id),
        change: (id, ...rest) =>
          id === 'bad' ? Promise.reject(new Error('broken document')) : service.change(id, ...rest),
      },
      batchSize: 100,
      logger: log.logger,
    })
    expect(await scheduler.run(hoursLater(48))).to.equal(1)
    expect(levels(store)).to.deep.equal([0, 1])
    expect(log.lines).to.have.length(2)
    expect(log.lines.find(({ ticketId }) => ticketId === 'bad')).to.include({ level: 50 })
  })

  it('takes the oldest of a long list, a batch a run, and says how late it was', async () => {
    const tickets = [5, 1, 4, 2, 3].map((hour) =>
      aLadderTicket({ id: `t${String(hour)}`, nextActionAt: hoursLater(hour) }),
    )
    const { scheduler, store, log } = aStage(tickets, 2)
    expect(await scheduler.run(hoursLater(48))).to.equal(2)
    expect(
      store
        .all()
        .filter(({ level }) => level === 1)
        .map(({ id }) => id),
    ).to.have.members(['t1', 't2'])
    expect(log.lines[0]).to.include({ ticketId: 't1', lateMs: 47 * 3_600_000 })
  })

  it('leaves alone what is not open any more', async () => {
    const { scheduler, store } = aStage([aLadderTicket({ status: 'done' })])
    expect(await scheduler.run(hoursLater(48))).to.equal(0)
    expect(levels(store)).to.deep.equal([0])
  })
})
