import { expect } from 'chai'
import { DeskError } from '../../src/errors.ts'
import { LANES } from '../../src/domain/record.ts'
import { aCard, aMessage, createStage, GIVE_UP_MS } from './stage.ts'

describe('dispatch', () => {
  it('works on as many messages at once as it is told, and on each of them once', async () => {
    const stage = createStage({ sendAtOnce: 4 })
    let inHand = 0
    let most = 0
    stage.platform.onCall = async () => {
      inHand += 1
      most = Math.max(most, inHand)
      await new Promise((resolve) => setImmediate(resolve))
      inHand -= 1
    }
    await stage.queue(...Array.from({ length: 20 }, () => ({})))
    expect(await stage.dispatch()).to.equal(20)
    expect(most).to.equal(4)
    expect(await stage.messages.countByState()).to.deep.equal({ sent: 20 })
    expect(stage.platform.arrivals).to.have.length(20)
  })

  it('sends the most urgent lane first', async () => {
    const stage = createStage()
    await stage.queue(...LANES.toReversed().map((lane) => ({ id: lane, lane })))
    await stage.dispatch()
    const order = stage.platform.arrivals.map(
      (arrival) =>
        arrival.call === 'message' &&
        arrival.message.body.msgtype === 'template_card' &&
        arrival.message.body.template_card.task_id,
    )
    expect(order).to.deep.equal([...LANES])
  })

  it('two dispatchers at once send nothing twice', async () => {
    const stage = createStage({ sendAtOnce: 3 })
    await stage.queue(...Array.from({ length: 12 }, () => ({})))
    const counts = await Promise.all([stage.dispatch(), stage.dispatch()])
    expect(counts[0] + counts[1]).to.equal(12)
    expect(stage.platform.arrivals).to.have.length(12)
  })

  it('a message that cannot be composed is put off and keeps nobody waiting', async () => {
    const stage = createStage({
      composer: {
        compose: ({ id }) =>
          id === 'bad'
            ? Promise.reject(new DeskError('ticket_missing', 'no ticket'))
            : Promise.resolve(aCard()),
        sayEnd: () => '',
      },
    })
    await stage.queue({ id: 'bad', lane: 'danger' }, { id: 'good' })
    await stage.dispatch()
    expect(stage.messages.get('good').state).to.equal('sent')
    expect(stage.messages.get('bad')).to.deep.include({
      state: 'queued',
      claim: null,
      dueAt: new Date(stage.clock.now().getTime() + 2000),
    })
    expect(stage.log.lines.map(({ code }) => code)).to.deep.equal(['ticket_missing'])
    stage.clock.forward(GIVE_UP_MS + 1)
    await stage.dispatch()
    expect(stage.messages.get('bad').state).to.equal('dead')
  })

  it('rejects when the store is away, so that the tick says so', async () => {
    const stage = createStage()
    stage.messages.claim = () => Promise.reject(new Error('no connection'))
    let failed = false
    await stage.dispatch().catch(() => (failed = true))
    expect(failed).to.equal(true)
  })

  it('a queued message waits for its instant', async () => {
    const stage = createStage()
    await stage.messages.enqueue([aMessage()], new Date(stage.clock.now().getTime() + 1))
    expect(await stage.dispatch()).to.equal(0)
    await stage.dispatchLater()
    expect(stage.platform.arrivals).to.have.length(1)
  })
})
