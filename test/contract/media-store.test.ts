import { expect } from 'chai'
import type { AwaitedMedia, MediaStore } from '../../src/services/media.ts'
import { reporterKey } from '../../src/services/stores.ts'
import { hoursLater, MONDAY_10 } from '../support/builders.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { createMemoryMedia } from '../support/memory-media.ts'
import { openTestDatabase } from '../support/test-database.ts'

const ZHAO = reporterKey({ userId: 'ZhaoQiang' })

function aMedium(id: string): AwaitedMedia {
  return {
    id,
    mediaId: 'media1',
    kind: 'image',
    ticketId: 't1',
    communityId: 'cuihu',
    sender: { userId: 'ZhaoQiang', name: '赵强' },
    sentAt: MONDAY_10,
    expiresAt: hoursLater(72),
  }
}

/** Noted down, and joined to its ticket at the instant. */
async function note(store: MediaStore, media: AwaitedMedia, at: Date): Promise<void> {
  const { ticketId: id, communityId, ...sent } = media
  await store.add({ ...sent, communityId, waitsUntil: hoursLater(99) })
  await store.join(ZHAO, { id, communityId }, at)
}

function mediaStoreContract(
  name: string,
  open: () => Promise<{ store: MediaStore; close(): Promise<void> }>,
) {
  describe(`${name} keeps the MediaStore contract`, () => {
    let store: MediaStore
    let opened: Awaited<ReturnType<typeof open>>
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.close())

    it('notes a delivery down once and gives it to one process only', async () => {
      await Promise.all([note(store, aMedium('e1'), MONDAY_10), note(store, aMedium('e1'), MONDAY_10)])
      const claims = await Promise.all(
        ['a', 'b'].map((token) => store.claim(MONDAY_10, token, hoursLater(1))),
      )
      expect(claims.filter((claim) => claim !== undefined)).to.deep.equal([{ ...aMedium('e1'), attempts: 1 }])
      expect(await store.nextDueAt()).to.deep.equal(hoursLater(1))
    })

    it('gives out what is due, oldest first, and nothing before its time', async () => {
      await note(store, aMedium('e2'), hoursLater(2))
      await note(store, aMedium('e1'), hoursLater(1))
      expect(await store.claim(MONDAY_10, 'a', hoursLater(3))).to.equal(undefined)
      expect((await store.claim(hoursLater(2), 'a', hoursLater(3)))?.id).to.equal('e1')
      expect((await store.claim(hoursLater(2), 'a', hoursLater(3)))?.id).to.equal('e2')
      expect(await store.claim(hoursLater(2), 'a', hoursLater(3))).to.equal(undefined)
    })

    it('lets only the holder of the claim put it off or finish it', async () => {
      await note(store, aMedium('e1'), MONDAY_10)
      await store.claim(MONDAY_10, 'slow', hoursLater(1))
      expect((await store.claim(hoursLater(1), 'quick', hoursLater(2)))?.attempts).to.equal(2)
      await store.putOff('e1', 'slow', hoursLater(9))
      await store.finish('e1', 'slow', { state: 'gone' })
      expect(await store.nextDueAt()).to.deep.equal(hoursLater(2))
      await store.putOff('e1', 'quick', hoursLater(3))
      expect(await store.nextDueAt()).to.deep.equal(hoursLater(3))
      await store.claim(hoursLater(3), 'last', hoursLater(4))
      await store.finish('e1', 'last', { state: 'refused', problem: 'too_big' })
      expect(await store.nextDueAt()).to.equal(undefined)
      await note(store, aMedium('e1'), hoursLater(5))
      expect(await store.nextDueAt()).to.equal(undefined)
    })

    it('REC-4.2 keeps what waits until its sender has a matter, and again when that is over', async () => {
      const { ticketId, ...sent } = aMedium('e1')
      const others = { ...aMedium('e2'), sender: { userId: 'YangMei', name: '杨梅' } }
      await store.add({ ...sent, waitsUntil: hoursLater(2) })
      await store.add({ ...others, waitsUntil: hoursLater(2) })
      expect(await store.nextDueAt()).to.equal(undefined)
      await store.join(ZHAO, { id: ticketId, communityId: 'bihai' }, new Date(hoursLater(2).getTime() + 1))
      expect(await store.claim(hoursLater(3), 'a', hoursLater(4))).to.equal(undefined)
      const matter = { id: ticketId, communityId: 'bihai' }
      await Promise.all([store.join(ZHAO, matter, hoursLater(2)), store.join(ZHAO, matter, hoursLater(2))])
      const claimed = await store.claim(hoursLater(2), 'a', hoursLater(4))
      expect(claimed).to.deep.equal({ ...aMedium('e1'), communityId: 'bihai', attempts: 1 })
      await store.wait('e1', 'other', hoursLater(5))
      expect(await store.nextDueAt()).to.deep.equal(hoursLater(4))
      await store.wait('e1', 'a', hoursLater(5))
      expect(await store.nextDueAt()).to.equal(undefined)
      await store.join(ZHAO, { id: 't2', communityId: 'cuihu' }, hoursLater(3))
      expect(await store.claim(hoursLater(3), 'b', hoursLater(4))).to.include({ id: 'e1', ticketId: 't2' })
      expect(await store.claim(hoursLater(3), 'c', hoursLater(4))).to.equal(undefined)
    })

    it('gives back what a dead process held', async () => {
      await note(store, aMedium('e1'), MONDAY_10)
      await store.claim(MONDAY_10, 'dead', hoursLater(1))
      await store.releaseClaims(MONDAY_10)
      expect((await store.claim(MONDAY_10, 'b', hoursLater(1)))?.id).to.equal('e1')
    })
  })
}

mediaStoreContract('the store in memory', () =>
  Promise.resolve({ store: createMemoryMedia(), close: () => Promise.resolve() }),
)
mediaStoreContract('the media collection', async () => {
  const database = await openTestDatabase(createFixedClock(MONDAY_10))
  return { store: database.media, close: () => database.drop() }
})
