import { createHash } from 'node:crypto'
import { CARD_OVER } from './composer.ts'
import type { DispatchOptions } from './dispatch.ts'
import type { Message, NewMessage } from './message.ts'

/**
 * Tells the viewers of a card that cannot be changed what ended it. Nobody gets more than one line for one change of one
 * record, and nobody who has heard of that change, or of a later one, by the time the line is built.
 */
export async function tellViewers(
  { subject, settlement, viewers, communityId, sentAt }: Message,
  { messages, clock, isFormer }: Pick<DispatchOptions, 'messages' | 'clock' | 'isFormer'>,
): Promise<void> {
  if (subject === null || settlement === null) return
  const { say, facts, version } = settlement
  const changed = { ...subject, version }
  const lines: NewMessage[] = []
  // A card that came late, by a repeat, stands below what was said before it.
  const after = new Date((sentAt?.getTime() ?? 0) + 1)
  for (const userId of viewers) {
    if (isFormer(userId) || (await messages.isTold(changed, userId, after))) continue
    const digest = createHash('sha256').update(userId.toLowerCase()).digest('hex').slice(0, 12)
    lines.push({
      id: `${subject.id}-${String(version)}-over-${digest}`,
      subject: changed,
      communityId,
      kind: CARD_OVER,
      isCard: false,
      facts: { ...facts, say },
      lane: 'reminder',
      to: { users: [userId] },
    })
  }
  await messages.enqueue(lines, clock.now())
}
