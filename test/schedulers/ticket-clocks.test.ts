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
import { createMemoryMedia } from '../support/memory-media.ts'

function aStage(tickets: Ticket[], batchSize = 100) {
  const store = createMemoryTickets()
  for (const ticket of tickets) store.put(ticket)
  const service = createTicketService({
    store,
    addressing: createAddressing(sampleDirectory, createLogger('silent')),
    rules: () => ({ policy: samplePolicy, calendar: sampleCalendar }),
    media: createMemoryMedia(),
  })
  const log = createCapturedLog()
  return {
    store,
    service,
    log,
    scheduler: createTicketClockScheduler({
      store,
      tickets: service,
      batchSize,
      backoff,
      logger: log.logger,
    }),
  }
}
const backoff = { firstMs: 60_000, mostMs: 600_000 }
const after = (hours: number, ms: number) => new Date(hoursLater(hours).getTime() + ms)
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

  it('tickets whose step always fails do not keep the others waiting, however many they are', async () => {
    const bad = ['bad1', 'bad2', 'bad3'].map((id) => aLadderTicket({ id, nextActionAt: hoursLater(1) }))
    const { store, service, log } = aStage([...bad, aLadderTicket({ id: 'good' })])
    const attempts: string[] = []
    const scheduler = createTicketClockScheduler({
      store,
      tickets: {
        rules: (id) => service.rules(id),
        change(id, ...rest) {
          attempts.push(id)
          return id === 'good' ? service.change(id, ...rest) : Promise.reject(new Error('broken document'))
        },
      },
      batchSize: 2,
      backoff,
      logger: log.logger,
    })
    expect(await scheduler.run(hoursLater(48))).to.equal(0)
    expect(await scheduler.run(hoursLater(48))).to.equal(1)
    expect(attempts).to.deep.equal(['bad1', 'bad2', 'bad3', 'good'])
    expect(levels(store)).to.deep.equal([0, 0, 0, 1])
    expect(log.lines.find(({ recordId }) => recordId === 'bad1')).to.include({ level: 50 })
    expect(await scheduler.run(hoursLater(48))).to.equal(0)
    expect(attempts).to.have.length(4)
    expect(await scheduler.nextDueAt(hoursLater(48))).to.deep.equal(after(48, 60_000))
    await scheduler.run(after(48, 60_000))
    expect(attempts.slice(4), 'tried again after a minute').to.deep.equal(['bad1', 'bad2'])
    expect(await scheduler.nextDueAt(after(48, 60_000))).to.deep.equal(after(48, 60_000))
    await scheduler.run(after(48, 61_000))
    expect(await scheduler.nextDueAt(after(48, 61_000)), 'then after two').to.deep.equal(after(48, 180_000))
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
