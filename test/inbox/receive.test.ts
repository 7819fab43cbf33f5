import { expect } from 'chai'
import { fake, useFakeTimers } from 'sinon'
import type { DeskEvent } from '../../src/inbox/desk-event.ts'
import { createReceiver } from '../../src/inbox/receive.ts'
import { MONDAY_10 } from '../support/builders.ts'
import { aText } from '../support/events.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { createCapturedLog } from '../wecom/support/captured-log.ts'

const away = () => Promise.reject(new Error('no connection'))
const forever = () => new Promise<boolean>(() => undefined)

function aStage(
  add: (event: DeskEvent) => Promise<boolean>,
  spoolAdd: (event: DeskEvent) => Promise<void> = () => Promise.resolve(),
) {
  const spooled = fake(spoolAdd)
  const onStored = fake()
  const log = createCapturedLog()
  const receive = createReceiver({
    inbox: { add },
    spool: { add: spooled },
    clock: createFixedClock(MONDAY_10),
    logger: log.logger,
    onStored,
  })
  return { receive, spooled, onStored, log }
}

describe('the receiver', () => {
  it('stores in the inbox and wakes the desk', async () => {
    const stage = aStage(() => Promise.resolve(true))
    await stage.receive(aText('漏水'))
    expect(stage.spooled.callCount).to.equal(0)
    expect(stage.onStored.callCount).to.equal(1)
  })

  it('takes a repeated delivery for stored', async () => {
    const stage = aStage(() => Promise.resolve(false))
    await stage.receive(aText('漏水'))
    expect(stage.spooled.callCount).to.equal(0)
  })

  it('falls back to the spool when the store rejects', async () => {
    const stage = aStage(away)
    const event = aText('3栋2单元501 张女士 漏水')
    await stage.receive(event)
    expect(stage.spooled.args).to.deep.equal([[event]])
    expect(stage.onStored.callCount).to.equal(1)
    expect(stage.log.lines[0]).to.include({ level: 40, eventId: event.deliveryId })
    expect(stage.log.text()).to.not.include('张女士')
  })

  it('falls back to the spool when the store hangs, long before WeCom hangs up after 5 s', async () => {
    const timers = useFakeTimers()
    const stage = aStage(forever)
    const received = stage.receive(aText('漏水'))
    await timers.tickAsync(1999)
    expect(stage.spooled.callCount).to.equal(0)
    await timers.tickAsync(1)
    await received
    expect(stage.spooled.callCount).to.equal(1)
    expect(timers.countTimers()).to.equal(0)
  })

  it('leaves no timer behind when the store is quick', async () => {
    const timers = useFakeTimers()
    await aStage(() => Promise.resolve(true)).receive(aText('漏水'))
    expect(timers.countTimers()).to.equal(0)
  })

  it('rejects when both fail, so that WeCom sends it again', async () => {
    const stage = aStage(away, () => Promise.reject(new Error('disk full')))
    let failure = ''
    await stage.receive(aText('漏水')).catch((error: unknown) => (failure = String(error)))
    expect(failure).to.include('disk full')
    expect(stage.onStored.callCount).to.equal(0)
  })

  it('does not fail later when a store that was too slow rejects in the end', async () => {
    const timers = useFakeTimers()
    const unhandled = fake()
    process.on('unhandledRejection', unhandled)
    const stage = aStage(() => new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 3000)))
    const received = stage.receive(aText('漏水'))
    await timers.tickAsync(4000)
    await received
    timers.restore()
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', unhandled)
    expect(unhandled.callCount).to.equal(0)
  })
})
