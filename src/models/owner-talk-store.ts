import { Schema, type Connection } from 'mongoose'
import type { OwnerChat, OwnerTalkStore } from '../services/owner-talks.ts'

interface StoredTalk {
  _id: string
  wroteAt: Date | null
  /** The message of the owner that was counted from, because two can come in the same second. */
  itemId: string | null
  sentIds: string[]
  shut: 'servicer' | 'ended' | null
  shutAt: Date | null
}

const idOf = ({ openKfId, externalUserId }: OwnerChat): string => `${openKfId}:${externalUserId}`

/** The `owner_talks` collection: one small document a chat, so that every process knows what it may still send. */
export function createOwnerTalkStore(connection: Connection): OwnerTalkStore {
  const schema = new Schema<StoredTalk>(
    {
      _id: { type: String, required: true },
      wroteAt: { type: Date, default: null },
      itemId: { type: String, default: null },
      sentIds: { type: [String], required: true },
      shut: { type: String, default: null },
      shutAt: { type: Date, default: null },
    },
    { strict: 'throw', versionKey: false, autoIndex: false },
  )
  const model = connection.model<StoredTalk>('OwnerTalk', schema, 'owner_talks')
  const blank = { wroteAt: null, itemId: null, sentIds: [], shut: null, shutAt: null }

  const makeSure = (chat: OwnerChat) =>
    model.updateOne({ _id: idOf(chat) }, { $setOnInsert: blank }, { upsert: true })

  return {
    async find(chat) {
      const found = await model.findById(idOf(chat)).lean<StoredTalk>()
      return found === null ? undefined : { wroteAt: found.wroteAt, sentIds: found.sentIds, shut: found.shut }
    },
    async wrote(chat, at, itemId, freshAfter) {
      await makeSure(chat)
      const { matchedCount } = await model.updateOne(
        {
          _id: idOf(chat),
          $or: [{ wroteAt: null }, { wroteAt: { $lt: at } }, { wroteAt: at, itemId: { $ne: itemId } }],
        },
        { $set: { wroteAt: at, itemId, sentIds: [] } },
      )
      if (matchedCount === 0) return
      const isOver = [{ shut: 'ended' as const }, { shut: 'servicer' as const, shutAt: { $lte: freshAfter } }]
      await model.updateOne({ _id: idOf(chat), $or: isOver }, { $set: { shut: null, shutAt: null } })
    },
    async count(chat, messageId, most) {
      await makeSure(chat)
      const room = most < 1 ? [] : [{ [`sentIds.${String(most - 1)}`]: { $exists: false } }]
      const { matchedCount } = await model.updateOne(
        { _id: idOf(chat), $or: [{ sentIds: messageId }, ...room] },
        { $addToSet: { sentIds: messageId } },
      )
      return matchedCount === 1
    },
    async shut(chat, why, at) {
      await makeSure(chat)
      await model.updateOne(
        { _id: idOf(chat), $or: [{ wroteAt: null }, { wroteAt: { $lte: at } }] },
        { $set: { shut: why, shutAt: at } },
      )
    },
  }
}
