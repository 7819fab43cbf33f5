import { DeskError } from '../errors.ts'
import type { Handling } from './error-codes.ts'

/**
 * A call to the platform that did not succeed. `outcome` says whether it may have taken effect all the same: after
 * `unknown` (timeout, reset, 5xx, unreadable answer, errcode -1) a repeat can arrive twice (wecom.md 13, WxJava#2098).
 */
export class WecomError extends DeskError {
  /** The platform's number; absent when no readable answer came. */
  readonly errcode?: number
  readonly handling: Handling
  readonly outcome: 'refused' | 'unknown'

  constructor(
    code: string,
    message: string,
    details: { errcode?: number; handling: Handling; outcome: 'refused' | 'unknown'; cause?: unknown },
  ) {
    super(code, message, {
      cause: details.cause,
      retryable: details.handling !== 'drop' && details.handling !== 'alarm',
    })
    this.name = 'WecomError'
    if (details.errcode !== undefined) this.errcode = details.errcode
    this.handling = details.handling
    this.outcome = details.outcome
  }
}
