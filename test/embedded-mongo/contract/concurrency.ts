import { expect } from 'chai'
import type { UseCollection } from './contract.ts'
import { createIndex } from './create-index.ts'
import { refusalOf } from './refusal.ts'

/** Many at once: what the desk's correctness stands on. */
export function concurrencyContract(use: UseCollection): void {
  const times = <T>(count: number, act: (i: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: count }, (_, i) => act(i)))

  describe('concurrency', () => {
    it('lets exactly one of many conditional takers win', async () => {
      await use().insertOne({ _id: 1 as never, version: 0 })
      const results = await times(40, (i) =>
        use().findOneAndUpdate(
          { version: 0 },
          { $set: { by: i }, $inc: { version: 1 } },
          { returnDocument: 'after' },
        ),
      )
      const winners = results.filter((result) => result !== null)
      expect(winners).to.have.length(1)
      expect(await use().findOne()).to.deep.equal(winners[0])
    })

    it('loses no increment', async () => {
      await use().insertOne({ n: 0 })
      await times(200, () => use().updateOne({}, { $inc: { n: 1 } }))
      expect((await use().findOne())?.n).to.equal(200)
    })

    it('makes one document of many upserts of one unique key', async () => {
      await createIndex(use(), { key: 1 }, { unique: true })
      await times(40, async (i) => {
        await use()
          .updateOne({ key: 'a' }, { $push: { by: i } as never }, { upsert: true })
          .catch(() => use().updateOne({ key: 'a' }, { $push: { by: i } as never }, { upsert: true }))
      })
      const docs = await use().find().toArray()
      expect(docs).to.have.length(1)
      expect(docs[0]?.by).to.have.length(40)
    })

    it('accepts one of many equal inserts', async () => {
      await createIndex(use(), { key: 1 }, { unique: true })
      const results = await Promise.allSettled(
        Array.from({ length: 30 }, () => use().insertOne({ key: 'a' })),
      )
      expect(results.filter((result) => result.status === 'fulfilled')).to.have.length(1)
      expect((await refusalOf(use().insertOne({ key: 'a' }))).code).to.equal(11000)
    })

    it('lets a reader see what was acknowledged before', async () => {
      await times(50, async (i) => {
        await use().insertOne({ i })
        expect(await use().countDocuments({ i })).to.equal(1)
      })
    })
  })
}
