import { expect } from 'chai'
import type { Database } from '../../src/database.ts'
import { createDirectory } from '../../src/directory/index.ts'
import { planDueStep, planFinish, planStop, type Ticket } from '../../src/domain/ticket/index.ts'
import { createLogger } from '../../src/logger.ts'
import { createAddressing } from '../../src/services/addressing.ts'
import { createTicketService, type TicketService } from '../../src/services/tickets.ts'
import { understand } from '../../src/understanding/index.ts'
import { EXAMPLE, frontDesk, hoursLater, sampleConfig, sampleRules } from '../support/builders.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { openTestDatabase } from '../support/test-database.ts'

const ROUNDS = 10

describe('two processes at one ticket at the same instant', () => {
  const clock = createFixedClock(hoursLater(0))
  let database: Database & { drop(): Promise<void> }
  let desks: [TicketService, TicketService]
  before(async () => {
    database = await openTestDatabase(clock)
    const addressing = createAddressing(
      createDirectory(sampleConfig.communities, sampleConfig.holidays),
      createLogger('silent'),
    )
    const desk = () =>
      createTicketService({
        ...{ store: database.tickets, addressing, rules: () => sampleRules },
        media: database.media,
      })
    desks = [desk(), desk()]
  })
  after(() => database.drop())

  const open = (name: string, receivedAt = hoursLater(0)) =>
    desks[0].open(
      {
        text: EXAMPLE,
        understanding: understand(EXAMPLE),
        channel: 'chat',
        reporter: { userId: 'ZhaoQiang', name: '赵强' },
        receivedAt,
      },
      'cuihu',
      name,
    )
  const due = (ticket: Ticket, at: Date) =>
    desks[1].change(ticket.id, `clock-${ticket.id}-${String(ticket.version)}`, at, (current) =>
      planDueStep(current, sampleRules, at),
    )
  const types = async (id: string) =>
    (await database.tickets.find(id))?.timeline.map(({ type }) => type) ?? []

  it('REC-4.7 closes and escalates: closed wins for good, and nothing is awaited any more', async () => {
    const at = hoursLater(48)
    for (let n = 0; n < ROUNDS; n += 1) {
      const ticket = await open(`close-${String(n)}`)
      await Promise.all([
        desks[0].change(ticket.id, `tap-${String(n)}`, at, (current) =>
          planFinish(current, frontDesk, '好了', at),
        ),
        due(ticket, at),
      ])
      const stored = await database.tickets.find(ticket.id)
      expect(stored).to.include({ status: 'closed', nextActionAt: null })
      const told = await types(ticket.id)
      expect(told.filter((type) => type === 'escalated').length).to.be.at.most(1)
      expect(told.slice(-2)).to.deep.equal(['done', 'closed'])
    }
  })

  it('REC-4.6 stops and closes: a stop never outlives the matter', async () => {
    const at = hoursLater(1)
    for (let n = 0; n < ROUNDS; n += 1) {
      const ticket = await open(`stop-${String(n)}`)
      const stop = { reason: 'waiting_parts' as const, until: hoursLater(25) }
      const stopping = desks[0].change(ticket.id, `pause-${String(n)}`, at, (current) =>
        planStop(current, frontDesk, stop, sampleRules, at),
      )
      // Both orders are to occur, whichever process the store lets win.
      if (n % 2 === 1) await stopping
      const finishing = desks[1].change(ticket.id, `done-${String(n)}`, at, (current) =>
        planFinish(current, frontDesk, '好了', at),
      )
      await Promise.all([stopping, finishing])
      expect(await database.tickets.find(ticket.id)).to.include({
        status: 'closed',
        stop: null,
        nextActionAt: null,
      })
    }
  })

  it('REC-4.6 the end of a stop comes once, whichever process sees it', async () => {
    const ticket = await open('resume')
    const stop = { reason: 'waiting_parts' as const, until: hoursLater(5) }
    await desks[0].change(ticket.id, 'stop', hoursLater(1), (current) =>
      planStop(current, frontDesk, stop, sampleRules, hoursLater(1)),
    )
    const stopped = await database.tickets.find(ticket.id)
    if (stopped === undefined) throw new Error('no ticket')
    expect(stopped.nextActionAt).to.deep.equal(hoursLater(5))
    await Promise.all([due(stopped, hoursLater(5)), due(stopped, hoursLater(5)), due(stopped, hoursLater(5))])
    expect((await types(ticket.id)).filter((type) => type === 'resumed')).to.have.length(1)
    expect((await database.tickets.find(ticket.id))?.dueAt).to.deep.equal(hoursLater(52))
  })

  it('refuses a stop that would end in the past and stores nothing of it', async () => {
    const ticket = await open('past')
    const outcome = await desks[0].change(ticket.id, 'past-stop', hoursLater(6), (current) =>
      planStop(
        current,
        frontDesk,
        { reason: 'waiting_owner', until: hoursLater(5) },
        sampleRules,
        hoursLater(6),
      ),
    )
    expect('refused' in outcome && outcome.refused).to.equal('stop_in_past')
    expect((await database.tickets.find(ticket.id))?.version).to.equal(ticket.version)
  })

  it('REC-4.8 a report that arrives long after its deadlines climbs each step once', async () => {
    let ticket: Ticket = await open('late', hoursLater(-24 * 8))
    expect(ticket.dueAt < hoursLater(0)).to.equal(true)
    for (let n = 0; n < 4; n += 1) {
      await due(ticket, hoursLater(0))
      ticket = (await database.tickets.find(ticket.id)) ?? ticket
    }
    expect((await types(ticket.id)).filter((type) => type === 'escalated')).to.have.length(2)
    expect(ticket).to.include({ level: 2, responsible: 'manager' })
  })
})
