import { expect } from 'chai'
import { nextActionAt, planDueStep, type Ticket } from '../../../src/domain/ticket/index.ts'
import { createDirectory } from '../../../src/directory/index.ts'
import { quietUntil } from '../../../src/domain/calendar/index.ts'
import { createLogger } from '../../../src/logger.ts'
import { createAddressing, causeOf } from '../../../src/services/addressing.ts'
import { after, sampleCalendar, sampleConfig, samplePolicy } from '../../support/builders.ts'
import { createRandom, lifeOfATicket } from '../../support/generated-tickets.ts'

const rules = { policy: samplePolicy, calendar: sampleCalendar }
const LIVES = 200
const directory = createDirectory(sampleConfig.communities, sampleConfig.holidays)
const quiet = (at: Date) => quietUntil(at, samplePolicy.quietHours, 'Asia/Shanghai')
const addressing = createAddressing(directory, createLogger('silent'), (_id, at) => quiet(at))

/** Ticks at one instant until nothing is due; every change with the version it made. */
function* tick(ticket: Ticket, now: Date): Generator<Ticket> {
  let current = ticket
  for (let steps = 0; steps < 20; steps += 1) {
    const change = planDueStep(current, rules, now)
    if (change === undefined) return
    expect(causeOf(change)).to.equal('clock')
    for (const item of addressing.address(current, current.version + 1, change.messages, now, 'clock')) {
      const isDanger = 'send' in item ? item.lane === 'danger' : current.urgent
      expect(item.notBefore, `${now.toISOString()} ${JSON.stringify(item)}`).to.deep.equal(
        isDanger ? undefined : quiet(now),
      )
    }
    yield (current = after(current, change))
  }
  expect.fail('the clock never comes to rest')
}

describe('the clocks through random lives', () => {
  it('take each step once, leave nothing due behind, and tell nothing in quiet hours but danger', () => {
    for (let seed = 1; seed <= LIVES; seed += 1) {
      const random = createRandom(seed)
      for (const { ticket, now, refusal } of lifeOfATicket(seed)) {
        if (refusal !== undefined) continue
        const at = new Date(now.getTime() + Math.floor(random() * 96 * 3_600_000))
        let last = ticket
        const taken = new Set<string>()
        for (const stepped of tick(ticket, at)) {
          const entry = stepped.timeline.at(-1)
          const name = JSON.stringify([entry?.type, entry?.facts])
          expect(taken, `seed ${String(seed)} ${name}`).to.not.include(name)
          taken.add(name)
          last = stepped
        }
        const next = nextActionAt(last)
        if (next !== null) expect(next, `seed ${String(seed)}`).to.be.greaterThan(at)
        expect(planDueStep(last, rules, at)).to.equal(undefined)
      }
    }
  })
})
