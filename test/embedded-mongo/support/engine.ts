import { rm } from 'node:fs/promises'
import { mongo } from 'mongoose'
import { decodeDoc } from '../../../src/embedded-mongo/bson/decode.ts'
import { encodeDoc } from '../../../src/embedded-mongo/bson/encode.ts'
import { Cursors } from '../../../src/embedded-mongo/commands/cursors.ts'
import { dispatch } from '../../../src/embedded-mongo/commands/dispatch.ts'
import { openStore, type Store } from '../../../src/embedded-mongo/store/store.ts'
import { temporaryDirectory } from './temporary-directory.ts'

/** Runs a command on a store without a server: plain objects in and out. */
export type Run = (command: mongo.BSON.Document) => mongo.BSON.Document

/** The commands of a store. */
export function commandsOf(store: Store): Run {
  const engine = { store, cursors: new Cursors(), startedAt: new Date() }
  return (command) => {
    const body = decodeDoc(Buffer.from(mongo.BSON.serialize({ ...command, $db: 'test' })))
    return mongo.BSON.deserialize(
      encodeDoc(dispatch({ body, sequences: new Map(), connectionId: 1 }, engine)),
    )
  }
}

/** Runs an act with a store in a fresh directory, and removes the directory. */
export async function withStore(
  act: (store: Store, directory: string) => Promise<void> | void,
): Promise<void> {
  const directory = await temporaryDirectory()
  const store = openStore(directory)
  try {
    await act(store, directory)
  } finally {
    store.close()
    await rm(directory, { recursive: true })
  }
}

/** Everything in a store, as text: equal texts mean equal contents. */
export function contentsOf(store: Pick<Store, 'catalog'>): string[] {
  return store.catalog
    .list()
    .flatMap(({ ns, records, indexes }) => [
      `${ns} ${indexes.map(({ spec, size }) => `${spec.name}:${size}`).join(' ')}`,
      ...[...records].map(([rid, bytes]) => `${ns} ${rid} ${bytes.toString('hex')}`),
    ])
    .sort()
}
