import { Schema, type Connection } from 'mongoose'
import type { ClaimedMedia, MediaEnd, MediaStore, SentMedia } from '../services/media.ts'
import { reporterKey } from '../services/stores.ts'

interface StoredMedia extends Omit<SentMedia, 'id'> {
  _id: string
  expiresAt: Date
  /** `null` as long as its sender has reported nothing that it could belong to. */
  ticketId: string | null
  /** The sender's key, by which his next matter finds it. */
  reporter: string
  /** Until when it waits for a matter; `null` when it has one. */
  waitsUntil: Date | null
  /** When it has to be looked at next; while claimed, when the claim runs out; `null` when it is worked off. */
  nextActionAt: Date | null
  attempts: number
  claim: string | null
  end: MediaEnd | null
}

/** The `media` collection: what is to be fetched from the platform, and what became of it. */
export function createMediaStore(connection: Connection): MediaStore & { sync(): Promise<void> } {
  const schema = new Schema<StoredMedia>(
    {
      _id: { type: String, required: true },
      mediaId: { type: String, required: true },
      kind: { type: String, required: true },
      ticketId: { type: String, default: null },
      reporter: { type: String, required: true },
      waitsUntil: { type: Date, default: null },
      communityId: { type: String, required: true },
      sender: { type: Schema.Types.Mixed, required: true },
      sentAt: { type: Date, required: true },
      expiresAt: { type: Date, required: true },
      nextActionAt: { type: Date, default: null },
      attempts: { type: Number, required: true },
      claim: { type: String, default: null },
      end: { type: Schema.Types.Mixed, default: null },
    },
    { strict: 'throw', versionKey: false, autoIndex: false },
  )
  schema.index({ nextActionAt: 1 }, { partialFilterExpression: { nextActionAt: { $type: 'date' } } })
  schema.index({ reporter: 1, waitsUntil: 1 }, { partialFilterExpression: { waitsUntil: { $type: 'date' } } })
  const model = connection.model<StoredMedia>('Media', schema, 'media')

  return {
    sync: async () => {
      await model.createIndexes()
    },
    async add({ id, ...media }) {
      const idle = { ticketId: null, nextActionAt: null, attempts: 0, claim: null, end: null }
      const fresh = { ...media, reporter: reporterKey(media.sender), ...idle }
      await model.updateOne({ _id: id }, { $setOnInsert: fresh }, { upsert: true })
    },
    async join(reporter, { id: ticketId, communityId }, at) {
      await model.updateMany(
        { reporter, waitsUntil: { $type: 'date', $gte: at } },
        { $set: { ticketId, communityId, waitsUntil: null, nextActionAt: at } },
      )
    },
    async wait(id, token, waitsUntil) {
      const waiting = { waitsUntil, ticketId: null, claim: null, nextActionAt: null }
      await model.updateOne({ _id: id, claim: token }, { $set: waiting })
    },
    async claim(now, token, until) {
      const found = await model
        .findOneAndUpdate(
          { nextActionAt: { $type: 'date', $lte: now } },
          { $set: { claim: token, nextActionAt: until }, $inc: { attempts: 1 } },
          { sort: { nextActionAt: 1 }, returnDocument: 'after' },
        )
        .lean<StoredMedia>()
      return found === null ? undefined : toClaimed(found, found.ticketId)
    },
    async putOff(id, token, nextActionAt) {
      await model.updateOne({ _id: id, claim: token }, { $set: { claim: null, nextActionAt } })
    },
    async finish(id, token, end) {
      await model.updateOne({ _id: id, claim: token }, { $set: { claim: null, nextActionAt: null, end } })
    },
    async releaseClaims(now) {
      await model.updateMany(
        { nextActionAt: { $type: 'date' }, claim: { $ne: null } },
        { $set: { claim: null, nextActionAt: now } },
      )
    },
    async nextDueAt() {
      const first = await model
        .findOne({ nextActionAt: { $type: 'date' } }, { nextActionAt: 1 })
        .sort({ nextActionAt: 1 })
        .lean<StoredMedia>()
      return first?.nextActionAt ?? undefined
    },
  }
}

function toClaimed(
  { _id: id, nextActionAt, claim, end, reporter, waitsUntil, ...media }: StoredMedia,
  ticketId: string | null,
): ClaimedMedia | undefined {
  return ticketId === null ? undefined : { ...media, id, ticketId }
}
