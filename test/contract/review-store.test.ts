import { expect } from 'chai'
import { planFollowUp } from '../../src/domain/review/follow-up.ts'
import type { Database } from '../../src/database.ts'
import { createAddressing } from '../../src/services/addressing.ts'
import { changeRecord } from '../../src/services/change-record.ts'
import { createLogger } from '../../src/logger.ts'
import { aTicket, hoursLater, manager, MONDAY_10 } from '../support/builders.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { aMondayOf, anOrder } from '../support/mondays.ts'
import { openTestDatabase } from '../support/test-database.ts'
import { sampleDirectory } from '../support/views.ts'

describe('the review store keeps its contract', function () {
  this.timeout(60_000)
  let database: Database & { drop(): Promise<void> }
  before(async () => {
    database = await openTestDatabase(createFixedClock(MONDAY_10))
  })
  after(() => database.drop())

  it('REC-4.9 gives back a Monday with its digest, the last ones first', async () => {
    const monday = aMondayOf([aTicket({ level: 1 })])
    const { version, ...fresh } = monday
    expect(version).to.equal(1)
    const before = { from: hoursLater(-346), to: hoursLater(-178) }
    expect(await database.reviews.create({ ...fresh, outbox: [] })).to.equal(true)
    expect(await database.reviews.create({ ...fresh, outbox: [] })).to.equal(false)
    await database.reviews.create({ ...fresh, id: 'earlier', period: before, outbox: [] })
    expect(await database.reviews.find(monday.id)).to.deep.include({ digest: monday.digest, followUps: [] })
    const last = (at: Date, limit: number) => database.reviews.lastBefore('cuihu', 'weekly', at, limit)
    expect((await last(MONDAY_10, 2)).map(({ id }) => id)).to.deep.equal([monday.id, 'earlier'])
    expect((await last(MONDAY_10, 1)).map(({ id }) => id)).to.deep.equal([monday.id])
    expect((await last(monday.period.to, 2)).map(({ id }) => id)).to.deep.equal(['earlier'])
    expect(await database.reviews.lastBefore('cuihu', 'daily', MONDAY_10, 2)).to.deep.equal([])
  })

  it('REC-4.9 of two processes that order the same follow-up at once one wins', async () => {
    const { id } = aMondayOf([aTicket({ level: 1 })])
    const addressing = createAddressing(sampleDirectory, createLogger('silent'))
    const order = (eventId: string) =>
      changeRecord(database.reviews, addressing, id, eventId, MONDAY_10, (review) =>
        planFollowUp(review, manager, 't1', anOrder(), MONDAY_10),
      )
    const outcomes = await Promise.all([order('tap:1'), order('tap:2'), order('tap:1')])
    expect(outcomes.filter((outcome) => 'changed' in outcome)).to.have.length(1)
    const stored = await database.reviews.find(id)
    expect(stored?.followUps).to.have.length(1)
    expect(stored?.followUps?.[0]?.dueAt).to.deep.equal(hoursLater(24))
    expect(stored?.nextActionAt).to.deep.equal(hoursLater(24))
    const due = await database.reviews.due(hoursLater(24), 10)
    expect(due.map((review) => review.id)).to.include(id)
  })
})
