import { expect } from 'chai'
import type { Database } from '../../src/database.ts'
import type { Ticket } from '../../src/domain/ticket/index.ts'
import type { NewRecord, OutboxItem } from '../../src/services/stores.ts'
import { aTicket, hoursLater, MONDAY_10 } from '../support/builders.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { openTestDatabase } from '../support/test-database.ts'

const PREFIX = 'JD-20261123'
const message: OutboxItem = {
  id: 't1-2-0',
  version: 2,
  send: 'taken',
  to: { users: ['ZhaoQiang'] },
  lane: 'answer',
  facts: {},
}

function aNewTicket(id: string, overrides: Partial<Ticket> = {}): NewRecord<Omit<Ticket, 'number'>> {
  const { number: _number, version: _version, ...fields } = aTicket(overrides)
  return { ...fields, id, outbox: [] }
}
const noted = (eventId: string) => ({
  at: MONDAY_10,
  type: 'noted',
  by: 'clock' as const,
  eventId,
  facts: {},
})

describe('the ticket store keeps its contract', () => {
  const clock = createFixedClock(MONDAY_10)
  let database: Database & { drop(): Promise<void> }
  before(async () => {
    database = await openTestDatabase(clock)
  })
  after(() => database.drop())

  it('numbers tickets without gaps, also when many are opened at once', async () => {
    const opened = await Promise.all(
      Array.from({ length: 20 }, (_, n) => database.tickets.create(aNewTicket(`many${String(n)}`), PREFIX)),
    )
    const numbers = opened.map(({ number }) => number).sort()
    expect(numbers).to.deep.equal(
      Array.from({ length: 20 }, (_, n) => `${PREFIX}-${String(n + 1).padStart(4, '0')}`),
    )
  })

  it('stores the same ticket once, two at once or a repeat', async () => {
    const [first, second] = await Promise.all([
      database.tickets.create(aNewTicket('once'), 'JD-20261124'),
      database.tickets.create(aNewTicket('once'), 'JD-20261124'),
    ])
    const third = await database.tickets.create(aNewTicket('once'), 'JD-20261124')
    expect([first.number, second.number, third.number]).to.deep.equal(Array(3).fill('JD-20261124-0001'))
  })

  it('gives back what it was given', async () => {
    const created = await database.tickets.create(aNewTicket('same'), 'JD-20261125')
    expect(created).to.deep.include({
      ...aTicket(),
      id: 'same',
      number: 'JD-20261125-0001',
      reporterKey: 'member:zhaoqiang',
    })
  })

  it('lets exactly one of two simultaneous changes win', async () => {
    const ticket = await database.tickets.create(aNewTicket('race'), 'JD-20261126')
    const results = await Promise.all(
      ['event-a', 'event-b'].map((eventId) =>
        database.tickets.apply(ticket, {
          set: { status: 'in_progress' },
          entries: [noted(eventId)],
          outbox: [],
        }),
      ),
    )
    expect(results.filter((result) => result !== undefined)).to.have.length(1)
    expect((await database.tickets.find('race'))?.version).to.equal(2)
  })

  it('ignores an event it has already applied', async () => {
    const ticket = await database.tickets.create(aNewTicket('repeat'), 'JD-20261127')
    const changed = await database.tickets.apply(ticket, { set: {}, entries: [noted('event-a')], outbox: [] })
    expect(changed?.timeline).to.have.length(2)
    const again = await database.tickets.apply(changed!, { set: {}, entries: [noted('event-a')], outbox: [] })
    expect(again).to.equal(undefined)
  })

  it('finds what is due by nextActionAt, oldest first, and nothing else', async () => {
    await database.tickets.create(aNewTicket('late', { nextActionAt: hoursLater(-2) }), 'JD-20261128')
    await database.tickets.create(aNewTicket('later', { nextActionAt: hoursLater(-1) }), 'JD-20261128')
    await database.tickets.create(aNewTicket('done', { nextActionAt: null }), 'JD-20261128')
    const due = await database.tickets.due(MONDAY_10, 10)
    expect(due.map(({ id }) => id)).to.deep.equal(['late', 'later'])
    expect(await database.tickets.due(MONDAY_10, 1)).to.have.length(1)
    expect(await database.tickets.nextDueAt()).to.deep.equal(hoursLater(-2))
  })

  it('puts a record off after a failed step, longer each time, until it is changed', async () => {
    const at = hoursLater(-5)
    const ticket = await database.tickets.create(aNewTicket('failing', { nextActionAt: at }), 'JD-20261130')
    const failures: number[] = []
    const until = (count: number) => {
      failures.push(count)
      return hoursLater(-4 + count)
    }
    const isDue = async (now: Date) =>
      (await database.tickets.due(now, 50)).some(({ id }) => id === 'failing')
    expect(await isDue(hoursLater(-5))).to.equal(true)
    await database.tickets.putOff('failing', until)
    expect(await isDue(hoursLater(-4))).to.equal(false)
    expect(await isDue(hoursLater(-3))).to.equal(true)
    expect(await database.tickets.nextDueAt()).to.deep.equal(hoursLater(-3))
    await database.tickets.putOff('failing', until)
    expect(failures).to.deep.equal([1, 2])
    expect(await isDue(hoursLater(-3))).to.equal(false)
    expect((await database.tickets.leftBehind(hoursLater(-5), 50)).map(({ id }) => id)).to.deep.equal([
      'failing',
    ])
    await database.tickets.apply(ticket, { set: {}, entries: [noted('event-f')], outbox: [] })
    expect(await isDue(hoursLater(-4))).to.equal(true)
    await database.tickets.putOff('unknown', until)
    const found = await database.tickets.find('failing')
    await database.tickets.apply(found!, {
      set: { nextActionAt: null },
      entries: [noted('event-g')],
      outbox: [],
    })
    expect(await database.tickets.leftBehind(hoursLater(-1), 50)).to.not.deep.include({ id: 'failing' })
  })

  it('carries messages until they are relayed; what comes in between stays', async () => {
    const ticket = await database.tickets.create(aNewTicket('mail'), 'JD-20261129')
    const changed = await database.tickets.apply(ticket, {
      set: {},
      entries: [noted('event-a')],
      outbox: [message],
    })
    await database.tickets.apply(changed!, {
      set: {},
      entries: [noted('event-b')],
      outbox: [{ ...message, id: 't1-3-0' }],
    })
    await database.tickets.clearOutbox('mail', ['t1-2-0'])
    await database.tickets.clearOutbox('mail', ['t1-2-0'])
    expect(
      (await database.tickets.unrelayed(10)).map(({ id, outbox }) => [id, outbox.map((item) => item.id)]),
    ).to.deep.equal([['mail', ['t1-3-0']]])
    await database.tickets.clearOutbox('mail', ['t1-3-0'])
    expect(await database.tickets.unrelayed(10)).to.deep.equal([])
  })

  it('REC-4.9 finds what a period has touched', async () => {
    const at = (receivedAt: Date) => ({ ...aTicket().reception, receivedAt })
    const period = { from: hoursLater(1000), to: hoursLater(1100) }
    const make = (id: string, overrides: Partial<Ticket>) =>
      database.tickets.create(aNewTicket(id, { communityId: 'other', ...overrides }), 'JD-20270101')
    await make('received', { reception: at(hoursLater(1001)) })
    await make('closedThen', { reception: at(hoursLater(900)), status: 'closed', closedAt: hoursLater(1050) })
    await make('stillOpen', { reception: at(hoursLater(800)) })
    await make('closedBefore', {
      reception: at(hoursLater(900)),
      status: 'closed',
      closedAt: hoursLater(950),
    })
    await make('closedSince', {
      reception: at(hoursLater(850)),
      status: 'closed',
      closedAt: hoursLater(1101),
    })
    await make('afterwards', { reception: at(hoursLater(1100)) })
    await make('noTicket', {
      reception: at(hoursLater(1002)),
      status: 'discarded',
      closedAt: hoursLater(1003),
    })
    const touched = await database.tickets.touchedIn('other', period, 10)
    expect(touched.map(({ id }) => id)).to.deep.equal(['stillOpen', 'closedSince', 'closedThen', 'received'])
    const some = await database.tickets.withIds(['received', 'nobody', 'stillOpen'])
    expect(some.map(({ id }) => id)).to.have.members(['received', 'stillOpen'])
    const received = await database.tickets.receivedIn('other', period)
    expect(received, 'whatever became of them').to.deep.equal(['received', 'noTicket'])
    expect(await database.tickets.receivedIn('nowhere', period)).to.deep.equal([])
  })

  it('finds a person’s newest report, whatever the case of his id', async () => {
    const reception = { ...aTicket().reception, reporter: { userId: 'ZHANGwei', name: '张伟' } }
    await database.tickets.create(aNewTicket('mine', { reception }), 'JD-20270102')
    expect((await database.tickets.latestReportedBy('member:zhangwei', hoursLater(-1)))?.id).to.equal('mine')
    expect(await database.tickets.latestReportedBy('member:zhangwei', hoursLater(1))).to.equal(undefined)
  })

  it('finds the open tickets in a member’s hands, and those only', async () => {
    const assignee = { userId: 'WuGang', name: '吴刚' }
    await database.tickets.create(aNewTicket('held1', { status: 'in_progress', assignee }), PREFIX)
    await database.tickets.create(aNewTicket('held2', { status: 'closed', assignee }), PREFIX)
    await database.tickets.create(aNewTicket('held3', { status: 'waiting', assignee: null }), PREFIX)
    const held = await database.tickets.assignedTo('WuGang', 10)
    expect(held.map(({ id }) => id)).to.deep.equal(['held1'])
    expect(await database.tickets.assignedTo('Nobody', 10)).to.deep.equal([])
  })
})
