import { Schema, type SchemaDefinition } from 'mongoose'

const { Mixed } = Schema.Types

/**
 * What every record's document has: version, embedded timeline and outbox, the instant of its next action. Field
 * checks are the domain's; the schema keeps the shape and the indexes that serve the store's queries.
 */
export function createRecordSchema(fields: SchemaDefinition): Schema {
  const schema = new Schema(
    {
      _id: { type: String, required: true },
      communityId: { type: String, required: true },
      version: { type: Number, required: true },
      nextActionAt: { type: Date, default: null },
      putOffUntil: { type: Date, default: null },
      failures: { type: Number, default: 0 },
      timeline: { type: [Mixed], required: true },
      outbox: { type: [Mixed], required: true },
      outboxSince: { type: Date, default: null },
      ...fields,
    },
    { strict: 'throw', minimize: false, versionKey: false, autoIndex: false },
  )
  // Partial: a closed record awaits nothing and costs these indexes nothing.
  schema.index({ nextActionAt: 1 }, { partialFilterExpression: { nextActionAt: { $type: 'date' } } })
  schema.index({ outboxSince: 1 }, { partialFilterExpression: { outboxSince: { $type: 'date' } } })
  schema.index({ putOffUntil: 1 }, { partialFilterExpression: { putOffUntil: { $type: 'date' } } })
  return schema
}
