import { expect } from 'chai'
import type { DeskEvent, KfEvent } from '../../src/inbox/desk-event.ts'
import { createCustomerServicePuller, type CursorStore } from '../../src/services/customer-service.ts'
import { anOwnersText } from '../support/events.ts'

const aMoment = () => new Promise((resolve) => setImmediate(resolve))

/** An account of so many items, read two a page from the cursor; its cursor is the number of items read. */
function aStage(count: number) {
  const items: KfEvent['item'][] = []
  const addItems = (more: number) => {
    for (let n = 0; n < more; n += 1) items.push(anOwnersText(`第${String(items.length)}条`).item)
  }
  addItems(count)
  const cursors = new Map<string, string>()
  const stored: string[] = []
  const steps: string[] = []
  const state = { failStore: 0, failSync: 0, inHand: 0, most: 0 }
  const cursorStore: CursorStore = {
    get: (id) => Promise.resolve(cursors.get(id)),
    set: (id, cursor) => {
      steps.push(`cursor ${cursor}`)
      return Promise.resolve(void cursors.set(id, cursor))
    },
  }
  const pull = createCustomerServicePuller({
    cursors: cursorStore,
    async sync({ openKfId, cursor, token }) {
      state.inHand += 1
      state.most = Math.max(state.most, state.inHand)
      steps.push(`sync ${openKfId} ${cursor ?? 'from the start'} ${token ?? ''}`)
      await aMoment()
      state.inHand -= 1
      if (state.failSync-- > 0) throw new Error('platform away')
      const from = Number(cursor ?? 0)
      return {
        items: items.slice(from, from + 2),
        nextCursor: String(Math.min(from + 2, items.length)),
        hasMore: from + 2 < items.length,
      }
    },
    store(event: DeskEvent) {
      if (state.failStore-- > 0) return Promise.reject(new Error('database away'))
      steps.push('stored')
      return Promise.resolve(stored.push(event.deliveryId))
    },
  })
  return { pull, items, addItems, stored, steps, state, cursors }
}
async function failureOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'did not fail',
    (error: unknown) => String(error),
  )
}

describe('pulling a 微信客服 account', () => {
  it('reads page after page to the end and stores every item under an id of its own', async () => {
    const { pull, items, stored, steps, cursors } = aStage(5)
    await pull('wkDesk1', 'token1')
    expect(stored).to.deep.equal(items.map(({ messageId }) => `kf:wkDesk1:${messageId}`))
    expect(cursors.get('wkDesk1')).to.equal('5')
    expect(steps.filter((step) => step.startsWith('sync'))).to.deep.equal([
      'sync wkDesk1 from the start token1',
      'sync wkDesk1 2 token1',
      'sync wkDesk1 4 token1',
    ])
  })

  it('moves the cursor only when the whole page is stored', async () => {
    const { pull, steps } = aStage(4)
    await pull('wkDesk1', 't')
    expect(steps.filter((step) => !step.startsWith('sync'))).to.deep.equal([
      'stored',
      'stored',
      'cursor 2',
      'stored',
      'stored',
      'cursor 4',
    ])
  })

  it('goes on from the cursor the next time', async () => {
    const { pull, addItems, stored } = aStage(2)
    await pull('wkDesk1', 't1')
    addItems(1)
    await pull('wkDesk1', 't2')
    expect(stored).to.have.length(3)
  })

  it('reads a page again that could not be stored', async () => {
    const stage = aStage(3)
    stage.state.failStore = 1
    expect(await failureOf(stage.pull('wkDesk1', 't'))).to.include('database away')
    expect(stage.cursors.get('wkDesk1')).to.equal(undefined)
    await stage.pull('wkDesk1', 't')
    expect(stage.stored).to.have.length(3)
  })

  it('two wake-ups of one account do not read beside each other, and the second reads what came after the first', async () => {
    const stage = aStage(3)
    const first = stage.pull('wkDesk1', 't1')
    await aMoment()
    await aMoment()
    await aMoment()
    stage.addItems(2)
    await Promise.all([first, stage.pull('wkDesk1', 't2'), stage.pull('wkDesk1', 't3')])
    expect(stage.state.most).to.equal(1)
    expect(new Set(stage.stored).size).to.equal(5)
  })

  it('a failure is told to its own wake-up and does not poison the next', async () => {
    const stage = aStage(3)
    stage.state.failSync = 1
    const outcomes = await Promise.allSettled([stage.pull('wkDesk1', 't1'), stage.pull('wkDesk1', 't2')])
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['rejected', 'fulfilled'])
    expect(stage.stored).to.have.length(3)
  })

  it('accounts do not wait for each other', async () => {
    const stage = aStage(1)
    await Promise.all([stage.pull('wkDesk1', 't'), stage.pull('wkDesk2', 't')])
    expect(stage.state.most).to.equal(2)
    expect(stage.stored.map((id) => id.split(':')[1])).to.have.members(['wkDesk1', 'wkDesk2'])
  })
})
