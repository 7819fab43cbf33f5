import { Schema, type Connection } from 'mongoose'
import type { CursorStore } from '../services/customer-service.ts'

/** The `cursors` collection: how far each 微信客服 account has been read. */
export function createCursorStore(connection: Connection): CursorStore {
  const schema = new Schema(
    { _id: { type: String, required: true }, cursor: { type: String, required: true } },
    { strict: 'throw', versionKey: false, autoIndex: false },
  )
  const model = connection.model('Cursor', schema, 'cursors')
  return {
    async get(openKfId) {
      const found = await model.findById(openKfId).lean()
      return found?.cursor
    },
    async set(openKfId, cursor) {
      await model.updateOne({ _id: openKfId }, { $set: { cursor } }, { upsert: true })
    },
  }
}
