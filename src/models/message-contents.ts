import type { Model } from 'mongoose'
import type { MessageStore } from '../outbox/message.ts'
import type { StoredMessage } from './message-model.ts'

/** The part of the message store that knows which messages say the same to the same people. */
export function createMessageContents(model: Model<StoredMessage>): Pick<MessageStore, 'noteContent'> {
  return {
    async noteContent(id, token, content, now, since) {
      // Noted before the look, so that of two at once at least one sees the other.
      const { matchedCount } = await model.updateOne(
        { _id: id, claim: token },
        { $set: { content, contentAt: now } },
      )
      if (matchedCount === 0) return false
      const other = await model.exists({
        content,
        _id: { $ne: id },
        $or: [{ contentAt: { $gte: since } }, { state: 'queued' }],
      })
      return other !== null
    },
  }
}
