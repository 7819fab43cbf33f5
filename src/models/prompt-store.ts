import { Schema, type Connection } from 'mongoose'
import type { Prompt, PromptStore } from '../services/stores.ts'

/** What the desk has asked each person; one document a person, the newest question counts. */
export function createPromptStore(connection: Connection): PromptStore {
  const schema = new Schema<Omit<Prompt, 'userId'> & { _id: string }>(
    {
      _id: { type: String, required: true },
      ask: { type: String, required: true },
      recordId: { type: String, required: true },
      expiresAt: { type: Date, required: true },
    },
    { strict: 'throw', versionKey: false, autoIndex: false },
  )
  const model = connection.model('Prompt', schema, 'prompts')
  const key = (userId: string) => userId.toLowerCase()
  return {
    async set({ userId, ...fields }) {
      await model.updateOne({ _id: key(userId) }, { $set: fields }, { upsert: true })
    },
    async open(userId, now) {
      const found = await model.findOne({ _id: key(userId), expiresAt: { $gt: now } }).lean()
      return found === null
        ? undefined
        : { userId, ask: found.ask, recordId: found.recordId, expiresAt: found.expiresAt }
    },
    async clear({ userId, ask, recordId, expiresAt }) {
      await model.deleteOne({ _id: key(userId), ask, recordId, expiresAt })
    },
  }
}
