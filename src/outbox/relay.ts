import type { Clock } from '../clock.ts'
import type { DeskRecord } from '../domain/record.ts'
import type { OutboxItem, RecordStore, Unrelayed } from '../services/stores.ts'
import type { MessageStore, NewMessage, Subject } from './message.ts'

/** What the relay needs: the records' stores by subject, and which kinds of message are cards. */
export interface RelayOptions {
  stores: readonly {
    type: Subject['type']
    store: Pick<RecordStore<DeskRecord>, 'unrelayed' | 'clearOutbox'>
  }[]
  messages: Pick<MessageStore, 'enqueue' | 'settle'>
  isCard: (kind: string) => boolean
  clock: Clock
  batchSize: number
}

/**
 * Moves the records' messages into the `messages` collection, in the order in which they were decided. A crash between
 * any two steps is harmless: message ids are fixed, so doing it again changes nothing. Resolves to how many it moved.
 */
export function createRelay({
  stores,
  messages,
  isCard,
  clock,
  batchSize,
}: RelayOptions): () => Promise<number> {
  async function relayRecord(type: Subject['type'], { id, communityId, outbox }: Unrelayed): Promise<void> {
    for (const item of outbox) {
      const subject = { type, id, version: item.version }
      if ('settle' in item) {
        await messages.settle(subject, item.settle, endOf(item), item.notBefore ?? clock.now())
      } else {
        await messages.enqueue([toMessage(item, subject, communityId, isCard(item.send))], clock.now())
      }
    }
  }
  return async () => {
    let moved = 0
    for (const { type, store } of stores) {
      for (const record of await store.unrelayed(batchSize)) {
        await relayRecord(type, record)
        await store.clearOutbox(
          record.id,
          record.outbox.map((item) => item.id),
        )
        moved += record.outbox.length
      }
    }
    return moved
  }
}

function endOf({ say, facts, version }: Extract<OutboxItem, { settle: unknown }>) {
  return { say, facts, version }
}

function toMessage(
  { id, send, facts, lane, to, notBefore }: Extract<OutboxItem, { send: unknown }>,
  subject: Subject,
  communityId: string,
  isCard: boolean,
): NewMessage {
  // Only members can be sent cards (`wecom.md` 0).
  const held = notBefore === undefined ? {} : { notBefore }
  return { id, subject, communityId, kind: send, isCard: isCard && 'users' in to, facts, lane, to, ...held }
}
