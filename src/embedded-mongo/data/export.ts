import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { mongo } from 'mongoose'

const { EJSON } = mongo.BSON

/** What was written. */
export interface ExportResult {
  collections: number
  documents: number
}

/** True when a path names one file for everything instead of a folder. */
export function isSingleFile(path: string): boolean {
  return path.endsWith('.jsonl')
}

/**
 * Writes every document in canonical Extended JSON, which keeps all types. A folder gets `<collection>.jsonl` files
 * for mongoimport; a single file gets lines of `{"collection": …, "document": …}`.
 */
export async function exportTo(db: mongo.Db, path: string): Promise<ExportResult> {
  const listed = await db.listCollections({}, { nameOnly: true }).toArray()
  const names = listed.map(({ name }) => name).filter((name) => !name.startsWith('system.'))
  const single = isSingleFile(path) ? await open(path, 'w', 0o600) : undefined
  if (single === undefined) await mkdir(path, { recursive: true, mode: 0o700 })
  let documents = 0
  try {
    for (const name of names.sort()) {
      const file = single ?? (await open(join(path, `${name}.jsonl`), 'w', 0o600))
      try {
        documents += await exportCollection(db.collection(name), file, single !== undefined)
      } finally {
        if (single === undefined) await file.close()
      }
    }
  } finally {
    await single?.close()
  }
  return { collections: names.length, documents }
}

async function exportCollection(
  collection: mongo.Collection,
  file: FileHandle,
  isNamed: boolean,
): Promise<number> {
  let count = 0
  // Wrapped numbers keep their types: a double of 5.0 does not come back as an int.
  const cursor = collection.find({}, { promoteValues: false, bsonRegExp: true }).sort({ _id: 1 })
  for await (const document of cursor) {
    const line = isNamed ? { collection: collection.collectionName, document } : document
    await file.writeFile(`${EJSON.stringify(line, { relaxed: false })}\n`)
    count++
  }
  await file.datasync()
  return count
}
