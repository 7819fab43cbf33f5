import { createLogger } from '../../src/logger.ts'
import { expect } from 'chai'
import { fake } from 'sinon'
import { planReviewed } from '../../src/domain/review/review.ts'
import { createAddressing } from '../../src/services/addressing.ts'
import { createFigures } from '../../src/services/figures.ts'
import { createReviewService } from '../../src/services/reviews.ts'
import { aTicket, sampleCalendar, samplePolicy, supervisor } from '../support/builders.ts'
import { createMemoryQuestions } from '../support/memory-questions.ts'
import { createMemoryReviews, createMemoryTickets } from '../support/memory-records.ts'
import { directoryOfTwo, twoCommunities } from '../support/two-communities.ts'

const at = (text: string) => new Date(`2026-${text}:00+08:00`)

/** The figures over the tickets of the stage. */
const figuresOf = (tickets: ReturnType<typeof createMemoryTickets>) =>
  createFigures(
    createMemoryQuestions(() => tickets.all()),
    () => ({ policy: samplePolicy, calendar: sampleCalendar }),
  )

function aStage(communities = twoCommunities.slice(0, 1)) {
  const store = createMemoryReviews()
  const tickets = createMemoryTickets()
  const service = () =>
    createReviewService({
      store,
      tickets,
      figures: figuresOf(tickets),
      addressing: createAddressing(directoryOfTwo, createLogger('silent')),
      communities: () => communities,
      rules: () => ({ policy: samplePolicy, calendar: sampleCalendar }),
    })
  const receive = (id: string, receivedAt: Date, overrides: Parameters<typeof aTicket>[0] = {}) => {
    const { reception } = aTicket()
    tickets.put(aTicket({ id, reception: { ...reception, receivedAt }, ...overrides }))
  }
  const ends = (kind: string) =>
    store
      .all()
      .filter((review) => review.kind === kind)
      .map(({ period }) => period.to)
  return { store, tickets, service, receive, ends, reviews: service() }
}

describe('opening reviews', () => {
  it('REC-4.9 on Monday covers last week, Monday to Sunday', async () => {
    const { reviews, receive, store } = aStage()
    receive('t1', at('11-16T00:00'))
    await reviews.openDue(at('11-23T09:00'))
    const weekly = store.all().find(({ kind }) => kind === 'weekly')
    expect(weekly?.period).to.deep.equal({ from: at('11-16T00:00'), to: at('11-23T00:00') })
    expect(weekly?.figures.received).to.equal(1)
  })

  it('REC-4.9 not before its hour, not on other days', async () => {
    const { reviews, receive, ends } = aStage()
    receive('t1', at('11-17T10:00'))
    await reviews.openDue(at('11-23T08:59'))
    expect(ends('weekly')).to.deep.equal([])
    expect(reviews.nextOpeningAt(at('11-23T08:59'))).to.deep.equal(at('11-23T09:00'))
    await reviews.openDue(at('11-24T09:00'))
    expect(ends('weekly')).to.deep.equal([at('11-23T00:00')])
  })

  it('REC-4.3 catches up on the days that were missed, oldest first, each with its own tickets', async () => {
    const { reviews, receive, store, ends } = aStage()
    receive('t1', at('11-24T10:00'), { status: 'closed', closedAt: at('11-24T12:00') })
    receive('t2', at('11-26T10:00'), { status: 'closed', closedAt: at('11-26T12:00') })
    expect(await reviews.openDue(at('11-26T18:00'))).to.equal(2)
    expect(ends('daily')).to.deep.equal([at('11-24T17:30'), at('11-26T17:30')])
    expect(store.all().map(({ figures }) => figures.received)).to.deep.equal([1, 1])
  })

  it('reaches back two weeks at most', async () => {
    const { reviews, receive, ends } = aStage()
    receive('t1', at('10-01T10:00'))
    await reviews.openDue(at('11-26T18:00'))
    expect(ends('daily')[0]).to.deep.equal(at('11-13T17:30'))
    expect(ends('daily')).to.have.length(14)
  })

  it('leaves none for a period in which nothing happened', async () => {
    const { reviews, receive, store } = aStage()
    expect(await reviews.openDue(at('11-26T18:00'))).to.equal(0)
    receive('t1', at('11-26T18:01'))
    expect(await reviews.openDue(at('11-26T18:02'))).to.equal(0)
    expect(store.all()).to.deep.equal([])
  })

  it('opens none twice: not in the same process, not after a restart, not at once', async () => {
    const { reviews, service, receive, store } = aStage()
    receive('t1', at('11-23T10:00'))
    expect(await reviews.openDue(at('11-23T17:30'))).to.equal(1)
    expect(await reviews.openDue(at('11-23T17:31'))).to.equal(0)
    expect(await service().openDue(at('11-23T17:31'))).to.equal(0)
    await Promise.all([service().openDue(at('11-24T17:30')), service().openDue(at('11-24T17:30'))])
    expect(store.all()).to.have.length(2)
  })

  it('looks at each period once, not at every tick', async () => {
    const { reviews, receive, tickets } = aStage()
    receive('t1', at('11-23T10:00'))
    const touchedIn = fake(tickets.touchedIn.bind(tickets))
    tickets.touchedIn = touchedIn
    await reviews.openDue(at('11-23T17:30'))
    const looked = touchedIn.callCount
    for (let minute = 31; minute < 60; minute += 1) await reviews.openDue(at(`11-23T17:${String(minute)}`))
    expect(touchedIn.callCount).to.equal(looked)
  })

  it('after a restart goes on from the last review', async () => {
    const { reviews, receive, tickets, service } = aStage()
    receive('t1', at('11-23T10:00'))
    await reviews.openDue(at('11-23T17:30'))
    const touchedIn = fake(tickets.touchedIn.bind(tickets))
    tickets.touchedIn = touchedIn
    await service().openDue(at('11-24T17:30'))
    const days = touchedIn.args
      .map(([, { to }]) => to.getTime())
      .filter((to) => to > at('11-23T00:00').getTime())
    expect(days).to.deep.equal([at('11-24T17:30').getTime()])
  })

  it('after a restart does not send again what has been reviewed', async () => {
    const { reviews, service, receive, store } = aStage()
    receive('t1', at('11-17T10:00'))
    await reviews.openDue(at('11-23T09:00'))
    for (const { id } of store.all())
      await reviews.change(id, 'tap', at('11-23T10:00'), (review) =>
        planReviewed(review, { ...supervisor, roles: ['manager'] }, at('11-23T10:00')),
      )
    expect(await service().openDue(at('11-23T12:00'))).to.equal(0)
    expect(store.all().map(({ status }) => status)).to.not.include('open')
  })

  it('a store that is away is tried again, nothing is skipped', async () => {
    const { reviews, receive, store, ends } = aStage()
    receive('t1', at('11-23T10:00'))
    const create = store.create.bind(store)
    store.create = () => Promise.reject(new Error('database away'))
    let failed = false
    await reviews.openDue(at('11-23T17:30')).catch(() => (failed = true))
    store.create = create
    expect(failed).to.equal(true)
    await reviews.openDue(at('11-24T17:30'))
    expect(ends('daily')).to.deep.equal([at('11-23T17:30'), at('11-24T17:30')])
  })

  it('keeps the communities apart and sends each to its own people', async () => {
    const { reviews, receive, store } = aStage([...twoCommunities])
    receive('t1', at('11-23T10:00'))
    receive('t2', at('11-23T11:00'), { communityId: 'bihai' })
    expect(await reviews.openDue(at('11-23T17:30'))).to.equal(2)
    for (const review of store.all()) expect(review.items).to.have.length(1)
    expect(store.all().map(({ communityId }) => communityId)).to.have.members(['cuihu', 'bihai'])
    const [first] = store.all()
    expect(store.outboxOf(first?.id ?? '').map((item) => 'send' in item && item.to)).to.deep.equal([
      { users: ['SunLi'] },
      { users: ['SunLi'] },
    ])
  })

  it('QM-2 has the figures of both weeks from the indicators, however many tickets there are', async () => {
    const { reviews, receive, store } = aStage()
    for (let n = 0; n < 7; n += 1) receive(`old${String(n)}`, at('11-10T10:00'), { status: 'done' })
    receive('new1', at('11-17T10:00'), { kind: 'complaint' })
    receive('new2', at('11-22T10:00'), { status: 'closed', closedAt: at('11-22T12:00') })
    receive('gone', at('11-22T10:00'), { status: 'discarded' })
    await reviews.openDue(at('11-23T09:00'))
    const digest = store.all().find(({ period }) => +period.to === +at('11-23T00:00'))?.digest
    expect(digest?.week).to.deep.include({ received: 2, closed: 1, complaints: 1 })
    expect(digest?.before).to.deep.include({ received: 7, closed: 0, complaints: 0 })
  })

  it('REC-4.9 checks on Monday what was open last Monday, closed early that morning or not', async () => {
    const { reviews, receive, store, tickets } = aStage()
    receive('t1', at('11-17T10:00'), { dueAt: at('11-24T10:00') })
    receive('t2', at('11-17T10:00'), { dueAt: at('11-24T10:00') })
    await reviews.openDue(at('11-23T09:00'))
    tickets.put({ ...tickets.all()[0]!, status: 'closed', closedAt: at('11-30T08:00') })
    await reviews.openDue(at('11-30T09:00'))
    const monday = store.all().find(({ period }) => +period.to === +at('11-30T00:00'))
    expect(monday?.digest?.checked.map(({ outcome }) => outcome)).to.deep.equal(['broken', 'late'])
    expect(monday?.items.map(({ id }) => id)).to.include.members(['t1', 't2'])
  })

  it('REC-4.9 opens a Monday for promises alone', async () => {
    const { reviews, receive, store, tickets } = aStage()
    receive('t1', at('11-17T10:00'), { dueAt: at('11-24T10:00') })
    await reviews.openDue(at('11-23T09:00'))
    tickets.put({ ...tickets.all()[0]!, status: 'closed', closedAt: at('11-23T10:00') })
    await reviews.openDue(at('11-30T09:00'))
    await reviews.openDue(at('12-07T09:00'))
    const ends = store.all().flatMap(({ kind, period }) => (kind === 'weekly' ? [+period.to] : []))
    expect(ends.at(-1)).to.equal(+at('11-30T00:00'))
  })
})
