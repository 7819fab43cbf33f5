import { Schema, type Connection } from 'mongoose'
import type { TicketList } from '../domain/query/index.ts'
import type { ListStore } from '../services/lists.ts'

interface StoredList extends TicketList {
  _id: string
  eventId: string
  expiresAt: Date
}

/** The lists people saw last; one document a person, by his id. */
export function createListStore(connection: Connection): ListStore {
  const schema = new Schema<StoredList>(
    {
      _id: { type: String, required: true },
      eventId: { type: String, required: true },
      expiresAt: { type: Date, required: true },
      title: { type: String, required: true },
      ids: { type: [String], required: true },
      from: { type: Number, required: true },
      isCut: { type: Boolean, required: true },
      namesCommunity: { type: Boolean, required: true },
    },
    { strict: 'throw', versionKey: false, autoIndex: false },
  )
  const model = connection.model<StoredList>('List', schema, 'lists')
  return {
    async keep(userId, eventId, list, expiresAt) {
      const { title, ids, from, isCut, namesCommunity } = list
      await model.updateOne(
        { _id: userId.toLowerCase() },
        { $set: { eventId, expiresAt, title, ids: [...ids], from, isCut, namesCommunity } },
        { upsert: true },
      )
    },
    async last(userId, eventId, now) {
      const found = await model
        .findOne({ _id: userId.toLowerCase(), expiresAt: { $gt: now } })
        .lean<StoredList>()
      if (found === null) return undefined
      const { title, ids, from, isCut, namesCommunity } = found
      return { title, ids, from, isCut, namesCommunity, isOwn: found.eventId === eventId }
    },
  }
}
