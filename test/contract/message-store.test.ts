import { expect } from 'chai'
import type { Database } from '../../src/database.ts'
import type { NewMessage } from '../../src/outbox/message.ts'
import { hoursLater, MONDAY_10 } from '../support/builders.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { openTestDatabase } from '../support/test-database.ts'

let count = 0
function aMessage(overrides: Partial<NewMessage> = {}): NewMessage {
  count += 1
  return {
    id: `m${String(count)}`,
    subject: { type: 'ticket', id: `ticket${String(count)}`, version: 1 },
    communityId: 'cuihu',
    kind: 'intake',
    isCard: true,
    facts: {},
    lane: 'task',
    to: { users: ['WangFang', 'ChenJing'] },
    ...overrides,
  }
}
const end = { say: 'taken', facts: {}, version: 2 }
const until = hoursLater(1)

describe('the message store keeps its contract', () => {
  let database: Database & { drop(): Promise<void> }
  let messages: Database['messages']
  beforeEach(async () => {
    database = await openTestDatabase(createFixedClock(MONDAY_10))
    messages = database.messages
  })
  afterEach(() => database.drop())

  async function sent(message: NewMessage, code: string | null = 'code-1'): Promise<void> {
    await messages.enqueue([message], MONDAY_10)
    await messages.claim('sending', MONDAY_10, 'token', until)
    await messages.keepRequest(
      message.id,
      'token',
      { to: 'group', chatId: '', content: '' },
      `task-${message.id}`,
    )
    await messages.markSent(message.id, 'token', {
      at: MONDAY_10,
      viewers: ['WangFang', 'ChenJing'],
      taskId: `task-${message.id}`,
      code: code === null ? null : { code, expiresAt: hoursLater(72) },
    })
  }

  it('queues the same message once', async () => {
    const message = aMessage()
    await Promise.all([messages.enqueue([message], MONDAY_10), messages.enqueue([message], MONDAY_10)])
    expect(await messages.claim('sending', MONDAY_10, 'a', until)).to.include({
      id: message.id,
      state: 'queued',
      attempts: 1,
    })
    expect(await messages.claim('sending', MONDAY_10, 'b', until)).to.equal(undefined)
  })

  it('gives each message to one of many claimers, the most urgent lane first', async () => {
    const lanes = ['digest', 'task', 'danger', 'escalation'] as const
    await messages.enqueue(
      lanes.map((lane) => aMessage({ lane })),
      MONDAY_10,
    )
    const order: string[] = []
    for (let n = 0; n < 4; n += 1)
      order.push((await messages.claim('sending', MONDAY_10, `t${String(n)}`, until))?.lane ?? '')
    expect(order).to.deep.equal(['danger', 'escalation', 'task', 'digest'])
    await messages.enqueue(
      Array.from({ length: 10 }, () => aMessage()),
      MONDAY_10,
    )
    const claimed = await Promise.all(
      Array.from({ length: 20 }, (_, n) => messages.claim('sending', MONDAY_10, `c${String(n)}`, until)),
    )
    expect(new Set(claimed.flatMap((message) => message?.id ?? [])).size).to.equal(10)
  })

  it('hands a claim that has run out to the next, and the slow one loses', async () => {
    const message = aMessage()
    await messages.enqueue([message], MONDAY_10)
    await messages.claim('sending', MONDAY_10, 'slow', until)
    expect((await messages.claim('sending', until, 'next', hoursLater(2)))?.id).to.equal(message.id)
    expect(
      await messages.keepRequest(message.id, 'slow', { to: 'group', chatId: '', content: '' }, null),
    ).to.equal(false)
    await messages.markDead(message.id, 'slow', 'x')
    expect(await messages.countByState()).to.deep.equal({ queued: 1 })
  })

  it('keeps the request for a repeat after an unknown outcome and forgets it after a refusal', async () => {
    const message = aMessage()
    const request = { to: 'group' as const, chatId: 'g', content: 'x' }
    await messages.enqueue([message], MONDAY_10)
    for (const [outcome, kept] of [
      ['unknown', request],
      ['refused', null],
    ] as const) {
      await messages.claim('sending', MONDAY_10, 'token', until)
      await messages.keepRequest(message.id, 'token', request, null)
      await messages.putOff(message.id, 'token', MONDAY_10, outcome)
      expect((await messages.claim('sending', MONDAY_10, 'look', MONDAY_10))?.request).to.deep.equal(kept)
      await messages.putOff(message.id, 'look', MONDAY_10, 'unknown')
    }
  })

  it('ends earlier cards only: sent ones are shown the end, waiting ones are dropped', async () => {
    const subject = { type: 'ticket' as const, id: 'T', version: 1 }
    const old = aMessage({ subject })
    await sent(old)
    const waiting = aMessage({ subject })
    const newer = aMessage({ subject: { ...subject, version: 2 } })
    const words = aMessage({ subject, isCard: false, kind: 'taken' })
    await messages.enqueue([waiting, newer, words], MONDAY_10)
    await messages.settle({ ...subject, version: 2 }, 'all', end, MONDAY_10)
    await messages.settle({ ...subject, version: 2 }, 'all', end, MONDAY_10)
    const settling = await messages.claim('settling', MONDAY_10, 's', until)
    expect(settling).to.deep.include({ id: old.id, settlement: end })
    expect(await messages.claim('settling', MONDAY_10, 's2', until)).to.equal(undefined)
    expect(await messages.countByState()).to.deep.equal({ sent: 1, dropped: 1, queued: 2 })
  })

  it('shows the end also of a card that was on its way when it ended', async () => {
    const message = aMessage()
    await messages.enqueue([message], MONDAY_10)
    await messages.claim('sending', MONDAY_10, 'token', until)
    await messages.settle(message.subject!, 'all', end, MONDAY_10)
    await messages.markSent(message.id, 'token', {
      at: MONDAY_10,
      viewers: ['WangFang'],
      taskId: 'task',
      code: null,
    })
    expect((await messages.claim('settling', MONDAY_10, 's', until))?.id).to.equal(message.id)
  })

  it('gives a response code out once', async () => {
    const message = aMessage()
    await sent(message)
    await messages.addCode(`task-${message.id}`, { code: 'code-2', expiresAt: hoursLater(72) }, MONDAY_10)
    await messages.addCode(`task-${message.id}`, { code: 'code-2', expiresAt: hoursLater(72) }, MONDAY_10)
    expect((await messages.findByTaskId(`task-${message.id}`))?.codes.map(({ code }) => code)).to.deep.equal([
      'code-1',
      'code-2',
    ])
    await messages.settleOne(message.id, end, MONDAY_10)
    await messages.claim('settling', MONDAY_10, 's', until)
    const takes = await Promise.all([
      messages.takeCode(message.id, 's', { code: 'code-2', expiresAt: hoursLater(72) }),
      messages.takeCode(message.id, 's', { code: 'code-2', expiresAt: hoursLater(72) }),
    ])
    expect(takes.filter(Boolean)).to.have.length(1)
  })

  it('a card that had no code left changes as soon as a tap brings one', async () => {
    const message = aMessage()
    await sent(message, null)
    await messages.settleOne(message.id, end, MONDAY_10)
    await messages.claim('settling', MONDAY_10, 's', until)
    await messages.settled(message.id, 's', 'stale', MONDAY_10)
    expect(await messages.claim('settling', until, 's', until)).to.equal(undefined)
    await messages.addCode(`task-${message.id}`, { code: 'fresh', expiresAt: hoursLater(72) }, MONDAY_10)
    expect((await messages.claim('settling', MONDAY_10, 's', until))?.id).to.equal(message.id)
  })

  it('knows when there is next something to do, and gives back the claims of the dead', async () => {
    expect(await messages.nextDueAt()).to.equal(undefined)
    await messages.enqueue([aMessage()], MONDAY_10)
    await messages.claim('sending', MONDAY_10, 'dead', until)
    expect(await messages.nextDueAt()).to.deep.equal(until)
    await messages.releaseClaims(MONDAY_10)
    expect(await messages.nextDueAt()).to.deep.equal(MONDAY_10)
  })
})
