import { expect } from 'chai'
import type { Database } from '../../src/database.ts'
import type { Ticket } from '../../src/domain/ticket/index.ts'
import { planQuestion, QUESTION_INDEXES } from '../../src/models/ticket-questions.ts'
import type { TicketQuestion } from '../../src/services/ticket-questions.ts'
import { aTicket, hoursLater, MONDAY_10 } from '../support/builders.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { createMemoryQuestions } from '../support/memory-questions.ts'
import { openTestDatabase } from '../support/test-database.ts'

const zhang = { userId: 'ZhangWei', name: '张伟' }
const QUESTIONS: readonly TicketQuestion[] = [
  { assignee: 'ZhangWei', communityIds: ['cuihu'] },
  { assignee: 'ZhangWei', communityIds: ['cuihu', 'bihai'] },
  { communityId: 'cuihu', statuses: ['waiting', 'done'] },
  { communityId: 'cuihu', statuses: ['in_progress'], dueBefore: hoursLater(14) },
  { communityId: 'cuihu', statuses: ['waiting'], department: 'engineering' },
  { communityId: 'cuihu', where: 'room', is: '3-2-501' },
  { communityId: 'cuihu', where: 'building', is: '3' },
  { communityId: 'cuihu', where: 'phone', is: '13800000000' },
  { communityId: 'cuihu', where: 'ownerName', is: '张女士' },
  { communityId: 'cuihu', where: 'room', is: '$where' },
]

describe('the questions about tickets', () => {
  let database: Database & { drop(): Promise<void> }
  const all: Ticket[] = []

  before(async () => {
    database = await openTestDatabase(createFixedClock(MONDAY_10))
    const variants: (Partial<Ticket> & { text?: string })[] = [
      {},
      { status: 'in_progress', assignee: zhang, dueAt: hoursLater(13) },
      { status: 'in_progress', assignee: zhang, dueAt: hoursLater(14), communityId: 'bihai' },
      { status: 'done', assignee: zhang },
      { status: 'closed', closedAt: hoursLater(5) },
      { status: 'discarded', closedAt: hoursLater(5) },
      { text: '3栋2单元502 李先生 13900000000 灯不亮' },
      { department: 'order', dueAt: hoursLater(1) },
    ]
    for (const [index, overrides] of variants.entries()) {
      const {
        number: _number,
        version: _version,
        ...fields
      } = aTicket({ dueAt: hoursLater(48 + index), ...overrides })
      const reception = { ...fields.reception, receivedAt: hoursLater(index) }
      const ticket = { ...fields, reception, id: `q${String(index)}`, outbox: [] }
      all.push(await database.tickets.create(ticket, 'JD-20261123'))
    }
  })
  after(() => database.drop())

  for (const question of QUESTIONS) {
    it(`${JSON.stringify(question)} has the answers of the store in memory, in order`, async () => {
      const ids = (tickets: Ticket[]) => tickets.map(({ id }) => id)
      const expected = ids(await createMemoryQuestions(() => [...all]).ask(question, 10))
      expect(ids(await database.tickets.ask(question, 10))).to.deep.equal(expected)
      expect(await database.tickets.ask(question, 1)).to.have.length(Math.min(1, expected.length))
    })

    it(`${JSON.stringify(question)} has an index of its own, so that nothing is walked through`, () => {
      const { filter } = planQuestion(question)
      const equal = Object.keys(filter).filter((key) => typeof filter[key] === 'string')
      const fits = QUESTION_INDEXES.some((index) =>
        equal
          .filter((key) => key !== 'communityId' || !('assignee' in question))
          .every((key) => Object.keys(index).slice(0, equal.length).includes(key)),
      )
      expect(fits).to.equal(true)
    })
  }

  it('QM-1 what counts for a period is what came, was closed in it or was carried over', async () => {
    const period = { from: hoursLater(3), to: hoursLater(6) }
    const measured = await database.tickets.measuredIn('cuihu', period)
    const expected = await createMemoryQuestions(() => [...all]).measuredIn('cuihu', period)
    expect(measured.map(({ id }) => id)).to.deep.equal(expected.map(({ id }) => id))
    expect(measured[0]?.timeline[0]).to.include({ type: 'received' })
    expect(JSON.stringify(measured), 'no words, names or phones').to.not.match(/张女士|漏水"|13800000000/)
  })

  it('keeps the last list of each person, whatever the case of his id, until it expires', async () => {
    const list = { title: '今日待办', ids: ['q1', 'q2'], from: 0, isCut: false, namesCommunity: true }
    await database.lists.keep('WangFang', 'event-1', list, hoursLater(2))
    expect(await database.lists.last('wangfang', 'event-1', MONDAY_10)).to.deep.equal({
      ...list,
      isOwn: true,
    })
    expect(await database.lists.last('WangFang', 'event-2', MONDAY_10)).to.deep.equal({
      ...list,
      isOwn: false,
    })
    expect(await database.lists.last('WangFang', 'event-2', hoursLater(2))).to.equal(undefined)
    expect(await database.lists.last('ChenJing', 'event-2', MONDAY_10)).to.equal(undefined)
  })
})
