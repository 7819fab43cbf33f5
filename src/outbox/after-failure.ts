import { DeskError, codeOf } from '../errors.ts'
import type { WecomError } from '../wecom/wecom-error.ts'
import { backoffMs } from './backoff.ts'
import type { DispatchOptions } from './dispatch.ts'
import type { Message } from './message.ts'
import { reportLost } from './report-lost.ts'

/** Puts a message off after a failed call, or gives it up and tells the managers' group. */
export async function afterFailure(
  message: Message,
  token: string,
  error: WecomError,
  options: DispatchOptions,
): Promise<void> {
  const { messages, clock, logger, backoff, giveUpAfterMs, random } = options
  const now = clock.now()
  const tooOld = now.getTime() - message.queuedAt.getTime() > giveUpAfterMs
  const line = {
    code: codeOf(error),
    errcode: error.errcode,
    messageId: message.id,
    attempts: message.attempts,
  }
  if (error.handling === 'drop' || (tooOld && error.handling !== 'alarm')) {
    logger.error({ ...line, err: new DeskError('message_dead', error.message) }, 'message given up')
    await messages.markDead(message.id, token, codeOf(error))
    await reportLost(message, 'users' in message.to ? message.to.users : [], options)
    return
  }
  // 'alarm' means the platform's settings are wrong for all messages: they wait, nothing is thrown away.
  logger[error.handling === 'alarm' ? 'error' : 'warn'](line, 'message put off')
  const dueAt = new Date(now.getTime() + backoffMs(message.attempts, backoff, random()))
  // That a repeat was refused says nothing of the attempt before it, which may have arrived.
  await messages.putOff(message.id, token, dueAt, message.request === null ? error.outcome : 'unknown')
}
