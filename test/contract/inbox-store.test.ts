import { expect } from 'chai'
import type { Database } from '../../src/database.ts'
import type { DeskEvent } from '../../src/inbox/desk-event.ts'
import { hoursLater, MONDAY_10 } from '../support/builders.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { openTestDatabase } from '../support/test-database.ts'

const event = (deliveryId: string): DeskEvent => ({
  kind: 'text',
  deliveryId,
  from: 'ZhaoQiang',
  at: MONDAY_10,
  content: '漏水',
})

describe('the inbox and prompt stores keep their contracts', () => {
  let database: Database & { drop(): Promise<void> }
  before(async () => {
    database = await openTestDatabase(createFixedClock(MONDAY_10))
  })
  after(() => database.drop())

  it('stores a delivery once, also when it comes twice at once', async () => {
    const added = await Promise.all([
      database.inbox.add(event('msg:1'), MONDAY_10),
      database.inbox.add(event('msg:1'), MONDAY_10),
    ])
    expect(added.filter(Boolean)).to.have.length(1)
    const entry = await database.inbox.claim(MONDAY_10, 'a', hoursLater(1))
    expect(entry?.event).to.deep.equal(event('msg:1'))
    expect(await database.inbox.claim(MONDAY_10, 'b', hoursLater(1))).to.equal(undefined)
  })

  it('replays what was not handled in time, and a handled event never again', async () => {
    expect((await database.inbox.claim(hoursLater(1), 'c', hoursLater(2)))?.attempts).to.equal(2)
    await database.inbox.markHandled('msg:1', 'a', MONDAY_10)
    expect(await database.inbox.nextDueAt()).to.deep.equal(hoursLater(2))
    await database.inbox.markHandled('msg:1', 'c', MONDAY_10)
    expect(await database.inbox.nextDueAt()).to.equal(undefined)
    expect(await database.inbox.add(event('msg:1'), MONDAY_10)).to.equal(false)
  })

  it('keeps one question a person; answering an older one leaves the newer open', async () => {
    const older = { userId: 'WangFang', ask: 'note' as const, recordId: 't1', expiresAt: hoursLater(1) }
    const newer = { ...older, ask: 'result' as const }
    await database.prompts.set(older, 'msg:5')
    await database.prompts.set(newer, 'msg:6')
    await database.prompts.answered(older, 'msg:7')
    expect(await database.prompts.open('wangfang', 'msg:8', MONDAY_10)).to.deep.equal({
      ...newer,
      userId: 'wangfang',
    })
    expect(await database.prompts.open('WangFang', 'msg:8', hoursLater(1))).to.equal(undefined)
  })

  it('shows an answered question to a replay of its answer only: the answer must not become a report', async () => {
    const prompt = {
      userId: 'ChenJing',
      ask: 'close_reason' as const,
      recordId: 't2',
      expiresAt: hoursLater(1),
    }
    await database.prompts.set(prompt, 'msg:4')
    await database.prompts.answered(prompt, 'msg:9')
    expect(await database.prompts.open('ChenJing', 'msg:10', MONDAY_10)).to.equal(undefined)
    expect(await database.prompts.open('ChenJing', 'msg:9', hoursLater(5))).to.deep.equal(prompt)
    await database.prompts.set(prompt, 'msg:4')
    expect(await database.prompts.open('ChenJing', 'msg:10', MONDAY_10)).to.equal(undefined)
  })
})
