import { expect } from 'chai'
import {
  countIndicators,
  DIMENSIONS,
  findRepeats,
  groupBy,
  type Share,
} from '../../../src/domain/quality/index.ts'
import type { Ticket } from '../../../src/domain/ticket/index.ts'
import { aTicket, hoursLater } from '../../support/builders.ts'
import { createRandom, lifeOfATicket } from '../../support/generated-tickets.ts'

const DAY_MS = 86_400_000
const period = { from: hoursLater(0), to: hoursLater(24 * 7) }
const now = hoursLater(24 * 9)

/** Random lives that began around the period; many in the same few rooms. */
function randomTickets(count: number): Ticket[] {
  const random = createRandom(7)
  return Array.from({ length: count }, (_, n) => {
    const shiftMs = Math.floor((random() * 40 - 25) * DAY_MS)
    const life = lifeOfATicket(n + 1).at(-1)?.ticket ?? aTicket()
    const move = (at: Date) => new Date(at.getTime() + shiftMs)
    return {
      ...life,
      id: `r${String(n)}`,
      dueAt: move(life.dueAt),
      closedAt: life.closedAt === null ? null : move(life.closedAt),
      reception: {
        ...life.reception,
        room: random() < 0.2 ? null : `3-2-${String(501 + Math.floor(random() * 4))}`,
        receivedAt: move(life.reception.receivedAt),
      },
      timeline: life.timeline.map((entry) => ({ ...entry, at: move(entry.at) })),
    }
  })
}

/** The same figures told from the timelines alone, line by line, without a look at any field of the ticket's state. */
function recount(tickets: readonly Ticket[]) {
  const figures = {
    received: 0,
    answered: 0,
    due: 0,
    onTime: 0,
    closed: 0,
    toClose: 0,
    housed: 0,
    again: 0,
    discarded: 0,
  }
  for (const { timeline, dueAt, reception, category, communityId } of tickets) {
    let finished: Date | undefined
    let closed: Date | undefined
    let answered = false
    let discarded = false
    for (const { type, at, by } of timeline) {
      if (
        [
          'taken',
          'transferred',
          'corrected',
          'complaint',
          'noted',
          'stopped',
          'done',
          'closed_unsolved',
        ].includes(type) &&
        by !== 'clock' &&
        'userId' in by
      )
        answered = true
      if (type === 'done' || type === 'closed_unsolved') finished = at
      if (type === 'closed' || type === 'closed_unsolved') closed = at
      if (type === 'sent_back') finished = undefined
      if (type === 'reopened') finished = closed = undefined
      if (type === 'discarded') discarded = true
    }
    const at = timeline[0]?.at ?? now
    const isIn = (instant: Date) => instant >= period.from && instant < period.to
    if (discarded) {
      if (isIn(at)) figures.discarded += 1
      continue
    }
    if (isIn(at) || (at < period.from && (closed === undefined || closed >= period.from))) {
      figures.toClose += 1
      if (closed !== undefined && isIn(closed)) figures.closed += 1
    }
    if (!isIn(at)) continue
    figures.received += 1
    if (answered) figures.answered += 1
    if (finished !== undefined || dueAt < now) figures.due += 1
    if (finished !== undefined && finished <= dueAt) figures.onTime += 1
    if (reception.room === null) continue
    figures.housed += 1
    const isAgain = tickets.some((earlier) => {
      const before = at.getTime() - (earlier.timeline[0]?.at ?? now).getTime()
      return (
        earlier.communityId === communityId &&
        earlier.reception.room === reception.room &&
        earlier.category === category &&
        !earlier.timeline.some(({ type }) => type === 'discarded') &&
        before > 0 &&
        before <= 30 * DAY_MS
      )
    })
    if (isAgain) figures.again += 1
  }
  return figures
}

describe('the indicators', () => {
  it('QM-1 are what a recount from the timelines alone comes to, over 400 random lives', () => {
    const tickets = randomTickets(400)
    const counted = countIndicators(tickets, period, findRepeats(tickets, 30 * DAY_MS), now)
    const told = recount(tickets)
    expect({
      received: counted.received,
      discarded: counted.discarded,
      answered: counted.firstResponse.count,
      due: counted.onTime.of,
      onTime: counted.onTime.count,
      closed: counted.closed.count,
      toClose: counted.closed.of,
      housed: counted.repeated.of,
      again: counted.repeated.count,
    }).to.deep.equal(told)
    for (const [name, figure] of Object.entries(told)) expect(figure, name).to.be.greaterThan(0)
    expect(counted.overdue).to.deep.equal({ count: told.due - told.onTime, of: told.due })
  })

  it('QM-1 taken apart by any dimension add up to the whole', () => {
    const tickets = randomTickets(200)
    const repeats = findRepeats(tickets, 30 * DAY_MS)
    const sum = (shares: Share[]) =>
      shares.reduce((all, { count, of }) => [all[0]! + count, all[1]! + of], [0, 0])
    const whole = countIndicators(tickets, period, repeats, now)
    for (const dimension of DIMENSIONS) {
      const parts = [...groupBy(tickets, dimension, 'Asia/Shanghai').values()].map((group) =>
        countIndicators(group, period, repeats, now),
      )
      for (const key of ['firstResponse', 'onTime', 'overdue', 'closed', 'repeated'] as const) {
        const { count, of } = whole[key]
        expect(sum(parts.map((part) => part[key])), `${dimension} ${key}`).to.deep.equal([count, of])
      }
    }
  })

  it('take weeks and months from the local day of reception', () => {
    const at = (receivedAt: string) => {
      const { reception } = aTicket()
      return aTicket({ reception: { ...reception, receivedAt: new Date(receivedAt) } })
    }
    const tickets = [
      at('2026-11-29T23:59:59+08:00'),
      at('2026-11-30T00:00:00+08:00'),
      at('2026-12-01T00:00:00+08:00'),
    ]
    expect([...groupBy(tickets, 'week', 'Asia/Shanghai').keys()]).to.deep.equal(['2026-11-23', '2026-11-30'])
    expect([...groupBy(tickets, 'month', 'Asia/Shanghai').keys()]).to.deep.equal(['2026-11', '2026-12'])
  })

  it('of nothing are nothing, without a rate', () => {
    const counted = countIndicators([], period, new Set(), now)
    expect(counted.firstResponse).to.deep.equal({ count: 0, of: 0, medianMs: null, p90Ms: null })
    expect(counted.onTime).to.deep.equal({ count: 0, of: 0 })
    expect(counted.callback).to.equal(null)
    expect(counted.satisfied).to.equal(null)
  })

  it('QM-1 a matter done on the very instant of its term is in time, one open a moment later is not', () => {
    const done = (at: Date): Ticket =>
      aTicket({
        status: 'closed',
        dueAt: hoursLater(48),
        closedAt: at,
        timeline: [{ at, type: 'done', by: 'clock', eventId: 'e', facts: {} }],
      })
    const onTime = (ticket: Ticket, at: Date) => countIndicators([ticket], period, new Set(), at).onTime
    expect(onTime(done(hoursLater(48)), now)).to.deep.equal({ count: 1, of: 1 })
    expect(onTime(done(hoursLater(48.001)), now)).to.deep.equal({ count: 0, of: 1 })
    const open = aTicket({ dueAt: hoursLater(48) })
    expect(onTime(open, hoursLater(48))).to.deep.equal({ count: 0, of: 0 })
    expect(onTime(open, hoursLater(48.001))).to.deep.equal({ count: 0, of: 1 })
  })

  it('QM-1 count as repeated what the same room reports again within the policy’s days, not a moment later', () => {
    const { reception } = aTicket()
    const at = (id: string, hours: number) =>
      aTicket({ id, reception: { ...reception, receivedAt: hoursLater(hours) } })
    const within = (ms: number) => [...findRepeats([at('second', 720), at('first', 0)], ms)]
    expect(within(30 * DAY_MS)).to.deep.equal(['second'])
    expect(within(30 * DAY_MS - 1)).to.deep.equal([])
  })
})
