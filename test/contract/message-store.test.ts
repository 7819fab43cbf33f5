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

  it('knows who says the same, at once or before, and asks only who holds the message', async () => {
    const [first, second, third] = [aMessage(), aMessage(), aMessage()]
    await messages.enqueue([first, second, third], MONDAY_10)
    for (const token of ['1', '2', '3']) await messages.claim('sending', MONDAY_10, token, until)
    const note = ({ id }: NewMessage, token: string, content: string, now = MONDAY_10) =>
      messages.noteContent(id, token, content, now, new Date(now.getTime() - 1000))
    expect(await note(first, 'other', 'a')).to.equal(false)
    expect(await note(second, '2', 'a')).to.equal(false)
    expect((await Promise.all([note(first, '1', 'b'), note(third, '3', 'b')])).some(Boolean)).to.equal(true)
    expect(await note(second, '2', 'b', hoursLater(9))).to.equal(true)
    const over = { at: MONDAY_10, viewers: [], taskId: null, code: null }
    await messages.markSent(first.id, '1', over)
    await messages.markSent(third.id, '3', over)
    expect(await note(second, '2', 'b', hoursLater(9))).to.equal(false)
    expect(await note(second, '2', 'b', new Date(MONDAY_10.getTime() + 1000))).to.equal(true)
    const found = await messages.claim('sending', until, 'look', hoursLater(2))
    expect(found).to.include({ id: second.id }).and.not.to.have.any.keys('content', 'contentAt')
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

  it('holds what must not be sent before an instant, and counts it as queued from then on', async () => {
    const message = aMessage({ notBefore: hoursLater(9) })
    await messages.enqueue([message], MONDAY_10)
    expect(await messages.claim('sending', hoursLater(8.99), 'a', until)).to.equal(undefined)
    expect(await messages.nextDueAt()).to.deep.equal(hoursLater(9))
    expect(await messages.claim('sending', hoursLater(9), 'a', hoursLater(10))).to.deep.include({
      id: message.id,
      queuedAt: hoursLater(9),
    })
    const late = aMessage({ notBefore: hoursLater(-1) })
    await messages.enqueue([late], MONDAY_10)
    expect(await messages.claim('sending', MONDAY_10, 'a', until)).to.deep.include({ queuedAt: MONDAY_10 })
  })

  it('counts what was left behind by community, neither what is held nor what is being sent', async () => {
    const [first, second, other] = [aMessage(), aMessage(), aMessage({ communityId: 'bihai' })]
    await messages.enqueue([first], hoursLater(-2))
    await messages.enqueue([second, other, aMessage({ notBefore: hoursLater(9) })], hoursLater(-1))
    const waiting = await messages.leftBehind(hoursLater(-1), 10)
    expect(waiting).to.have.deep.members([
      { communityId: 'cuihu', oldestId: first.id, dueAt: hoursLater(-2), count: 2 },
      { communityId: 'bihai', oldestId: other.id, dueAt: hoursLater(-1), count: 1 },
    ])
    expect(await messages.leftBehind(hoursLater(-1.5), 10)).to.have.length(1)
    await messages.claim('sending', MONDAY_10, 'token', until)
    expect((await messages.leftBehind(hoursLater(-1), 10)).map(({ count }) => count)).to.deep.equal([1, 1])
  })

  it('shows an end at its instant, unless a later one takes its place before anybody has seen it', async () => {
    const message = aMessage()
    const subject = message.subject ?? { type: 'ticket' as const, id: '', version: 0 }
    await sent(message)
    const again = { say: 'alarmed_again', facts: {}, version: 2 }
    await messages.settle(subject, ['intake'], again, hoursLater(9))
    expect(await messages.claim('settling', hoursLater(8), 'a', until)).to.equal(undefined)
    const taken = { say: 'taken', facts: {}, version: 3 }
    await messages.settle(subject, 'all', taken, hoursLater(1))
    await messages.settle(subject, ['intake'], again, hoursLater(9))
    const shown = await messages.claim('settling', hoursLater(1), 'a', hoursLater(2))
    expect(shown?.settlement).to.deep.equal(taken)
    await messages.settle(subject, 'all', { ...taken, version: 4 }, hoursLater(1))
    expect((await messages.findByTaskId(`task-${message.id}`))?.settlement).to.deep.equal(taken)
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

describe('the message store keeps its contract where quota is short', () => {
  let database: Database & { drop(): Promise<void> }
  let messages: Database['messages']
  beforeEach(async () => {
    database = await openTestDatabase(createFixedClock(MONDAY_10))
    messages = database.messages
  })
  afterEach(() => database.drop())

  const claim = (token = 'token', now = MONDAY_10) => messages.claim('sending', now, token, until)
  const aText = (overrides: Partial<NewMessage> = {}) =>
    aMessage({ isCard: false, kind: 'reminder', lane: 'reminder', to: { users: ['WangFang'] }, ...overrides })

  const holdBelow = (queues: string[], end = hoursLater(0.5)) =>
    messages.hold(
      queues.map((queue) => ({ queue, until: end })),
      'task',
    )

  it('sets messages aside all of whose receivers are held, danger by holds of its own', async () => {
    const alone = aText()
    const both = aText({ to: { users: ['WangFang', 'LiuYang'] } })
    const group = aText({ to: { chatId: 'g' } })
    const fire = aText({ lane: 'danger' })
    const flood = aText({ lane: 'danger', to: { users: ['ChenJing'] } })
    await messages.enqueue([alone, both, group, fire, flood], MONDAY_10)
    await holdBelow(['member:wangfang', 'member:chenjing', 'group:g'])
    await messages.hold([{ queue: 'member:chenjing', until: hoursLater(0.25) }], 'danger')
    expect((await claim('1'))?.id).to.equal(fire.id)
    expect((await claim('2'))?.id).to.equal(both.id)
    expect(await claim('3')).to.equal(undefined)
    expect(await messages.nextDueAt()).to.deep.equal(hoursLater(0.25))
    expect((await claim('4', hoursLater(0.25)))?.id).to.equal(flood.id)
    expect(await claim('5', hoursLater(0.49))).to.equal(undefined)
    expect([
      (await claim('6', hoursLater(0.5)))?.id,
      (await claim('7', hoursLater(0.5)))?.id,
    ]).to.have.members([alone.id, group.id])
    expect(await messages.nextDueAt()).to.deep.equal(until)
  })

  it('sets aside the message that met the quota as if nobody had looked at it', async () => {
    const message = aText()
    await messages.enqueue([message], MONDAY_10)
    const claimed = { id: message.id, queuedAt: MONDAY_10 }
    await claim('token', hoursLater(0.1))
    const hold = { queue: 'member:wangfang', until: hoursLater(0.5) }
    await messages.hold([hold], 'reminder', { ...claimed, token: 'other' })
    expect((await messages.countWaiting()).map(({ waits }) => waits)).to.deep.equal(['due'])
    await messages.hold([hold], 'reminder', { ...claimed, token: 'token' })
    expect((await messages.countWaiting()).map(({ waits }) => waits)).to.deep.equal(['held'])
    expect(await claim('x', hoursLater(0.49))).to.equal(undefined)
    expect(await claim('y', hoursLater(0.5))).to.include({ id: message.id, attempts: 1 })
  })

  it('lets thousands in again little by little, the most urgent first, at their old places', async () => {
    const tasks = Array.from({ length: 130 }, () => aText({ lane: 'task' }))
    await messages.enqueue(tasks, MONDAY_10)
    await messages.enqueue([aText({ id: 'alarm', lane: 'escalation' })], hoursLater(0.001))
    await holdBelow(['member:wangfang'])
    const now = hoursLater(0.5)
    expect((await claim('first', now))?.id).to.equal('alarm')
    const inside = async () =>
      (await messages.countWaiting()).filter(({ waits }) => waits === 'due').map(({ count }) => count)
    expect((await inside()).reduce((sum, count) => sum + count, 0)).to.be.below(60)
    const order: (string | undefined)[] = []
    while (order.length < tasks.length) order.push((await claim('next', now))?.id)
    expect(order).to.deep.equal(tasks.map(({ id }) => id).toSorted())
    expect(await claim('none', now)).to.equal(undefined)
  })

  it('neither a repeat nor what somebody holds is set aside; an ended message stays ended', async () => {
    const [repeat, taken, card] = [aText(), aText(), aMessage({ to: { users: ['WangFang'] } })]
    await messages.enqueue([repeat], MONDAY_10)
    await claim('a')
    await messages.keepRequest(repeat.id, 'a', { to: 'group', chatId: '', content: '' }, null)
    await messages.putOff(repeat.id, 'a', MONDAY_10, 'unknown')
    await messages.enqueue([taken], hoursLater(-1))
    await claim('b')
    await messages.enqueue([card], MONDAY_10)
    await holdBelow(['member:wangfang'])
    expect((await claim('c'))?.id).to.equal(repeat.id)
    await messages.settle({ ...card.subject!, version: 9 }, 'all', { ...end, version: 9 }, MONDAY_10)
    expect(await claim('d', hoursLater(0.5))).to.equal(undefined)
  })

  it('a hold that is renewed while it is being ended goes on', async () => {
    await messages.enqueue([aText()], MONDAY_10)
    await holdBelow(['member:wangfang'], hoursLater(0.1))
    await Promise.all([
      ...Array.from({ length: 5 }, (_, n) => claim(`token-${String(n)}`, hoursLater(0.1))),
      messages.enqueue([aText()], MONDAY_10),
      holdBelow(['member:wangfang']),
    ])
    await messages.releaseClaims(MONDAY_10)
    await holdBelow(['member:wangfang'])
    const found = [await claim('x', hoursLater(0.5)), await claim('y', hoursLater(0.5))]
    expect(found.every((message) => message !== undefined)).to.equal(true)
  })

  it('a released queue is open at once', async () => {
    await messages.enqueue([aText()], MONDAY_10)
    await holdBelow(['member:wangfang'])
    expect(await claim()).to.equal(undefined)
    await messages.release('member:nobody')
    await messages.release('member:wangfang')
    expect(await claim()).to.not.equal(undefined)
  })

  it('counts what waits by lane, and since when', async () => {
    await messages.enqueue([aText(), aText()], MONDAY_10)
    await messages.enqueue([aText({ lane: 'danger' })], hoursLater(-1))
    await holdBelow(['member:wangfang'])
    await claim('t')
    expect(await messages.countWaiting()).to.have.deep.members([
      { lane: 'reminder', waits: 'held', count: 2, oldest: MONDAY_10 },
      { lane: 'danger', waits: 'due', count: 1, oldest: hoursLater(-1) },
    ])
  })

  it('gives a message back as if nobody had looked at it', async () => {
    const [first, second] = [aText(), aText()]
    await messages.enqueue([first], MONDAY_10)
    await messages.enqueue([second], hoursLater(0.001))
    await claim()
    await messages.giveBack(first.id, 'other', MONDAY_10)
    expect(await claim('x')).to.equal(undefined)
    await messages.giveBack(first.id, 'token', MONDAY_10)
    expect(await messages.claim('sending', hoursLater(1), 't', hoursLater(2))).to.include({
      id: first.id,
      attempts: 1,
    })
  })

  it('splits a message once, however often it is asked, and only for who holds it', async () => {
    const message = aMessage({ to: { users: ['WangFang', 'ChenJing', 'LiuYang'] } })
    await messages.enqueue([message], MONDAY_10)
    const claimed = await claim()
    expect(await messages.split(claimed!, 'other', ['WangFang'], ['ChenJing'])).to.equal(false)
    for (let time = 0; time < 2; time += 1)
      expect(await messages.split(claimed!, 'token', ['WangFang'], ['ChenJing', 'LiuYang'])).to.equal(true)
    const rest = await claim('rest')
    expect(rest).to.deep.include({
      to: { users: ['ChenJing', 'LiuYang'] },
      subject: message.subject,
      queuedAt: MONDAY_10,
    })
    expect(await claim('more')).to.equal(undefined)
    await messages.releaseClaims(MONDAY_10)
    expect(await claim('again')).to.deep.include({
      to: { users: ['WangFang'] },
      splitOff: ['ChenJing', 'LiuYang'],
    })
  })

  it('sends no rest of a message that was ended while it was split', async () => {
    const message = aMessage()
    await messages.enqueue([message], MONDAY_10)
    const claimed = await claim()
    await messages.settle({ ...message.subject!, version: 2 }, 'all', end, MONDAY_10)
    await messages.split(claimed!, 'token', ['WangFang'], ['ChenJing'])
    expect(await claim('rest')).to.equal(undefined)
    expect(await messages.countByState()).to.deep.equal({ queued: 1, dropped: 1 })
  })

  it('folds what waits for the same person, neither what is claimed nor what speaks for others', async () => {
    const [first, second, third, fourth] = [aText(), aText(), aText(), aText()]
    const others = [
      aText({ kind: 'other' }),
      aText({ to: { users: ['ChenJing'] } }),
      aMessage({ lane: 'digest' }),
    ]
    await messages.enqueue([first, second, third, fourth, ...others], MONDAY_10)
    const leader = await claim('a')
    const busy = await claim('b')
    const found = await messages.foldable(leader!, 20)
    expect(found.map(({ id }) => id)).to.deep.equal([third.id, fourth.id])
    expect(await messages.foldable(leader!, 1)).to.have.length(1)
    expect(await messages.fold(leader!, 'lost', [third.id])).to.deep.equal([])
    const folded = await messages.fold(leader!, 'a', [third.id, busy!.id])
    expect(folded.map(({ id, state }) => ({ id, state }))).to.deep.equal([{ id: third.id, state: 'folded' }])
    expect(await messages.fold(leader!, 'a', [])).to.have.length(1)
    await messages.giveBack(leader!.id, 'a', MONDAY_10)
    expect((await messages.foldable(busy!, 20)).map(({ id }) => id)).to.deep.equal([fourth.id])
  })

  it('puts a code back, so that it can be taken again', async () => {
    const message = aMessage()
    const code = { code: 'code-1', expiresAt: hoursLater(72) }
    await messages.enqueue([message], MONDAY_10)
    await claim()
    const sent = { at: MONDAY_10, viewers: ['WangFang'], taskId: 'task', code }
    await messages.markSent(message.id, 'token', sent)
    await messages.settleOne(message.id, end, MONDAY_10)
    await messages.claim('settling', MONDAY_10, 's', until)
    expect(await messages.takeCode(message.id, 's', code)).to.equal(true)
    await messages.returnCode(message.id, 's', code, MONDAY_10)
    const again = await messages.claim('settling', MONDAY_10, 's2', until)
    expect(again).to.deep.include({ codes: [code], settlingCode: null })
  })

  it('knows who has heard of a change', async () => {
    const subject = { type: 'ticket' as const, id: 'T', version: 3 }
    const message = aMessage({ subject })
    await messages.enqueue([message], MONDAY_10)
    expect(await messages.isTold(subject, 'WangFang', MONDAY_10), 'it may be dropped').to.equal(false)
    await claim()
    await messages.markSent(message.id, 'token', { at: MONDAY_10, viewers: [], taskId: null, code: null })
    expect(await messages.isTold(subject, 'wangfang', MONDAY_10)).to.equal(true)
    expect(await messages.isTold({ ...subject, version: 4 }, 'WangFang', MONDAY_10)).to.equal(false)
    expect(await messages.isTold(subject, 'LiuYang', MONDAY_10)).to.equal(false)
    expect(await messages.isTold(subject, 'WangFang', hoursLater(1)), 'it came before').to.equal(false)
  })

  it('queues dead letters again, once, except those whose matter was ended', async () => {
    const [lost, over] = [aMessage(), aMessage()]
    const elsewhere = aMessage({ communityId: 'other' })
    await messages.enqueue([lost, over, elsewhere], MONDAY_10)
    for (let n = 0; n < 3; n += 1)
      await messages.markDead((await claim(`t${String(n)}`))!.id, `t${String(n)}`, 'x')
    await messages.settle({ ...over.subject!, version: 2 }, 'all', end, MONDAY_10)
    expect(await messages.revive('cuihu', hoursLater(5))).to.equal(1)
    expect(await messages.revive('cuihu', hoursLater(5))).to.equal(0)
    expect(await messages.claim('sending', hoursLater(5), 't', hoursLater(6))).to.deep.include({
      id: lost.id,
      attempts: 1,
      queuedAt: hoursLater(5),
    })
  })

  it('tells what went out, and what may have', async () => {
    const [old, recent, uncertain] = [aText(), aText(), aText()]
    await messages.enqueue([old, recent, uncertain, aText()], MONDAY_10)
    const sent = { viewers: [], taskId: null, code: null }
    await claim('1')
    await messages.markSent(old.id, '1', { ...sent, at: MONDAY_10 })
    await claim('2')
    await messages.markSent(recent.id, '2', { ...sent, at: hoursLater(2) })
    await claim('3')
    await messages.keepRequest(uncertain.id, '3', { to: 'group', chatId: '', content: '' }, null)
    expect(await messages.deliveredSince(hoursLater(1), hoursLater(3))).to.deep.equal([
      { to: { users: ['WangFang'] }, at: hoursLater(2) },
      { to: { users: ['WangFang'] }, at: hoursLater(3) },
    ])
  })
})
