import { expect } from 'chai'
import type { Database } from '../../src/database.ts'
import { createLeaveBook } from '../../src/services/duty.ts'
import { MONDAY_10 } from '../support/builders.ts'
import { aHandover, aLeave, shanghai } from '../support/duty.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { openTestDatabase } from '../support/test-database.ts'

const noted = (eventId: string) => ({
  at: MONDAY_10,
  type: 'noted',
  by: 'clock' as const,
  eventId,
  facts: {},
})

describe('the stores of leave and handovers keep their contract', () => {
  let database: Database & { drop(): Promise<void> }
  before(async () => {
    database = await openTestDatabase(createFixedClock(MONDAY_10))
  })
  after(() => database.drop())

  const aNewLeave = (id: string, overrides: Parameters<typeof aLeave>[0] = {}) => {
    const { version: _version, ...fields } = aLeave({ id, ...overrides })
    return { ...fields, timeline: [noted(`open ${id}`)], outbox: [] }
  }
  const aNewHandover = (id: string, at: Date) => {
    const { version: _version, ...fields } = aHandover({ id, at, nextActionAt: at })
    return { ...fields, timeline: [noted(`open ${id}`)], outbox: [] }
  }

  it('stores a leave once and gives back what it was given', async () => {
    const [first, second] = await Promise.all([
      database.leaves.create(aNewLeave('once')),
      database.leaves.create(aNewLeave('once')),
    ])
    expect(first).to.deep.equal(second)
    expect(first).to.deep.include({ person: { userId: 'WangFang', name: '王芳' }, deputy: null, version: 1 })
    await database.leaves.apply(first, { set: { status: 'cancelled' }, entries: [noted('x')], outbox: [] })
  })

  it('finds leaves by person, whatever the case of his id, and those in force; the book follows', async () => {
    const person = { userId: 'LiuYang', name: '刘洋' }
    const leave = await database.leaves.create(aNewLeave('mine', { person, status: 'confirmed' }))
    await database.leaves.create(aNewLeave('open', { person }))
    expect((await database.leaves.ofPerson('liuyang', MONDAY_10)).map(({ id }) => id)).to.have.members([
      'mine',
      'open',
    ])
    expect(await database.leaves.ofPerson('liuyang', leave.to)).to.deep.equal([])
    expect((await database.leaves.inForce(MONDAY_10)).map(({ id }) => id)).to.deep.equal(['mine'])
    const elsewhere = createLeaveBook(database.leaves)
    await elsewhere.refresh(MONDAY_10)
    expect(elsewhere.absences().map(({ userId }) => userId)).to.deep.equal(['LiuYang'])
    await database.leaves.apply(leave, { set: { status: 'cancelled' }, entries: [noted('y')], outbox: [] })
    await elsewhere.refresh(MONDAY_10)
    expect(elsewhere.absences()).to.deep.equal([])
  })

  it('applies one of two changes at once, and no event twice', async () => {
    const leave = await database.leaves.create(aNewLeave('race'))
    const change = (eventId: string) => ({ set: { reminded: 1 }, entries: [noted(eventId)], outbox: [] })
    const both = await Promise.all([
      database.leaves.apply(leave, change('a')),
      database.leaves.apply(leave, change('b')),
    ])
    const [won] = both.filter((one) => one !== undefined)
    expect(both.filter((one) => one === undefined)).to.have.length(1)
    expect(await database.leaves.apply(won!, change(won!.timeline.at(-1)!.eventId))).to.equal(undefined)
  })

  it('stores one handover a change, finds it when it is due, and the latest of a community', async () => {
    const at = shanghai('2026-11-23T20:00:00')
    expect(await database.handovers.create(aNewHandover('h1', at))).to.equal(true)
    expect(await database.handovers.create(aNewHandover('h1', at))).to.equal(false)
    await database.handovers.create(aNewHandover('h2', shanghai('2026-11-24T08:00:00')))
    expect((await database.handovers.latest('cuihu', 5)).map(({ id }) => id)).to.deep.equal(['h2', 'h1'])
    expect(await database.handovers.latest('bihai', 5)).to.deep.equal([])
    expect((await database.handovers.due(at, 10)).map(({ id }) => id)).to.deep.equal(['h1'])
    expect(await database.handovers.nextDueAt()).to.deep.equal(at)
  })
})
