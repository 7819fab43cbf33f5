import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import type { SharedState } from '../../src/shared-state/shared-state.ts'

/** A state to test, and how time passes for it. */
export interface OpenedState {
  state: SharedState
  pass(ms: number): Promise<void>
}

/** For states that expire by the machine's own clock. */
export const passReally = async (ms: number): Promise<void> => {
  await sleep(ms + 20)
}

/** What every SharedState must do, whatever keeps it. */
export function sharedStateContract(name: string, open: () => Promise<OpenedState>): void {
  describe(`${name} keeps the SharedState contract`, () => {
    const LONG_MS = 60_000
    const SHORT_MS = 250
    let state: SharedState
    let opened: OpenedState
    const pass = (ms: number): Promise<void> => opened.pass(ms)
    let key: string
    before(async () => {
      opened = await open()
      state = opened.state
    })
    after(() => state.close())
    beforeEach(() => {
      key = `test:${randomUUID()}`
    })
    afterEach(async () => {
      const left = await state.get(key)
      if (left !== undefined) await state.deleteIfEquals(key, left)
    })

    it('knows nothing about a key never set', async () => {
      expect(await state.get(key)).to.equal(undefined)
    })

    it('gives back any text, replaced by the next', async () => {
      for (const text of ['一', '', '{"a":"\\n"}', 'x'.repeat(100_000)]) {
        await state.set(key, text, LONG_MS)
        expect(await state.get(key)).to.equal(text)
      }
    })

    it('forgets after the given time, and not before', async () => {
      await state.set(key, '1', SHORT_MS)
      expect(await state.get(key)).to.equal('1')
      await pass(SHORT_MS)
      expect(await state.get(key)).to.equal(undefined)
    })

    it('takes fractions of a millisecond', async () => {
      await state.set(key, '1', LONG_MS + 0.5)
      expect(await state.extendIfEquals(key, '1', LONG_MS / 3)).to.equal(true)
    })

    it('sets an absent key once', async () => {
      expect(await state.setIfAbsent(key, 'first', LONG_MS)).to.equal(true)
      expect(await state.setIfAbsent(key, 'second', LONG_MS)).to.equal(false)
      expect(await state.get(key)).to.equal('first')
    })

    it('lets exactly one of many simultaneous callers set an absent key', async () => {
      const callers = Array.from({ length: 20 }, (_, i) => state.setIfAbsent(key, `caller ${i}`, LONG_MS))
      const won = await Promise.all(callers)
      expect(won.filter(Boolean)).to.have.length(1)
      expect(await state.get(key)).to.equal(`caller ${won.indexOf(true)}`)
    })

    it('sets a key again once it has expired', async () => {
      await state.setIfAbsent(key, 'first', SHORT_MS)
      await pass(SHORT_MS)
      expect(await state.setIfAbsent(key, 'second', LONG_MS)).to.equal(true)
    })

    it('deletes only the value that is meant', async () => {
      await state.set(key, 'mine', LONG_MS)
      expect(await state.deleteIfEquals(key, 'theirs')).to.equal(false)
      expect(await state.get(key)).to.equal('mine')
      expect(await state.deleteIfEquals(key, 'mine')).to.equal(true)
      expect(await state.get(key)).to.equal(undefined)
      expect(await state.deleteIfEquals(key, 'mine')).to.equal(false)
    })

    it('extends only the value that is meant, and only while it lives', async () => {
      await state.set(key, 'mine', SHORT_MS)
      expect(await state.extendIfEquals(key, 'theirs', LONG_MS)).to.equal(false)
      expect(await state.extendIfEquals(key, 'mine', LONG_MS)).to.equal(true)
      await pass(SHORT_MS)
      expect(await state.get(key)).to.equal('mine')
      await state.set(key, 'mine', SHORT_MS)
      await pass(SHORT_MS)
      expect(await state.extendIfEquals(key, 'mine', LONG_MS)).to.equal(false)
      expect(await state.get(key)).to.equal(undefined)
    })

    it('answers a ping', () => state.ping())
  })
}
