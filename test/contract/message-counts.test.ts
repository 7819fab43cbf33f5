import { expect } from 'chai'
import mongoose from 'mongoose'
import { createMessageCounts } from '../../src/models/message-counts.ts'
import { createMessageModel } from '../../src/models/message-model.ts'
import type { NewMessage } from '../../src/outbox/message.ts'
import { MONDAY_10 } from '../support/builders.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { openTestDatabase } from '../support/test-database.ts'

describe('the figures of the messages', () => {
  it('are counted without looking at what was sent long ago', async () => {
    const database = await openTestDatabase(createFixedClock(MONDAY_10))
    const connection = await mongoose.createConnection(database.uri).asPromise()
    try {
      const model = createMessageModel(connection)
      await database.messages.enqueue(
        Array.from({ length: 400 }, (_, n) => aText(n)),
        MONDAY_10,
      )
      const over = (from: string, to: string, state: string) =>
        model.collection.updateMany({ 'facts.n': { $gte: from, $lt: to } }, { $set: { state } })
      await over('000', '380', 'sent')
      await over('380', '390', 'dropped')
      await over('390', '392', 'dead')
      const asked: string[] = []
      connection.set('debug', (_collection: string, method: string, query: unknown) => {
        asked.push(`${method} ${JSON.stringify(query)}`)
      })
      expect(await createMessageCounts(model).countByState()).to.deep.equal({
        ...{ sent: 380, dropped: 10, dead: 2, queued: 8 },
      })
      expect(asked.toSorted()).to.deep.equal([
        'countDocuments {"state":"dead"}',
        'countDocuments {"state":"dropped"}',
        'countDocuments {"state":"folded"}',
        'countDocuments {"state":"queued"}',
        'estimatedDocumentCount {}',
      ])
      const pipeline = [{ $match: { state: 'dropped' } }, { $group: { _id: 1, n: { $sum: 1 } } }]
      const explained: unknown = await model.collection.aggregate(pipeline).explain('queryPlanner')
      expect(JSON.stringify(explained)).to.include('"indexName":"state_1_communityId_1"')
    } finally {
      await connection.close()
      await database.drop()
    }
  })
})

function aText(n: number): NewMessage {
  return {
    ...{ id: `m${String(n)}`, subject: null, communityId: 'cuihu', kind: 'said', isCard: false },
    ...{ facts: { n: String(n).padStart(3, '0') }, lane: 'task', to: { users: ['WangFang'] } },
  }
}
