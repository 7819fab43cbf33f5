import { expect } from 'chai'
import type { Change, Refusal } from '../../src/domain/record.ts'
import type { Rules } from '../../src/domain/rules.ts'
import { overridePolicy } from '../../src/config/policy.ts'
import {
  nextActionAt,
  planDueStep,
  planEscalationByHand,
  planFinish,
  planStop,
  planTake,
  type Ticket,
} from '../../src/domain/ticket/index.ts'
import { compare } from '../../src/rehearsal/compare.ts'
import { findLacks, isMadeByClock } from '../../src/rehearsal/recorded.ts'
import { replay } from '../../src/rehearsal/replay.ts'
import { recordedLife } from '../support/recorded-lives.ts'
import {
  after,
  aTicket,
  frontDesk,
  hoursLater,
  MONDAY_10,
  samplePolicy,
  sampleRules,
  supervisor,
} from '../support/builders.ts'

const TICK_MS = 16_000
const rulesWith = (override: unknown): Rules => {
  const { value, problems } = overridePolicy(samplePolicy, override)
  if (value === undefined) throw new Error(JSON.stringify(problems))
  return { ...sampleRules, policy: value }
}
const minutes = (at: Date) => (at.getTime() - MONDAY_10.getTime()) / 60_000
const stepsOf = ({ timeline }: Pick<Ticket, 'timeline'>) =>
  timeline.filter(isMadeByClock).map(({ type, at }) => `${type} ${String(minutes(at))}`)
const until = (hours: number) => ({ end: hoursLater(hours), tickMs: TICK_MS })
/** A ticket as a desk on time records it: its clocks run to the instant, each step when it falls due. */
const clocksTo = (ticket: Ticket, at: Date): Ticket => {
  let now = ticket
  for (;;) {
    const due = nextActionAt(now)
    if (due === null || due > at) return now
    now = after(now, planDueStep(now, sampleRules, due))
  }
}
const act = (ticket: Ticket, at: Date, decide: (ticket: Ticket) => Change<Ticket> | Refusal) => {
  const then = clocksTo(ticket, at)
  return after(then, decide(then))
}

describe('a rehearsed life', () => {
  it('under the same policy is the one on record, over 600 random lives with a tick that comes late', () => {
    const seen = new Map<string, number>()
    for (let seed = 1; seed <= 600; seed += 1) {
      const { ticket, end } = recordedLife(seed)
      const replayed = replay(ticket, sampleRules, { end, tickMs: TICK_MS })
      const differences = compare(ticket, replayed, { end, tickMs: TICK_MS })
      expect(differences, `seed ${String(seed)}`).to.deep.equal([])
      expect(replayed.ticket.timeline.map(({ eventId: _, ...entry }) => entry)).to.deep.equal(
        ticket.timeline.map(({ eventId: _, ...entry }) => entry),
        `seed ${String(seed)}`,
      )
      expect(findLacks(ticket)).to.deep.equal([])
      for (const { type, by } of ticket.timeline) {
        const key = by === 'clock' ? `${type} by clock` : type
        seen.set(key, (seen.get(key) ?? 0) + 1)
      }
    }
    const wanted = [
      ...[
        'escalated by clock',
        'unaccepted by clock',
        'idle by clock',
        'warned by clock',
        'resumed by clock',
      ],
      ...['taken', 'transferred', 'corrected', 'complaint', 'stopped', 'resumed', 'noted', 'done', 'closed'],
      ...[
        'sent_back',
        'reopened',
        'escalated',
        'reminded',
        'closed_unsolved',
        'discarded',
        'handed_on by clock',
      ],
    ]
    expect([...seen.keys()]).to.include.members(wanted)
  })

  it('REC-4.5 alarms later under a slower policy, and as often as that says', () => {
    const ticket = clocksTo(aTicket(), hoursLater(2))
    const every = { first: 'PT30M', every: 'PT30M', times: 1, then: ['manager'] }
    const slow = replay(ticket, rulesWith({ acceptance: { normal: every } }), until(2))
    expect(stepsOf(ticket)).to.deep.equal([10, 20, 30, 40, 50].map((at) => `unaccepted ${String(at)}`))
    expect(stepsOf(slow.ticket)).to.deep.equal(['unaccepted 30', 'unaccepted 60'])
    expect(slow.ticket.timeline.at(-1)?.facts.roles).to.equal('manager')
  })

  it('REC-4.7 escalates a matter that was finished in time to nobody, and under a tighter policy to the supervisor', () => {
    const taken = act(aTicket(), hoursLater(0.1), (it) => planTake(it, frontDesk, hoursLater(0.1)))
    const ticket = act(taken, hoursLater(30), (it) => planFinish(it, frontDesk, '已修好', hoursLater(30)))
    const day = { span: 'P1D', count: 'rolling' }
    const tight = rulesWith({ 'REC-4.6': { handleWithin: day }, 'REC-4.7': { after: day } })
    const today = replay(ticket, sampleRules, until(100))
    const other = replay(ticket, tight, until(100))
    expect(compare(ticket, today, until(100))).to.deep.equal([])
    expect([today.broken, other.broken]).to.deep.equal([0, 1])
    expect(stepsOf(today.ticket).filter((step) => step.startsWith('escalated'))).to.deep.equal([])
    expect(stepsOf(other.ticket)).to.include('escalated 1440').and.to.include('warned 1260')
    expect(other.ticket.status, 'what was done is done').to.equal('closed')
    expect(other.impossible).to.deep.equal([])
  })

  it('REC-4.7 tells what can no longer be done: to take over what was never escalated, to stop for longer than allowed', () => {
    const taken = act(aTicket(), hoursLater(0.1), (it) => planTake(it, frontDesk, hoursLater(0.1)))
    const over = act(taken, hoursLater(50), (it) => planTake(it, supervisor, hoursLater(50)))
    const loose = rulesWith({ 'REC-4.7': { after: { span: 'P5D', count: 'rolling' } } })
    expect(replay(over, loose, until(60)).impossible).to.deep.equal([
      { at: hoursLater(50), type: 'taken', refused: 'already_taken' },
    ])
    const stopped = act(taken, hoursLater(1), (it) =>
      planStop(it, frontDesk, { reason: 'waiting_parts', until: hoursLater(73) }, sampleRules, hoursLater(1)),
    )
    const strict = rulesWith({ 'REC-4.6': { stop: { atMost: { waiting_parts: 'P2D' } } } })
    const found = replay(stopped, strict, until(100))
    expect(found.impossible).to.deep.equal([{ at: hoursLater(1), type: 'stopped', refused: 'stop_too_long' }])
    expect(found.broken, 'the promise was not moved').to.equal(1)
    expect(replay(stopped, sampleRules, until(73)).broken).to.equal(0)
  })

  it('REC-4.7 does not hand up once more what the clock has handed up before', () => {
    const ticket = act(aTicket(), hoursLater(5), (it) => planEscalationByHand(it, supervisor, hoursLater(5)))
    const tight = rulesWith({ 'REC-4.7': { after: { span: 'PT2H', count: 'rolling' } } })
    const found = replay(ticket, tight, until(6))
    expect(found.ticket.level).to.equal(1)
    expect(found.impossible).to.deep.equal([{ at: hoursLater(5), type: 'escalated', refused: 'not_now' }])
  })

  it('ends at its end: nothing later is repeated or compared', () => {
    const ticket = clocksTo(aTicket(), hoursLater(2))
    const short = { end: new Date(MONDAY_10.getTime() + 25 * 60_000), tickMs: TICK_MS }
    expect(stepsOf(replay(ticket, sampleRules, short).ticket)).to.deep.equal([
      'unaccepted 10',
      'unaccepted 20',
    ])
    expect(compare(ticket, replay(ticket, sampleRules, short), short)).to.deep.equal([])
  })

  it('is told apart from the record: a step too much, one too few, one by a desk that stood still', () => {
    const ticket = clocksTo(aTicket(), hoursLater(0.4))
    const differences = (timeline: Ticket['timeline']) =>
      compare({ timeline }, replay({ ...ticket, timeline }, sampleRules, until(0.4)), until(0.4)).map(
        ({ what, at, type }) => `${what} ${type} ${String(minutes(at))}`,
      )
    const [received, first, second] = ticket.timeline
    expect(differences([received!, first!, second!])).to.deep.equal([])
    expect(differences([received!, first!])).to.deep.equal(['rehearsed_only unaccepted 20'])
    const late = { ...second!, at: hoursLater(0.39) }
    expect(differences([received!, first!, late])).to.deep.equal([
      'rehearsed_only unaccepted 20',
      'recorded_only unaccepted 23.4',
    ])
    const other = { ...second!, facts: { step: '3', roles: '' } }
    expect(differences([received!, first!, other])).to.have.length(2)
  })

  it('needs what today’s desk writes: what an older version left out is named', () => {
    const { pace: _, ...old } = aTicket()
    expect(findLacks(old)).to.deep.equal(['pace'])
    expect(findLacks({ ...old, stops: undefined })).to.deep.equal(['pace', 'stops'])
    expect(findLacks({ ...aTicket(), timeline: [] })).to.deep.equal(['timeline'])
    expect(findLacks({ ...aTicket(), category: 'gone' })).to.deep.equal(['category'])
    expect(findLacks(null)).to.deep.equal([''])
    expect(findLacks(aTicket())).to.deep.equal([])
  })
})
