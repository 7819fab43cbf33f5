import { expect } from 'chai'
import { mongo } from 'mongoose'
import type { UseCollection } from './contract.ts'

/** Reading in batches. */
export function cursorContract(use: UseCollection): void {
  const fill = (count: number): Promise<unknown> =>
    use().insertMany(Array.from({ length: count }, (_, i) => ({ _id: i as never, n: i })))

  describe('cursors', () => {
    it('gives everything, whatever the batch size', async () => {
      await fill(250)
      for (const batchSize of [1, 7, 100, 1000]) {
        expect(await use().find().batchSize(batchSize).toArray()).to.have.length(250)
      }
      expect(
        await use()
          .aggregate([{ $match: { n: { $gte: 50 } } }], { batchSize: 9 })
          .toArray(),
      ).to.have.length(200)
    })

    it('leaves the cursor open exactly while there is more', async () => {
      await fill(5)
      const find = (options: mongo.BSON.Document): Promise<mongo.BSON.Document> =>
        use().db.command({ find: use().collectionName, ...options })
      const { cursor } = await find({ batchSize: 2 })
      expect((cursor as mongo.BSON.Document).firstBatch).to.have.length(2)
      const id = (cursor as mongo.BSON.Document).id as mongo.Long
      const more = await use().db.command({
        getMore: mongo.Long.fromString(String(id)),
        collection: use().collectionName,
        batchSize: 2,
      })
      expect((more.cursor as mongo.BSON.Document).nextBatch).to.have.length(2)
      const killed = await use().db.command({
        killCursors: use().collectionName,
        cursors: [mongo.Long.fromString(String(id))],
      })
      expect(killed.cursorsKilled).to.have.length(1)
      expect(
        Number(((await find({ batchSize: 2, singleBatch: true })).cursor as mongo.BSON.Document).id),
      ).to.equal(0)
      expect(Number(((await find({ batchSize: 0 })).cursor as mongo.BSON.Document).id)).to.not.equal(0)
    })

    it('keeps batches below the largest message', async () => {
      const text = 'x'.repeat(4_000_000)
      for (let i = 0; i < 12; i++) await use().insertOne({ text })
      let seen = 0
      for await (const doc of use().find()) seen += (doc.text as string).length
      expect(seen).to.equal(12 * text.length)
    })

    it('is not disturbed by changes while it is read', async () => {
      await fill(300)
      const cursor = use().find().sort({ n: 1 }).batchSize(10)
      const seen = new Set<number>()
      for await (const doc of cursor) {
        seen.add(doc.n as number)
        if (seen.size === 20) await use().deleteMany({ n: { $lt: 10 } })
      }
      expect(seen.size).to.equal(300)
    })

    it('stops at a limit inside a batch', async () => {
      await fill(30)
      expect(await use().find().limit(7).batchSize(5).toArray()).to.have.length(7)
      expect(await use().find().limit(5).batchSize(5).toArray()).to.have.length(5)
    })
  })
}
