import { expect } from 'chai'
import type { NewMessage } from '../../src/outbox/message.ts'
import { createRoutes } from '../../src/outbox/routes.ts'
import { createMemoryState } from '../../src/shared-state/memory-state.ts'
import { aCard, createStage, type Stage } from './stage.ts'

const GROUP: Partial<NewMessage> = {
  id: 'm',
  isCard: false,
  kind: 'transfer_notice',
  to: { chatId: 'robotGroup' },
}

describe('a group that has a robot', () => {
  let stage: Stage
  beforeEach(() => {
    stage = createStage()
    stage.says({ form: 'text', text: '厨房漏水已转工程部' })
  })
  const arrived = () => stage.platform.arrivals.map(({ call }) => call)

  it('is told by the app while the app can', async () => {
    await stage.queue(GROUP)
    await stage.dispatch()
    expect(arrived()).to.deep.equal(['group'])
  })

  it('is told by its robot at once when the app cannot reach it, and from then on', async () => {
    for (const errcode of [86003, 86008, 48002, 49008]) {
      stage = createStage()
      stage.says({ form: 'text', text: '厨房漏水已转工程部' })
      stage.platform.failNext(errcode)
      await stage.queue(GROUP, { ...GROUP, id: 'm2' })
      await stage.dispatch()
      expect(stage.platform.arrivals).to.deep.equal([
        { call: 'robot', message: { key: 'robot-key-1', content: '厨房漏水已转工程部' } },
        { call: 'robot', message: { key: 'robot-key-1', content: '厨房漏水已转工程部' } },
      ])
      expect(stage.messages.get('m').state).to.equal('sent')
    }
  })

  it('is told by the app again when the app can', async () => {
    await stage.routes.known('robotGroup', false)
    await stage.routes.known('robotGroup', true)
    await stage.queue(GROUP)
    await stage.dispatch()
    expect(arrived()).to.deep.equal(['group'])
  })

  it('is told what a card is about and where its buttons are', async () => {
    stage.says(aCard())
    await stage.routes.known('robotGroup', false)
    await stage.queue(GROUP)
    await stage.dispatch()
    expect(stage.platform.arrivals).to.deep.equal([
      { call: 'robot', message: { key: 'robot-key-1', content: '厨房漏水\n请在应用中处理。' } },
    ])
  })

  it('gets twenty messages a minute, one of them kept for danger', async () => {
    await stage.routes.known('robotGroup', false)
    await stage.queue(...Array.from({ length: 25 }, (_, index) => ({ ...GROUP, id: `n${String(index)}` })))
    await stage.dispatch()
    expect(stage.platform.arrivals).to.have.length(19)
    await stage.queue({ ...GROUP, id: 'danger', lane: 'danger' })
    await stage.dispatch()
    expect(stage.platform.arrivals).to.have.length(20)
    stage.clock.set(new Date(stage.clock.now().getTime() + 61_000))
    await stage.dispatch()
    expect(stage.platform.arrivals).to.have.length(26)
  })

  it('is not forgotten while its robot is refused or away', async () => {
    await stage.routes.known('robotGroup', false)
    stage.platform.failNext(93000, 45009, 'lost_request')
    await stage.queue(GROUP)
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await stage.dispatch()
      expect(stage.messages.get('m').state).to.equal(attempt < 3 ? 'queued' : 'sent')
      stage.clock.set(new Date(stage.clock.now().getTime() + 3_600_000))
    }
    expect(arrived()).to.deep.equal(['robot'])
  })

  it('repeats by robot what went by robot when the answer was lost: there is no duplicate check', async () => {
    await stage.routes.known('robotGroup', false)
    stage.platform.failNext('lost_answer')
    await stage.queue(GROUP)
    await stage.dispatch()
    await stage.routes.known('robotGroup', true)
    await stage.dispatchLater()
    expect(arrived()).to.deep.equal(['robot', 'robot'])
  })

  it('gets a request by a robot that it has no more by the app', async () => {
    await stage.queue({ ...GROUP, to: { chatId: 'other' } })
    const token = 'dead'
    await stage.messages.claim('sending', stage.clock.now(), token, stage.clock.now())
    await stage.messages.keepRequest('m', token, { to: 'robot', chatId: 'other', content: '旧' }, null)
    await stage.dispatch()
    expect(arrived()).to.deep.equal(['group'])
  })

  it('keeps its key out of the queue and the logs', async () => {
    await stage.routes.known('robotGroup', false)
    stage.platform.failNext('lost_answer', 93000)
    await stage.queue(GROUP)
    await stage.dispatch()
    expect(JSON.stringify([stage.messages.all(), stage.log.lines])).not.to.include('robot-key-1')
  })
})

describe('a group without a robot', () => {
  it('that the app cannot reach is handled as ever', async () => {
    const stage = createStage()
    stage.says({ form: 'text', text: '厨房漏水' })
    stage.platform.failNext(86003)
    await stage.queue({ ...GROUP, to: { chatId: 'group1' } })
    await stage.dispatch()
    expect(stage.messages.get('m').state).to.equal('dead')
  })
})

describe('createRoutes', () => {
  it('leaves members and owners alone, and tries the app again when nobody has confirmed for long', async () => {
    let now = 0
    const state = createMemoryState({ now: () => new Date(now) })
    const routes = createRoutes(state, new Map([['g', 'key']]), 1000)
    await routes.known('g', false)
    expect(await routes.of({ users: ['WangFang'] })).to.deep.equal({ users: ['WangFang'] })
    expect(await routes.of({ chatId: 'g' })).to.deep.equal({ robotOf: 'g' })
    now = 1001
    expect(await routes.of({ chatId: 'g' })).to.deep.equal({ chatId: 'g' })
  })
})
