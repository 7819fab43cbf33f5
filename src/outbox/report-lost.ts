import type { DispatchOptions } from './dispatch.ts'
import type { Message } from './message.ts'

/** Kind of the line that tells the managers' group whom the desk could not reach. */
export const UNREACHABLE = 'unreachable'

/**
 * Tells the managers' group that a message did not reach somebody, once a message; its own loss is only logged, and that
 * nothing reaches those who have left is no news.
 */
export async function reportLost(
  message: Message,
  userIds: readonly string[],
  options: DispatchOptions,
): Promise<void> {
  const group = options.managersGroup(message.communityId)
  if (group === undefined || message.kind === UNREACHABLE) return
  const missed = userIds.filter((userId) => !options.isFormer(userId))
  if (userIds.length > 0 && missed.length === 0) return
  await options.messages.enqueue(
    [
      {
        id: `${message.id}-lost`,
        subject: message.subject,
        communityId: message.communityId,
        kind: UNREACHABLE,
        isCard: false,
        facts: { users: missed.join(','), what: message.kind },
        lane: 'escalation',
        to: { chatId: group },
      },
    ],
    options.clock.now(),
  )
}
