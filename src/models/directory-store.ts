import { Schema, type Connection } from 'mongoose'
import { z } from 'zod'
import { DirectoryChangeSchema, type DirectoryState } from '../directory/index.ts'
import type { DirectoryStore } from '../services/directory/keeper.ts'
import { isDuplicateOf } from './duplicate-key.ts'

const { Mixed } = Schema.Types
const ID = 'directory'

/** The state as stored; what administrators changed is JSON, as keys with dots (`REC-4.7`) are none for a database. */
interface StoredDirectory extends Omit<DirectoryState, 'changes'> {
  _id: string
  changes: (Omit<DirectoryState['changes'][number], 'change'> & { change: string })[]
}

/** The `directory` collection: one document, replaced as a whole while its version is the one that was read. */
export function createDirectoryStore(connection: Connection): DirectoryStore {
  const list = { type: [Mixed], required: true }
  const schema = new Schema(
    {
      _id: { type: String, required: true },
      version: { type: Number, required: true },
      people: list,
      renames: list,
      changes: list,
      members: list,
      former: list,
      notices: list,
      nextSyncAt: { type: Date, default: null },
    },
    { strict: 'throw', minimize: false, versionKey: false, autoIndex: false },
  )
  const model = connection.model<StoredDirectory>('Directory', schema, 'directory')
  return {
    async version() {
      const found = await model.findById(ID, { version: 1 }).lean<StoredDirectory>()
      return found?.version ?? 0
    },
    async load() {
      const found = await model.findById(ID).lean<StoredDirectory>()
      return found === null ? undefined : fromStored(found)
    },
    async replace(state) {
      const next = { ...state, version: state.version + 1 }
      const changes = state.changes.map((one) => ({ ...one, change: JSON.stringify(one.change) }))
      if (state.version > 0) {
        const { modifiedCount } = await model.updateOne(
          { _id: ID, version: state.version },
          { $set: { ...next, changes } },
        )
        return modifiedCount === 1 ? next : undefined
      }
      try {
        await model.insertOne({ _id: ID, ...next, changes })
        return next
      } catch (error) {
        // Another process was the first.
        if (isDuplicateOf(error, '_id')) return undefined
        throw error
      }
    },
  }
}

function fromStored({ _id, changes, ...state }: StoredDirectory): DirectoryState {
  return {
    ...state,
    changes: changes.map((one) => ({ ...one, change: Change.parse(one.change) })),
  }
}

const Change = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(DirectoryChangeSchema)
