import type { Model } from 'mongoose'
import { queuesOf } from '../outbox/draws.ts'
import { LASTING_KINDS, type MessageStore, type Settlement } from '../outbox/message.ts'
import { toMessage, type StoredMessage } from './message-model.ts'

type CardLedger = Pick<
  MessageStore,
  'settle' | 'settleOne' | 'findByTaskId' | 'addCode' | 'takeCode' | 'returnCode' | 'isTold' | 'settled'
>

/** The ledger's part of the message store: which sent cards must change, and with which unused code. */
export function createCardLedger(model: Model<StoredMessage>): CardLedger {
  const endNow = (settlement: Settlement, now: Date) => ({
    $set: { settlement, awaits: 'settling' as const, stale: false, dueAt: now },
  })
  return {
    async settle(subject, kinds, settlement, showAt) {
      const mine = {
        'subject.type': subject.type,
        'subject.id': subject.id,
        'subject.version': { $lt: settlement.version },
        isCard: true,
        kind: kinds === 'all' ? { $nin: [...LASTING_KINDS] } : { $in: [...kinds] },
      }
      await model.updateMany(
        { ...mine, state: 'queued', claim: null, request: null },
        { $set: { state: 'dropped', awaits: 'nothing' } },
      )
      await model.updateMany(
        { ...mine, state: { $in: ['queued', 'dead'] }, settlement: null },
        { $set: { settlement } },
      )
      await model.updateMany({ ...mine, state: 'sent', settlement: null }, endNow(settlement, showAt))
      await model.updateMany(
        {
          ...mine,
          state: 'sent',
          'settlement.version': { $lt: settlement.version },
          awaits: 'settling',
          claim: null,
          settlingCode: null,
        },
        endNow(settlement, showAt),
      )
    },
    async settleOne(messageId, settlement, now) {
      await model.updateOne({ _id: messageId, state: 'sent', settlement: null }, endNow(settlement, now))
    },
    async findByTaskId(taskId) {
      return toMessage(await model.findOne({ taskId }).lean<StoredMessage>())
    },
    async addCode(taskId, code, now) {
      await model.updateOne({ taskId, 'codes.code': { $ne: code.code } }, { $push: { codes: code } })
      await model.updateOne(
        { taskId, stale: true },
        { $set: { stale: false, awaits: 'settling', dueAt: now } },
      )
    },
    async takeCode(id, token, code) {
      const { modifiedCount } = await model.updateOne(
        { _id: id, claim: token, 'codes.code': code.code },
        { $pull: { codes: { code: code.code } }, $set: { settlingCode: code } },
      )
      return modifiedCount === 1
    },
    async returnCode(id, token, code, dueAt) {
      await model.updateOne(
        { _id: id, claim: token },
        { $push: { codes: code }, $set: { settlingCode: null, claim: null, dueAt } },
      )
    },
    async isTold({ type, id, version }, userId, since) {
      const told = await model.exists({
        'subject.type': type,
        'subject.id': id,
        'subject.version': { $gte: version },
        queues: { $in: queuesOf({ users: [userId] }) },
        $or: [
          { state: 'sent', sentAt: { $gte: since } },
          { state: 'folded', queuedAt: { $gte: since } },
        ],
      })
      return told !== null
    },
    async settled(id, token, result, now) {
      await model.updateOne(
        { _id: id, claim: token },
        {
          $set: {
            claim: null,
            settlingCode: null,
            stale: result === 'stale',
            awaits: result === 'try_next_code' ? 'settling' : 'nothing',
            dueAt: now,
          },
        },
      )
    },
  }
}
