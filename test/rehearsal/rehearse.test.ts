import { expect } from 'chai'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError } from '../../src/config/index.ts'
import { quietUntil } from '../../src/domain/calendar/index.ts'
import { nextActionAt, planDueStep, planTake, type Ticket } from '../../src/domain/ticket/index.ts'
import { readRehearsalOrder } from '../../src/rehearsal/arguments.ts'
import { formatRehearsal } from '../../src/rehearsal/format.ts'
import { readRehearsedPolicy } from '../../src/rehearsal/policy-file.ts'
import { rehearse, type Rehearsal, type Side } from '../../src/rehearsal/rehearse.ts'
import type { OutboxItem } from '../../src/services/stores.ts'
import {
  after as decided,
  aTicket,
  frontDesk,
  hoursLater,
  samplePolicy,
  sampleRules,
} from '../support/builders.ts'

const NIGHT = { from: '22:00', to: '07:00' }
const isNight = (at: Date) => quietUntil(at, NIGHT, 'Asia/Shanghai') !== undefined

/** A desk of one person a role; groups and owners are left out, quiet hours not observed. */
const address: Side['address'] = ({ change }) =>
  change.messages.flatMap((message, index): OutboxItem[] => {
    if (!('send' in message)) return []
    const { to } = message
    const users = 'users' in to ? [...to.users] : 'role' in to ? [to.role] : undefined
    if (users === undefined) return []
    const { send, lane, facts = {} } = message
    return [{ id: String(index), version: 1, send, to: { users }, lane, facts }]
  })

async function* each(...tickets: Ticket[]) {
  yield* await Promise.resolve(tickets)
}

function takenAndLeft(): Ticket {
  let ticket = decided(aTicket(), planTake(aTicket(), frontDesk, hoursLater(0)))
  for (;;) {
    const due = nextActionAt(ticket)
    if (due === null || due > hoursLater(40)) return ticket
    ticket = decided(ticket, planDueStep(ticket, sampleRules, due))
  }
}

const run = (override: unknown, ...tickets: Ticket[]): Promise<Rehearsal> => {
  const rules = { ...sampleRules, policy: readFrom(JSON.stringify(override)) }
  const sides = { today: { rules: sampleRules, address }, rehearsed: { rules, address } }
  return rehearse(each(...tickets), sides, isNight, { end: hoursLater(40), tickMs: 16_000 })
}

const folder = mkdtempSync(join(tmpdir(), 'desk-policy-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const readFrom = (text: string) => {
  const file = join(folder, 'other.json')
  writeFileSync(file, text)
  return readRehearsedPolicy(file, samplePolicy)
}
const problemsOf = (text: string) => {
  try {
    readFrom(text)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
  }
  return []
}

describe('a rehearsal', () => {
  it('REC-4.6 counts reminders, alarms and the night for each person under both policies', async () => {
    // Taken at 10:00: reminded at 22:00 and at 10:00 of the next day, the supervisor told at 22:00.
    const { today, rehearsed, differences } = await run(
      { idle: { normal: { first: 'PT6H', every: 'PT6H', times: 3, then: [] } } },
      takenAndLeft(),
    )
    expect(differences).to.deep.equal([])
    expect(Object.fromEntries(today.told.reminder)).to.deep.equal({ WangFang: 2 })
    expect(Object.fromEntries(today.told.alarm)).to.deep.equal({ supervisor: 1 })
    expect(today.nights).to.deep.equal({ reminder: 1, escalation: 1 })
    expect(Object.fromEntries(rehearsed.told.reminder), '16:00, 22:00, 04:00').to.deep.equal({ WangFang: 3 })
    expect(Object.fromEntries(rehearsed.told.alarm)).to.deep.equal({})
    expect(rehearsed.nights).to.deep.equal({ reminder: 2 })
  })

  it('REC-4.7 counts escalations by role and person, and broken promises', async () => {
    const { today, rehearsed } = await run(
      {
        'REC-4.6': { handleWithin: { span: 'PT8H', count: 'rolling' } },
        'REC-4.7': { after: { span: 'PT8H', count: 'rolling' } },
        'REC-4.8': { after: { span: 'P1D', count: 'rolling' } },
      },
      takenAndLeft(),
      { ...aTicket(), id: 'other' },
    )
    expect([today.broken, rehearsed.broken]).to.deep.equal([0, 2])
    expect(Object.fromEntries(today.roles)).to.deep.equal({})
    expect(Object.fromEntries(rehearsed.roles)).to.deep.equal({ supervisor: 2, manager: 2 })
    expect(Object.fromEntries(rehearsed.told.escalation)).to.deep.equal({ supervisor: 2, manager: 2 })
  })

  it('skips and names what an older version stored, and tells everything in its report', async () => {
    const { pace: _, ...old } = { ...aTicket(), number: 'JD-20261101-0001' }
    const found = await run({}, takenAndLeft(), old as Ticket, { ...aTicket(), number: 'JD-20261123-0002' })
    expect(found.skipped).to.deep.equal([{ number: 'JD-20261101-0001', lacks: ['pace'] }])
    expect(found.differences.map(({ number }) => number)).to.deep.equal(['JD-20261123-0002'])
    const text = formatRehearsal(found, (userId) => `<${userId}>`, 'Asia/Shanghai')
    expect(text).to.include('tickets 3, rehearsed 2, skipped 1')
    expect(text).to.include("history reproduced by today's policy: 1 of 2")
    expect(text).to.match(/^ +2 +2 +0 {2}reminders, <WangFang>$/mu)
    expect(text).to.include('JD-20261101-0001 pace')
    expect(text).to.include('JD-20261123-0002 2026-11-23 10:10 unaccepted rehearsed only')
    expect(text).not.to.match(/张女士|138/u)
  })

  it('of nothing says so', async () => {
    const found = await run({})
    expect(formatRehearsal(found, String, 'Asia/Shanghai')).to.include(
      'No ticket was received on these days.',
    )
  })
})

describe('the policy of a rehearsal', () => {
  it('is a whole file, or only what differs', () => {
    expect(readFrom(JSON.stringify(samplePolicy))).to.deep.equal(samplePolicy)
    expect(readFrom('{}')).to.deep.equal(samplePolicy)
    const { quietHours, ...rest } = readFrom('{"quietHours": null}')
    expect(quietHours).to.equal(null)
    expect(rest.idle).to.deep.equal(samplePolicy.idle)
  })
  for (const [name, text, problem] of [
    ['an unknown key', '{"REC-4.7":{"afterr":1}}', 'other.json ["REC-4.7"].afterr: is not known here'],
    ['a negative span', '{"idle":{"normal":{"first":"-PT1H"}}}', 'other.json idle.normal.first: '],
    ['a wrong type', '{"idle":7}', 'other.json idle: '],
    ['a list', '[]', 'other.json: '],
    ['nothing', '', 'other.json: is not JSON'],
    ['a ladder upside down', '{"REC-4.8":{"after":{"span":"PT1H","count":"rolling"}}}', 'must be later'],
  ] as const)
    it(`is refused with its place: ${name}`, () => expect(problemsOf(text).join('\n')).to.include(problem))
  it('is refused when there is no such file', () =>
    expect(() => readRehearsedPolicy(join(folder, 'none.json'), samplePolicy)).to.throw(
      'none.json: cannot be read',
    ))
})

describe('the arguments of a rehearsal', () => {
  const good = ['--policy', 'other.json', '--from', '2026-11-01', '--to', '2026-11-30']
  it('are a file and two dates, all communities unless told otherwise', () => {
    const order = { policy: 'other.json', from: '2026-11-01', to: '2026-11-30', community: undefined }
    expect(readRehearsalOrder(good)).to.deep.equal({ order })
    const one = readRehearsalOrder([...good, '--community', 'cuihu'])
    expect(one).to.deep.equal({ order: { ...order, community: 'cuihu' } })
  })
  for (const [name, args, problem] of [
    ['none', [], '--policy is missing'],
    ['no file', ['--policy', '', ...good.slice(2)], '--policy is missing'],
    [
      'an end before the start',
      [...good.slice(0, 4), '--to', '2026-10-31'],
      '--to must not be before --from',
    ],
    ['a date that is none', [...good.slice(0, 4), '--to', '2026-11-31'], '--to must be a date'],
    ['an unknown option', [...good, '--drop', 'all'], 'drop'],
    ['a stray word', [...good, 'now'], 'now'],
  ] as const)
    it(`are refused: ${name}`, () => {
      const read = readRehearsalOrder(args)
      expect('problems' in read ? read.problems.join('\n') : '').to.include(problem)
    })
})
