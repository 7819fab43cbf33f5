import { expect } from 'chai'
import { rankCases } from '../../../src/domain/review/worst-cases.ts'
import type { Ticket } from '../../../src/domain/ticket/index.ts'
import { aTicket, hoursLater } from '../../support/builders.ts'

const NOW = hoursLater(24 * 10)
const entry = (type: string) => ({ at: hoursLater(1), type, by: 'clock' as const, eventId: type, facts: {} })
const calm = (id: string, overrides: Partial<Ticket> = {}) =>
  aTicket({ id, dueAt: hoursLater(24 * 30), ...overrides })
const late = (id: string, days: number, overrides: Partial<Ticket> = {}) =>
  aTicket({ id, dueAt: hoursLater(24 * (10 - days)), ...overrides })

/** Each pair: the worse one first, whatever the lesser signs say. */
const WORSE: readonly (readonly [why: string, worse: Ticket, lesser: Ticket])[] = [
  ['the level', calm('w', { level: 2 }), late('l', 9, { level: 1, kind: 'complaint', reopened: 3 })],
  ['days late', late('w', 3), late('l', 2, { kind: 'complaint', urgent: true })],
  ['a complaint', calm('w', { kind: 'complaint' }), calm('l', { urgent: true, reopened: 9 })],
  ['urgent', calm('w', { urgent: true }), calm('l', { reopened: 9 })],
  ['reopened', calm('w', { reopened: 2 }), calm('l', { reopened: 1, timeline: [entry('reminded')] })],
  [
    'reminded',
    calm('w', { timeline: [entry('reminded'), entry('idle')] }),
    calm('l', { timeline: [entry('warned')] }),
  ],
  [
    'the older one',
    calm('w', { level: 1, reception: { ...aTicket().reception, receivedAt: hoursLater(-5) } }),
    calm('l', { level: 1 }),
  ],
]

describe('the worst cases of a week', () => {
  for (const [why, worse, lesser] of WORSE) {
    it(`REC-4.9 are ordered by ${why}`, () => {
      for (const tickets of [
        [worse, lesser],
        [lesser, worse],
      ])
        expect(rankCases(tickets, NOW, 3).map(({ ticketId }) => ticketId)).to.deep.equal(['w', 'l'])
    })
  }

  it('REC-4.9 are as many as the policy says, and none that nothing speaks against', () => {
    const tickets = [calm('calm'), late('a', 1), late('b', 2), late('c', 3), late('d', 4)]
    expect(rankCases(tickets, NOW, 3).map(({ ticketId }) => ticketId)).to.deep.equal(['d', 'c', 'b'])
    expect(rankCases([calm('calm')], NOW, 3)).to.deep.equal([])
    expect(rankCases(tickets, NOW, 0)).to.deep.equal([])
  })

  it('count days late up to the day on which it was done, and leave out what was no ticket', () => {
    const done = late('done', 5, { status: 'closed', closedAt: hoursLater(24 * 7) })
    expect(rankCases([done], NOW, 1)[0]?.daysLate).to.equal(2)
    expect(rankCases([late('x', 5, { status: 'discarded' })], NOW, 1)).to.deep.equal([])
  })
})
