import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import type { Draw } from '../../src/shared-state/units.ts'
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

    describe('units', () => {
      const NOON = Date.parse('2026-11-23T12:00:00Z')
      const at = (ms: number) => new Date(NOON + ms)
      const draw = (limit: number, spanMs = 1000, units = 1): Draw => ({
        key,
        units,
        windows: [{ limit, spanMs }],
      })
      let acts = 0
      /** Takes at an instant and is over at once. */
      async function take(draws: Draw[], ms: number): Promise<number[]> {
        acts += 1
        const act = `act ${acts}`
        const waits = await state.takeUnits(act, draws, at(ms), at(ms + 500))
        if (waits.every((wait) => wait === 0)) await state.stampUnits(act, draws, at(ms))
        return waits
      }
      afterEach(() => state.forgetUnits(key, at(1e9)))

      it('gives as many as the window holds, then says exactly how long to wait', async () => {
        for (const ms of [0, 300, 600]) expect(await take([draw(3)], ms)).to.deep.equal([0])
        expect(await take([draw(3)], 700)).to.deep.equal([300])
        expect(await take([draw(3)], 999)).to.deep.equal([1])
        expect(await take([draw(3)], 1000)).to.deep.equal([0])
        expect(await take([draw(3)], 1000)).to.deep.equal([300])
      })

      it('looks at every window of a key', async () => {
        const both = { key, units: 1, windows: [draw(2).windows[0]!, { limit: 3, spanMs: 10_000 }] }
        for (const ms of [0, 0, 1000]) expect(await take([both], ms)).to.deep.equal([0])
        expect(await take([both], 1000)).to.deep.equal([9000])
        expect(await take([both], 10_000)).to.deep.equal([0])
      })

      it('takes all draws or none', async () => {
        const other = { ...draw(1), key: `${key}:other` }
        expect(await take([draw(2), other], 0)).to.deep.equal([0, 0])
        expect(await take([draw(2), other], 0)).to.deep.equal([0, 1000])
        expect(await take([draw(2)], 0), 'the refused one took nothing').to.deep.equal([0])
        expect(await take([draw(2)], 0)).to.deep.equal([1000])
        await state.forgetUnits(other.key, at(1e9))
      })

      it('counts several units at once, and says a whole window for more than it ever holds', async () => {
        expect(await take([draw(5, 1000, 3)], 0)).to.deep.equal([0])
        expect(await take([draw(5, 1000, 3)], 100)).to.deep.equal([900])
        expect(await take([draw(5, 1000, 2)], 100)).to.deep.equal([0])
        expect(await take([draw(5, 1000, 6)], 200)).to.deep.equal([1000])
      })

      it('counts an act at its end, and until that is known at the latest possible', async () => {
        expect(await state.takeUnits('a', [draw(1)], at(0), at(500))).to.deep.equal([0])
        expect(await take([draw(1)], 100)).to.deep.equal([1400])
        await state.stampUnits('a', [draw(1)], at(200))
        expect(await take([draw(1)], 300)).to.deep.equal([900])
      })

      it('gives back what was not used', async () => {
        await state.takeUnits('a', [draw(2, 1000, 2)], at(0), at(500))
        await state.returnUnits('a', [draw(2, 1000, 2)])
        expect(await take([draw(2, 1000, 2)], 0)).to.deep.equal([0])
      })

      it('forgets what counts before an instant', async () => {
        for (const ms of [0, 200]) await take([draw(2)], ms)
        await state.forgetUnits(key, at(200))
        expect(await take([draw(2)], 300)).to.deep.equal([0])
        expect(await take([draw(2)], 300)).to.deep.equal([900])
      })

      it('counts the past where nothing is counted yet', async () => {
        await state.seedUnits(key, [at(100), at(0)], 1000)
        await state.seedUnits(key, [at(200)], 1000)
        expect(await take([draw(2)], 300)).to.deep.equal([700])
        expect(await take([draw(3)], 300)).to.deep.equal([0])
      })

      it('lets many callers at once take no more than there is', async () => {
        const callers = Array.from({ length: 20 }, (_, i) =>
          state.takeUnits(`caller ${i}`, [draw(7)], at(0), at(0)),
        )
        const won = (await Promise.all(callers)).filter(([wait]) => wait === 0)
        expect(won).to.have.length(7)
      })
    })

    it('answers a ping', () => state.ping())
  })
}
