import mongoose, { type Connection } from 'mongoose'
import type { Clock } from './clock.ts'
import { createCursorStore } from './models/cursor-store.ts'
import { createDirectoryStore } from './models/directory-store.ts'
import { createFormStore } from './models/form-store.ts'
import { createHandoverStore } from './models/handover-store.ts'
import { createInboxStore } from './models/inbox-store.ts'
import { createLeaveStore } from './models/leave-store.ts'
import { createMediaStore } from './models/media-store.ts'
import { createListStore } from './models/list-store.ts'
import { createMessageStore } from './models/message-store.ts'
import { createOwnerTalkStore } from './models/owner-talk-store.ts'
import { createPromptStore } from './models/prompt-store.ts'
import { createReviewStore } from './models/review-store.ts'
import { createTicketStore } from './models/ticket-store.ts'

/** How long a call waits for a database that is away before it fails and is tried again later. */
const SELECTION_TIMEOUT_MS = 5000

/** The desk's collections on one connection. */
export interface Database {
  tickets: ReturnType<typeof createTicketStore>
  reviews: ReturnType<typeof createReviewStore>
  forms: ReturnType<typeof createFormStore>
  leaves: ReturnType<typeof createLeaveStore>
  handovers: ReturnType<typeof createHandoverStore>
  messages: ReturnType<typeof createMessageStore>
  inbox: ReturnType<typeof createInboxStore>
  media: ReturnType<typeof createMediaStore>
  prompts: ReturnType<typeof createPromptStore>
  lists: ReturnType<typeof createListStore>
  ownerTalks: ReturnType<typeof createOwnerTalkStore>
  cursors: ReturnType<typeof createCursorStore>
  directory: ReturnType<typeof createDirectoryStore>
  ping(): Promise<void>
  close(): Promise<void>
}

/** Connects to any MongoDB (or the embedded store, which speaks the same) and makes sure of the indexes. */
export async function openDatabase(uri: string, clock: Clock): Promise<Database> {
  const connection = await mongoose
    .createConnection(uri, {
      serverSelectionTimeoutMS: SELECTION_TIMEOUT_MS,
      bufferCommands: false,
      ignoreUndefined: true,
    })
    .asPromise()
  const stores = {
    tickets: createTicketStore(connection, clock),
    reviews: createReviewStore(connection, clock),
    forms: createFormStore(connection, clock),
    leaves: createLeaveStore(connection, clock),
    handovers: createHandoverStore(connection, clock),
    messages: createMessageStore(connection),
    inbox: createInboxStore(connection),
    media: createMediaStore(connection),
  }
  await Promise.all(Object.values(stores).map((store) => store.sync()))
  return {
    ...stores,
    prompts: createPromptStore(connection),
    lists: createListStore(connection),
    ownerTalks: createOwnerTalkStore(connection),
    cursors: createCursorStore(connection),
    directory: createDirectoryStore(connection),
    ping: () => ping(connection),
    close: () => connection.close(),
  }
}

async function ping(connection: Connection): Promise<void> {
  await connection.db?.command({ ping: 1 })
}
