import type { Connection } from 'mongoose'
import type { MessageStore } from '../outbox/message.ts'
import { createHeldQueues } from './held-queues.ts'
import { createMessageContents } from './message-contents.ts'
import { createMessageCounts } from './message-counts.ts'
import { createCardLedger } from './message-ledger.ts'
import { createMessageModel, type StoredMessage } from './message-model.ts'
import { createMessageQueue } from './message-queue.ts'

/** The `messages` collection: queue, delivery record and card ledger in one (`docs/architecture.md`). */
export function createMessageStore(connection: Connection): MessageStore & { sync(): Promise<void> } {
  const model = createMessageModel(connection)
  const heldQueues = createHeldQueues(connection, model)
  const held = (id: string, token: string) => ({ _id: id, claim: token })
  const over = { awaits: 'nothing', claim: null, request: null } as const

  return {
    ...createMessageQueue(model, heldQueues),
    ...createCardLedger(model),
    ...createMessageContents(model),
    ...createMessageCounts(model),
    hold: (holds, lane, claimed) => heldQueues.hold(holds, lane, claimed),
    release: (queue) => heldQueues.release(queue),
    sync: async () => {
      await model.createIndexes()
      await heldQueues.sync()
    },
    async keepRequest(id, token, request, taskId) {
      const { matchedCount } = await model.updateOne(held(id, token), { $set: { request, taskId } })
      return matchedCount === 1
    },
    async markSent(id, token, { at, viewers, taskId, code }) {
      const sent = {
        $set: { ...over, state: 'sent', dueAt: at, sentAt: at, viewers, taskId, attempts: 0 },
        ...(code === null ? {} : { $push: { codes: code } }),
      } as const
      const { matchedCount } = await model.updateOne({ ...held(id, token), settlement: null }, sent)
      if (matchedCount === 1) return
      // Its end was decided while it was on its way: the viewers must see that too.
      await model.updateOne(held(id, token), { ...sent, $set: { ...sent.$set, awaits: 'settling' } })
    },
    async putOff(id, token, dueAt, outcome) {
      const forget = outcome === 'refused' ? { request: null } : {}
      await model.updateOne(held(id, token), { $set: { claim: null, dueAt, ...forget } })
    },
    async markDropped(id, token) {
      await model.updateOne(held(id, token), { $set: { ...over, state: 'dropped' } })
    },
    async markDead(id, token, errorCode) {
      await model.updateOne(held(id, token), { $set: { ...over, state: 'dead', errorCode } })
    },
    async revive(communityId, now) {
      const { modifiedCount } = await model.updateMany(
        { state: 'dead', communityId, settlement: null },
        { $set: { state: 'queued', awaits: 'sending', attempts: 0, queuedAt: now, dueAt: now } },
      )
      return modifiedCount
    },
    async deliveredSince(since, now) {
      const [sent, uncertain] = await Promise.all([
        model.find({ sentAt: { $gt: since } }, { to: 1, sentAt: 1 }).lean<StoredMessage[]>(),
        model.find({ awaits: 'sending', request: { $ne: null } }, { to: 1 }).lean<StoredMessage[]>(),
      ])
      return [
        ...sent.flatMap(({ to, sentAt }) => (sentAt === null ? [] : [{ to, at: sentAt }])),
        ...uncertain.map(({ to }) => ({ to, at: now })),
      ]
    },
    async leftBehind(before, limit) {
      const waiting = await model
        .find({ awaits: 'sending', dueAt: { $lte: before } }, { communityId: 1, dueAt: 1 })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean<StoredMessage[]>()
      const communities = new Map<string, StoredMessage[]>()
      for (const message of waiting)
        communities.set(message.communityId, [...(communities.get(message.communityId) ?? []), message])
      return [...communities].flatMap(([communityId, messages]) =>
        messages
          .slice(0, 1)
          .map(({ _id, dueAt }) => ({ communityId, oldestId: _id, dueAt, count: messages.length })),
      )
    },
  }
}
