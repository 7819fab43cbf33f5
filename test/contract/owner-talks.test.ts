import { expect } from 'chai'
import type { OwnerTalkStore } from '../../src/services/owner-talks.ts'
import { hoursLater, MONDAY_10 } from '../support/builders.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { createMemoryTalks } from '../support/memory-talks.ts'
import { openTestDatabase } from '../support/test-database.ts'

const CHAT = { externalUserId: 'wmOwnerZhang', openKfId: 'wkDesk1' }
const LONG_AGO = hoursLater(-48)

function contract(name: string, open: () => Promise<{ store: OwnerTalkStore; close(): Promise<void> }>) {
  describe(`${name} keeps the OwnerTalkStore contract`, () => {
    let store: OwnerTalkStore
    let opened: Awaited<ReturnType<typeof open>>
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.close())

    it('knows nothing of a chat that nothing was told of', async () => {
      expect(await store.find(CHAT)).to.equal(undefined)
    })

    it('never counts more than allowed, two processes at once or not, and a message once', async () => {
      const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
      const counted = await Promise.all(ids.map((id) => store.count(CHAT, id, 5)))
      expect(counted.filter(Boolean)).to.have.length(5)
      const first = ids.filter((_, index) => counted[index])
      for (const id of first) expect(await store.count(CHAT, id, 5)).to.equal(true)
      expect((await store.find(CHAT))?.sentIds).to.have.members(first)
      expect(await store.count({ ...CHAT, externalUserId: 'wmOwnerLi' }, 'x', 1)).to.equal(true)
      expect(await store.count({ ...CHAT, externalUserId: 'wmOwnerWu' }, 'x', 0)).to.equal(false)
    })

    it('counts anew when the owner writes, also twice in a second; late and repeated news changes nothing', async () => {
      await store.wrote(CHAT, MONDAY_10, 'i1', LONG_AGO)
      await store.count(CHAT, 'a', 5)
      await store.wrote(CHAT, MONDAY_10, 'i1', LONG_AGO)
      await store.wrote(CHAT, hoursLater(-1), 'i0', LONG_AGO)
      expect(await store.find(CHAT)).to.deep.include({ wroteAt: MONDAY_10, sentIds: ['a'] })
      await store.wrote(CHAT, MONDAY_10, 'i2', LONG_AGO)
      expect(await store.find(CHAT)).to.deep.include({ wroteAt: MONDAY_10, sentIds: [] })
    })

    it('opens again what had ended when the owner writes, what a servicer holds only when that is long over', async () => {
      await store.wrote(CHAT, MONDAY_10, 'i1', LONG_AGO)
      await store.shut(CHAT, 'ended', hoursLater(1))
      expect((await store.find(CHAT))?.shut).to.equal('ended')
      await store.wrote(CHAT, hoursLater(2), 'i2', LONG_AGO)
      expect((await store.find(CHAT))?.shut).to.equal(null)
      await store.shut(CHAT, 'ended', hoursLater(1))
      expect((await store.find(CHAT))?.shut, 'read once more').to.equal(null)
      await store.shut(CHAT, 'servicer', hoursLater(3))
      await store.wrote(CHAT, hoursLater(4), 'i3', LONG_AGO)
      expect((await store.find(CHAT))?.shut).to.equal('servicer')
      await store.wrote(CHAT, hoursLater(60), 'i4', hoursLater(12))
      expect((await store.find(CHAT))?.shut).to.equal(null)
    })
  })
}

contract('what is known of owners in memory', () =>
  Promise.resolve({ store: createMemoryTalks(), close: () => Promise.resolve() }),
)
contract('the owner_talks collection', async () => {
  const database = await openTestDatabase(createFixedClock(MONDAY_10))
  return { store: database.ownerTalks, close: () => database.drop() }
})
