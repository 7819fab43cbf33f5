import { expect } from 'chai'
import { createOwnerDoor } from '../../src/outbox/owner-door.ts'
import type { Message, NewMessage } from '../../src/outbox/message.ts'
import type { OwnerChat } from '../../src/services/owner-talks.ts'
import { hoursLater, MONDAY_10 } from '../support/builders.ts'
import { createMemoryTalks } from '../support/memory-talks.ts'
import { createStage, type Stage } from './stage.ts'

const ZHANG: OwnerChat = { externalUserId: 'wmOwnerZhang', openKfId: 'wkDesk1' }
const budget = { window: { limit: 5, spanMs: 48 * 3_600_000 }, reserve: 3 }

describe('the door before an owner on WeChat', () => {
  let talks: ReturnType<typeof createMemoryTalks>
  let stage: Stage
  let calls: Message[]
  const clock = { now: () => stage.clock.now() }

  beforeEach(async () => {
    talks = createMemoryTalks()
    calls = []
    stage = createStage({
      ownerDoor: createOwnerDoor({
        talks,
        budget: () => budget,
        askForCall: (message) => Promise.resolve(void calls.push(message)),
        clock,
      }),
    })
    stage.says({ form: 'text', text: '已处理完成' })
    await talks.wrote(ZHANG, MONDAY_10, 'i1', MONDAY_10)
  })

  let count = 0
  async function sends(kind: string, message: Partial<NewMessage> = {}): Promise<string> {
    count += 1
    const id = `o${String(count)}`
    await stage.queue({ id, kind, isCard: false, lane: 'answer', to: { owner: ZHANG }, ...message })
    await stage.dispatch()
    return stage.messages.get(id).state
  }
  const called = () => calls.map(({ kind }) => kind)
  const tried = () => stage.platform.arrivals.length

  it('lets five messages through and has the front desk ring him up with the sixth, which is not tried', async () => {
    for (const kind of ['registered', 'taken', 'stopped', 'reopened', 'done'])
      expect(await sends(kind)).to.equal('sent')
    expect(await sends('done')).to.equal('dropped')
    expect(tried()).to.equal(5)
    expect(called()).to.deep.equal(['done'])
  })

  it('lets chatter use only what the reserve leaves', async () => {
    expect(await sends('amended')).to.equal('sent')
    expect(await sends('attached')).to.equal('sent')
    expect(await sends('attached')).to.equal('dropped')
    for (const kind of ['taken', 'done', 'reopened']) expect(await sends(kind)).to.equal('sent')
    expect(called(), 'nobody rings up for chatter').to.deep.equal([])
  })

  it('counts anew when he writes again, and a message that is tried twice once', async () => {
    for (let turn = 0; turn < 5; turn += 1) await sends('taken')
    await talks.wrote(ZHANG, hoursLater(1), 'i2', MONDAY_10)
    stage.platform.failNext(-1)
    expect(await sends('taken')).to.equal('queued')
    await stage.dispatchLater()
    expect((await talks.find(ZHANG))?.sentIds).to.have.length(1)
  })

  it('is shut 48 hours after he wrote last', async () => {
    stage.clock.set(hoursLater(47.9))
    expect(await sends('taken')).to.equal('sent')
    stage.clock.set(hoursLater(48))
    expect(await sends('done')).to.equal('dropped')
    expect(tried()).to.equal(1)
    expect(called()).to.deep.equal(['done'])
  })

  it('is shut while a servicer talks and after the chat has ended, until he writes', async () => {
    for (const why of ['servicer', 'ended'] as const) {
      await talks.shut(ZHANG, why, hoursLater(1))
      expect(await sends('done')).to.equal('dropped')
    }
    await talks.wrote(ZHANG, hoursLater(2), 'i2', MONDAY_10)
    expect(await sends('done')).to.equal('sent')
    expect(tried()).to.equal(1)
  })

  it('a refusal that nobody could foresee leads to the same call, and nothing more is tried', async () => {
    for (const errcode of [95001, 95002, 95018]) {
      await talks.wrote(ZHANG, hoursLater(errcode - 95000), 'i', MONDAY_10)
      stage.clock.set(hoursLater(errcode - 95000))
      stage.platform.failNext(errcode)
      expect(await sends('done')).to.equal('dropped')
      expect(await sends('taken')).to.equal('dropped')
    }
    expect(called()).to.deep.equal(['done', 'taken', 'done', 'taken', 'done', 'taken'])
    expect(tried()).to.equal(0)
  })

  it('an answer about no ticket is dropped in silence, and one to a member is none of its business', async () => {
    await talks.shut(ZHANG, 'ended', MONDAY_10)
    expect(await sends('say', { subject: null })).to.equal('dropped')
    expect(called()).to.deep.equal([])
    expect(await sends('say', { subject: null, to: { users: ['WangFang'] } })).to.equal('sent')
  })

  it('one whose chat is not known yet is tried', async () => {
    expect(await sends('done', { to: { owner: { ...ZHANG, externalUserId: 'wmOwnerLi' } } })).to.equal('sent')
  })
})
