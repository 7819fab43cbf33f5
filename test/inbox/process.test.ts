import { expect } from 'chai'
import { fake } from 'sinon'
import { DeskError } from '../../src/errors.ts'
import type { DeskEvent } from '../../src/inbox/desk-event.ts'
import { createProcess } from '../../src/inbox/process.ts'
import { MONDAY_10 } from '../support/builders.ts'
import { aText } from '../support/events.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { createMemoryInbox } from '../support/memory-inbox.ts'
import { createCapturedLog } from '../wecom/support/captured-log.ts'

const GIVE_UP_MS = 3_600_000

function aStage(handle: (event: DeskEvent) => Promise<void>) {
  const clock = createFixedClock(MONDAY_10)
  const inbox = createMemoryInbox()
  const log = createCapturedLog()
  const handled = fake(handle)
  const onGivenUp = fake.resolves(undefined)
  const process = createProcess({
    inbox,
    handle: handled,
    onGivenUp,
    clock,
    logger: log.logger,
    leaseMs: 60_000,
    giveUpAfterMs: GIVE_UP_MS,
    backoff: { firstMs: 2000, mostMs: 60_000 },
    random: () => 1,
  })
  const contents = () => handled.args.map(([event]) => (event.kind === 'text' ? event.content : ''))
  return {
    clock,
    inbox,
    log,
    handled,
    contents,
    onGivenUp,
    process,
    add: (event: DeskEvent) => inbox.add(event, clock.now()),
  }
}
const failOn = (content: string) => (event: DeskEvent) =>
  event.kind === 'text' && event.content === content
    ? Promise.reject(new DeskError('record_contended', 'busy'))
    : Promise.resolve()

describe('working off the inbox', () => {
  it('handles what waits, oldest first, each once', async () => {
    const stage = aStage(() => Promise.resolve())
    for (const content of ['a', 'b', 'c']) {
      await stage.add(aText(content))
      stage.clock.forward(1)
    }
    expect(await stage.process()).to.equal(3)
    expect(stage.contents()).to.deep.equal(['a', 'b', 'c'])
    expect(await stage.process()).to.equal(0)
  })

  it('puts a failed event off with growing waits while the others go on', async () => {
    const stage = aStage(failOn('bad'))
    const bad = aText('bad')
    await stage.add(bad)
    await stage.add(aText('good'))
    expect(await stage.process()).to.equal(2)
    expect(stage.contents()).to.deep.equal(['bad', 'good'])
    const waits: number[] = []
    for (let n = 0; n < 6; n += 1) {
      const dueAt = stage.inbox.row(bad.deliveryId).dueAt
      waits.push(dueAt.getTime() - stage.clock.now().getTime())
      stage.clock.set(dueAt)
      await stage.process()
    }
    expect(waits).to.deep.equal([2000, 4000, 8000, 16_000, 32_000, 60_000])
    expect(stage.log.lines[0]).to.include({ code: 'record_contended', eventId: bad.deliveryId, attempts: 1 })
  })

  it('handles it in the end', async () => {
    let fails = 2
    const stage = aStage(() => (fails-- > 0 ? Promise.reject(new Error('not yet')) : Promise.resolve()))
    const event = aText('漏水')
    await stage.add(event)
    for (let n = 0; n < 3; n += 1) {
      await stage.process()
      stage.clock.forward(60_000)
    }
    expect(stage.inbox.row(event.deliveryId)).to.include({ state: 'handled', attempts: 3 })
    expect(stage.onGivenUp.callCount).to.equal(0)
  })

  it('gives up after the time, keeps the event and tells of it once', async () => {
    const stage = aStage(failOn('bad'))
    const bad = aText('bad')
    await stage.add(bad)
    stage.clock.forward(GIVE_UP_MS)
    await stage.process()
    expect(stage.inbox.row(bad.deliveryId).state, 'not a moment too early').to.equal('waiting')
    stage.clock.forward(2000)
    await stage.process()
    expect(stage.inbox.row(bad.deliveryId)).to.include({ state: 'failed', errorCode: 'record_contended' })
    expect(stage.onGivenUp.args).to.deep.equal([[bad, bad.deliveryId]])
    expect(await stage.process()).to.equal(0)
  })

  it('an event that cannot be read stops no other, and is given up in the end', async () => {
    const stage = aStage(() => Promise.resolve())
    await stage.add(aText('漏水'))
    const broken = aText('坏')
    await stage.add(broken)
    // As an older or newer version of the desk may have stored it.
    Object.assign(stage.inbox.row(broken.deliveryId), { event: { kind: 'text' } })
    expect(await stage.process()).to.equal(2)
    expect(stage.contents()).to.deep.equal(['漏水'])
    stage.clock.forward(GIVE_UP_MS + 1)
    await stage.process()
    expect(stage.inbox.row(broken.deliveryId).state).to.equal('failed')
    expect(stage.onGivenUp.args).to.deep.equal([[undefined, broken.deliveryId]])
  })

  it('a handler that throws at once counts as failed, too', async () => {
    const stage = aStage(() => {
      throw new TypeError('bug')
    })
    await stage.add(aText('漏水'))
    expect(await stage.process()).to.equal(1)
    expect(stage.log.lines).to.have.length(1)
  })

  it('replays an event when only the mark was lost', async () => {
    const stage = aStage(() => Promise.resolve())
    const event = aText('漏水')
    await stage.add(event)
    const markHandled = stage.inbox.markHandled.bind(stage.inbox)
    stage.inbox.markHandled = () => Promise.reject(new Error('no connection'))
    await stage.process()
    stage.inbox.markHandled = markHandled
    stage.clock.forward(60_000)
    await stage.process()
    expect(stage.handled.callCount).to.equal(2)
    expect(stage.inbox.row(event.deliveryId).state).to.equal('handled')
  })

  it('two workers at once handle each event once', async () => {
    const stage = aStage(() => new Promise((resolve) => setImmediate(resolve)))
    for (let n = 0; n < 10; n += 1) await stage.add(aText(String(n)))
    const counts = await Promise.all([stage.process(), stage.process()])
    expect(counts[0] + counts[1]).to.equal(10)
    expect(new Set(stage.contents()).size).to.equal(10)
    expect(stage.handled.callCount).to.equal(10)
  })

  it('keeps what people wrote out of the log', async () => {
    const stage = aStage(failOn('3栋 张女士 漏水'))
    await stage.add(aText('3栋 张女士 漏水'))
    await stage.process()
    expect(stage.log.text()).to.not.include('张女士')
  })
})
