import { createHash } from 'node:crypto'
import type { Model } from 'mongoose'
import { LANES } from '../domain/record.ts'
import { queuesOf } from '../outbox/draws.ts'
import type { Message, MessageStore, NewMessage } from '../outbox/message.ts'
import type { HeldQueues } from './held-queues.ts'
import { toMessage, type StoredMessage } from './message-model.ts'

type Queue = Pick<
  MessageStore,
  'enqueue' | 'claim' | 'giveBack' | 'split' | 'foldable' | 'fold' | 'nextDueAt' | 'releaseClaims'
>

/** The queue's part of the message store: who may send what now. */
export function createMessageQueue(model: Model<StoredMessage>, heldQueues: HeldQueues): Queue {
  async function enqueue(messages: readonly NewMessage[], queuedAt: Date): Promise<void> {
    if (messages.length === 0) return
    await model.bulkWrite(
      messages.map((message) => ({
        updateOne: {
          filter: { _id: message.id },
          update: { $setOnInsert: newRow(message, queuedAt) },
          upsert: true,
        },
      })),
    )
  }

  return {
    enqueue,
    async claim(work, now, token, until) {
      // Changing a card is no message to anybody: nobody is held from it.
      if (work === 'sending') await heldQueues.openEnded(now)
      for (;;) {
        const found = await model
          .findOneAndUpdate(
            { awaits: work, dueAt: { $lte: now } },
            { $set: { claim: token, dueAt: until }, $inc: { attempts: 1 } },
            { sort: { lane: 1, dueAt: 1, _id: 1 }, returnDocument: 'after' },
          )
          .lean<StoredMessage>()
        if (found !== null) return toMessage(found)
        if (work === 'settling' || !(await heldQueues.openMore())) return undefined
      }
    },
    async giveBack(id, token, dueAt) {
      await model.updateOne(
        { _id: id, claim: token },
        { $set: { claim: null, dueAt }, $inc: { attempts: -1 } },
      )
    },
    async split(message, token, now, rest) {
      // The rest is written down first, so that a crash between the two steps forgets nobody.
      const { matchedCount } = await model.updateOne(
        { _id: message.id, claim: token },
        { $set: { to: { users: [...now] }, queues: queuesOf({ users: [...now] }), splitOff: [...rest] } },
      )
      if (matchedCount === 0) return false
      const { id, subject, communityId, kind, isCard, facts, lane, queuedAt } = message
      const to = { users: [...rest] }
      const later = { id: restId(id, rest), subject, communityId, kind, isCard, facts, lane, to }
      await enqueue([later], queuedAt)
      const ended = await model.findOne({ _id: id, settlement: { $ne: null } }).lean<StoredMessage>()
      if (ended !== null)
        await model.updateOne(
          { _id: later.id, state: 'queued', claim: null, request: null },
          { $set: { state: 'dropped', awaits: 'nothing' } },
        )
      return true
    },
    async foldable({ id, kind, lane, to, communityId }, limit) {
      const found = await model
        .find({
          queues: queuesOf(to),
          awaits: { $in: ['sending', 'quota'] },
          kind,
          lane: LANES.indexOf(lane),
          communityId,
          isCard: false,
          claim: null,
          request: null,
          _id: { $ne: id },
        })
        .sort({ dueAt: 1, _id: 1 })
        .limit(limit)
        .lean<StoredMessage[]>()
      // One that has taken others in speaks for them too, so it stays by itself.
      const speakers = await model.distinct('foldedInto', {
        foldedInto: { $in: found.map(({ _id }) => _id) },
      })
      return found.flatMap((stored) => (speakers.includes(stored._id) ? [] : (toMessage(stored) ?? [])))
    },
    async fold({ id }, token, ids) {
      const held = await model.exists({ _id: id, claim: token })
      if (held !== null && ids.length > 0)
        await model.updateMany(
          { _id: { $in: [...ids] }, state: 'queued', claim: null, request: null },
          { $set: { state: 'folded', awaits: 'nothing', foldedInto: id } },
        )
      const folded = await model
        .find({ foldedInto: id })
        .sort({ queuedAt: 1, _id: 1 })
        .lean<StoredMessage[]>()
      return folded.flatMap((stored) => toMessage(stored) ?? [])
    },
    async releaseClaims(now) {
      await model.updateMany(
        { awaits: { $ne: 'nothing' }, claim: { $ne: null } },
        { $set: { claim: null, dueAt: now } },
      )
    },
    async nextDueAt() {
      const next = await Promise.all(
        (['sending', 'settling'] as const).map((awaits) =>
          model.findOne({ awaits }, { dueAt: 1 }).sort({ dueAt: 1 }).lean<StoredMessage>(),
        ),
      )
      const holdEnd = await heldQueues.nextEndAt()
      const instants = [...next.map((message) => message?.dueAt), holdEnd].flatMap(
        (at) => at?.getTime() ?? [],
      )
      return instants.length === 0 ? undefined : new Date(Math.min(...instants))
    },
  }
}

/** The same rest of the same message is queued once, however often the step is repeated. */
function restId(id: string, rest: readonly string[]): string {
  return `${id}-${createHash('sha256').update(rest.join('|')).digest('hex').slice(0, 8)}`
}

function newRow({ id: _id, lane, notBefore, ...fields }: NewMessage, now: Date) {
  const queuedAt = notBefore !== undefined && notBefore > now ? notBefore : now
  const queues = queuesOf(fields.to)
  return { ...fields, ...BLANK, queues, lane: LANES.indexOf(lane), queuedAt, dueAt: queuedAt }
}

const BLANK = {
  state: 'queued',
  awaits: 'sending',
  attempts: 0,
  claim: null,
  request: null,
  sentAt: null,
  taskId: null,
  viewers: [],
  codes: [],
  settlement: null,
  stale: false,
  settlingCode: null,
  splitOff: [],
  foldedInto: null,
} satisfies Partial<Message>
