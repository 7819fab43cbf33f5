import { createHash } from 'node:crypto'
import type { DispatchOptions } from './dispatch.ts'
import { DUPLICATE_CHECK_SECONDS, type Request } from './request.ts'

/**
 * The platform takes the same words to the same members within its interval for a repeat and drops them
 * (`wecom.md` 4.1), also when they are the answer to a second question. So the message is looked up among those that
 * said the same, and if there is one, its request goes without the check. A request that is kept is never changed.
 */
export async function markSaidAgain(
  messageId: string,
  token: string,
  request: Request,
  { messages, clock, leaseMs }: Pick<DispatchOptions, 'messages' | 'clock' | 'leaseMs'>,
): Promise<Request> {
  if (request.to !== 'members' || request.taskId !== null) return request
  const content = createHash('sha256')
    .update(JSON.stringify([request.users, request.body]))
    .digest('hex')
  const now = clock.now()
  // The platform counts from the arrival, at most a lease after the note.
  const since = new Date(now.getTime() - DUPLICATE_CHECK_SECONDS * 1000 - leaseMs)
  const isSaidAgain = await messages.noteContent(messageId, token, content, now, since)
  return isSaidAgain ? { ...request, isSaidAgain: true } : request
}
