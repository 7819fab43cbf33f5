import { codeOf } from '../errors.ts'
import { WecomError } from '../wecom/wecom-error.ts'
import { backoffMs } from './backoff.ts'
import type { DispatchOptions } from './dispatch.ts'
import type { Message } from './message.ts'

/** The code is used up or expired (`wecom.md` 4.5). */
const CODE_NO_GOOD = 60140

/** Shows a card's viewers how it ended, with one unused code; without one the card stays until a tap brings a new code. */
export async function settleCard(message: Message, token: string, options: DispatchOptions): Promise<void> {
  const { messages, composer, wecom, clock, logger, backoff, random } = options
  const now = clock.now()
  const interrupted = message.settlingCode !== null
  const code = message.settlingCode ?? message.codes.findLast(({ expiresAt }) => expiresAt > now)?.code
  if (code === undefined || message.viewers.length === 0) {
    await messages.settled(message.id, token, 'stale', now)
    return
  }
  if (!interrupted && !(await messages.takeCode(message.id, token, code))) return
  try {
    const replaceName = composer.sayEnd(message)
    await wecom.updateCard({ userIds: message.viewers, responseCode: code, replaceName })
    await messages.settled(message.id, token, 'shown', now)
  } catch (error) {
    if (!(error instanceof WecomError)) throw error
    if (error.errcode === CODE_NO_GOOD) {
      // After an interrupted attempt a used code means that the attempt had arrived.
      await messages.settled(message.id, token, interrupted ? 'shown' : 'try_next_code', now)
      return
    }
    logger.warn({ code: codeOf(error), errcode: error.errcode, messageId: message.id }, 'card not updated')
    if (error.handling === 'drop') await messages.settled(message.id, token, 'stale', now)
    else
      await messages.putOff(
        message.id,
        token,
        new Date(now.getTime() + backoffMs(message.attempts, backoff, random())),
        error.outcome,
      )
  }
}
