import { Schema, type Connection } from 'mongoose'
import type { Clock } from '../clock.ts'
import type { Form } from '../domain/reception/form.ts'
import type { FormStore } from '../services/forms.ts'
import { isDuplicateOf } from './duplicate-key.ts'
import { createRecordSchema } from './record-schema.ts'
import { createRecordStore, toNewDocument, type StoredRecord } from './record-store.ts'

const { Mixed } = Schema.Types

/** The forms (登记单) that members fill in; the id comes from the event that opened the form. */
export function createFormStore(connection: Connection, clock: Clock): FormStore & { sync(): Promise<void> } {
  const schema = createRecordSchema({
    speaker: { type: Mixed, required: true },
    status: { type: String, required: true },
    channel: { type: String, default: null },
    group: { type: String, default: null },
    category: { type: String, default: null },
    told: { type: Mixed, required: true },
  })
  const model = connection.model<StoredRecord>('Form', schema, 'forms')
  return {
    ...createRecordStore<Form>(model, clock),
    sync: async () => {
      await model.createIndexes()
    },
    async create(form) {
      try {
        await model.insertOne(toNewDocument<Form>(form, clock.now()))
      } catch (error) {
        if (!isDuplicateOf(error, '_id')) throw error
      }
    },
  }
}
