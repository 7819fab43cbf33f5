import { Schema, type Connection, type Model } from 'mongoose'
import { LANES, type Lane } from '../domain/record.ts'
import type { Hold } from '../outbox/holds.ts'
import type { ClaimedMessage } from '../outbox/message.ts'
import type { StoredMessage } from './message-model.ts'

/** One queue that waits for quota: the messages of the danger lane in it, or all others. */
interface HeldQueue {
  _id: string
  queue: string
  isDanger: boolean
  /** `OPEN` while what waits is let in little by little. */
  until: Date
  /** Counts the holds, so that none is ended by who has seen only the one before. */
  revision: number
}

/** The queues that are held, and the messages that are set aside for them. */
export interface HeldQueues {
  hold(holds: readonly Hold[], lane: Lane, claimed?: ClaimedMessage): Promise<void>
  release(queue: string): Promise<void>
  /** Lets the first messages of queues whose hold is over back in. */
  openEnded(now: Date): Promise<void>
  /** Lets more of them in where all that came before is gone; whether there were any. */
  openMore(): Promise<boolean>
  nextEndAt(): Promise<Date | undefined>
  sync(): Promise<void>
}

const DANGER = LANES.indexOf('danger')
const OPEN = new Date(0)
const RELEASED = new Date(1)
/** Let in at once. More than a minute's quota of a member, so that in general it is used up by what is most urgent. */
const BATCH = 50

/**
 * The `held_queues` collection: one small document a queue, so that thousands of waiting messages are written twice in
 * their life and never looked at in between (`docs/decisions/0011-quotas.md`).
 */
export function createHeldQueues(connection: Connection, messages: Model<StoredMessage>): HeldQueues {
  const schema = new Schema<HeldQueue>(
    {
      _id: { type: String, required: true },
      queue: { type: String, required: true },
      isDanger: { type: Boolean, required: true },
      until: { type: Date, required: true },
      revision: { type: Number, required: true },
    },
    { strict: 'throw', versionKey: false, autoIndex: false },
  )
  schema.index({ until: 1 })
  const model = connection.model<HeldQueue>('HeldQueue', schema, 'held_queues')
  const lanes = (isDanger: boolean) => (isDanger ? DANGER : { $gt: DANGER })

  async function mark(holds: readonly Hold[], isDanger: boolean): Promise<void> {
    await model.bulkWrite(
      holds.map(({ queue, until }) => ({
        updateOne: {
          filter: { _id: `${isDanger ? 'danger' : 'below'} ${queue}` },
          update: { $set: { queue, isDanger, until }, $inc: { revision: 1 } },
          upsert: true,
        },
      })),
    )
  }

  async function letIn({ _id, queue, isDanger, revision }: HeldQueue): Promise<number> {
    const first = await messages
      .find({ queues: queue, awaits: 'quota', lane: lanes(isDanger) }, { _id: 1 })
      .sort({ lane: 1, dueAt: 1, _id: 1 })
      .limit(BATCH)
      .lean<{ _id: string }[]>()
    const ids = first.map((message) => message._id)
    if (ids.length > 0)
      await messages.updateMany({ _id: { $in: ids }, awaits: 'quota' }, { $set: { awaits: 'sending' } })
    if (ids.length < BATCH) await model.deleteOne({ _id, revision })
    else await model.updateOne({ _id, revision }, { $set: { until: OPEN } })
    return ids.length
  }

  return {
    async hold(holds, lane, claimed) {
      if (holds.length === 0) return
      const isDanger = lane === 'danger'
      const queues = holds.map(({ queue }) => queue)
      // Marked before, lest a crash forgets what is set aside, and again after, lest somebody has just ended the hold.
      await mark(holds, isDanger)
      if (claimed !== undefined)
        await messages.updateOne(
          { _id: claimed.id, claim: claimed.token },
          {
            $set: { awaits: 'quota', claim: null, dueAt: claimed.queuedAt },
            $inc: { attempts: -1 },
          },
        )
      await messages.updateMany(
        {
          queues: { $in: queues, $not: { $elemMatch: { $nin: queues } } },
          awaits: 'sending',
          lane: lanes(isDanger),
          claim: null,
          request: null,
        },
        { $set: { awaits: 'quota' } },
      )
      await mark(holds, isDanger)
    },
    async release(queue) {
      await model.updateMany({ queue }, { $set: { until: RELEASED }, $inc: { revision: 1 } })
    },
    async openEnded(now) {
      const ended = await model.find({ until: { $gt: OPEN, $lte: now } }).lean<HeldQueue[]>()
      for (const queue of ended) await letIn(queue)
    },
    async openMore() {
      const open = await model.find({ until: OPEN }).lean<HeldQueue[]>()
      let count = 0
      for (const queue of open) count += await letIn(queue)
      return count > 0
    },
    async nextEndAt() {
      const next = await model.findOne({}, { until: 1 }).sort({ until: 1 }).lean<HeldQueue>()
      return next?.until
    },
    async sync() {
      await model.createIndexes()
    },
  }
}
