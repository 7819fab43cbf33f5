import { Schema, type Connection } from 'mongoose'
import type { Prompt, PromptStore } from '../services/stores.ts'
import { isDuplicateOf } from './duplicate-key.ts'

interface StoredPrompt extends Omit<Prompt, 'userId'> {
  _id: string
  askedBy: string
  answeredBy: string | null
}

/** What the desk has asked each person; one document a person, the newest question counts. */
export function createPromptStore(connection: Connection): PromptStore {
  const schema = new Schema<StoredPrompt>(
    {
      _id: { type: String, required: true },
      ask: { type: String, required: true },
      recordId: { type: String, required: true },
      expiresAt: { type: Date, required: true },
      askedBy: { type: String, required: true },
      answeredBy: { type: String, default: null },
    },
    { strict: 'throw', versionKey: false, autoIndex: false },
  )
  const model = connection.model<StoredPrompt>('Prompt', schema, 'prompts')
  const key = (userId: string) => userId.toLowerCase()
  return {
    async set({ userId, ...fields }, eventId) {
      try {
        await model.updateOne(
          { _id: key(userId), askedBy: { $ne: eventId } },
          { $set: { ...fields, askedBy: eventId, answeredBy: null } },
          { upsert: true },
        )
      } catch (error) {
        // This very event has asked already: a replay must not open the question again.
        if (!isDuplicateOf(error, '_id')) throw error
      }
    },
    async open(userId, eventId, now) {
      const found = await model
        .findOne({
          _id: key(userId),
          $or: [{ answeredBy: null, expiresAt: { $gt: now } }, { answeredBy: eventId }],
        })
        .lean<StoredPrompt>()
      if (found === null) return undefined
      return { userId, ask: found.ask, recordId: found.recordId, expiresAt: found.expiresAt }
    },
    async answered({ userId, ask, recordId, expiresAt }, eventId) {
      await model.updateOne({ _id: key(userId), ask, recordId, expiresAt }, { $set: { answeredBy: eventId } })
    },
  }
}
