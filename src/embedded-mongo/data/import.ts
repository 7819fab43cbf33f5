import { open, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { mongo } from 'mongoose'
import { z } from 'zod'
import { DeskError } from '../../errors.ts'
import { isSingleFile } from './export.ts'

const { EJSON } = mongo.BSON
const BATCH = 500

const Document = z.record(z.string(), z.unknown())
const NamedDocument = z.strictObject({ collection: z.string().min(1), document: Document })
type Document = z.infer<typeof Document>

/** What was inserted; `duplicates` were refused because their key is already there, and left as they are. */
export interface ImportResult {
  collections: number
  documents: number
  duplicates: number
}

/** Inserts the documents of an export. Throws `bad_line` with the place at the first line that cannot be read. */
export async function importFrom(db: mongo.Db, path: string): Promise<ImportResult> {
  const result = { documents: 0, duplicates: 0 }
  const seen = new Set<string>()
  const files = isSingleFile(path)
    ? [path]
    : (await readdir(path)).filter((name) => /\.jsonl?$/.test(name)).map((name) => join(path, name))
  for (const file of files.sort()) {
    const batches = new Map<string, Document[]>()
    const flush = async (name: string): Promise<void> => {
      const done = await insertAll(db.collection(name), batches.get(name) ?? [])
      result.documents += done.inserted
      result.duplicates += done.duplicates
      batches.delete(name)
    }
    for await (const { collection, document } of readLines(file, isSingleFile(path))) {
      seen.add(collection)
      const batch = batches.get(collection) ?? []
      batches.set(collection, batch)
      if (batch.push(document) >= BATCH) await flush(collection)
    }
    for (const name of [...batches.keys()]) await flush(name)
  }
  return { collections: seen.size, ...result }
}

async function* readLines(
  file: string,
  isNamed: boolean,
): AsyncGenerator<{ collection: string; document: Document }> {
  const handle = await open(file)
  const collection = basename(file).replace(/\.jsonl?$/, '')
  let number = 0
  for await (const line of handle.readLines()) {
    number++
    if (line.trim() === '') continue
    try {
      const parsed: unknown = EJSON.parse(line, { relaxed: false })
      yield isNamed ? NamedDocument.parse(parsed) : { collection, document: Document.parse(parsed) }
    } catch (error) {
      throw new DeskError('bad_line', `${file}, line ${number} is no document in Extended JSON`, {
        cause: error,
      })
    }
  }
}

const DUPLICATE_KEY = 11000

async function insertAll(
  collection: mongo.Collection,
  documents: Document[],
): Promise<{ inserted: number; duplicates: number }> {
  try {
    const { insertedCount } = await collection.insertMany(documents, { ordered: false })
    return { inserted: insertedCount, duplicates: 0 }
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error
    const errors = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors]
    if (errors.some(({ code }) => code !== DUPLICATE_KEY)) throw error
    return { inserted: error.insertedCount, duplicates: errors.length }
  }
}
