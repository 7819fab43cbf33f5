/**
 * An error with a stable code for log lines and decisions; `retryable` says whether the same act may succeed later.
 * Readers branch on `code`, never on the message.
 */
export class DeskError extends Error {
  readonly code: string
  readonly retryable: boolean

  constructor(code: string, message: string, options: { cause?: unknown; retryable?: boolean } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'DeskError'
    this.code = code
    this.retryable = options.retryable ?? false
  }
}

/** The code of any thrown value: a DeskError's own, a Node or driver error's `code`, else `unexpected`. */
export function codeOf(error: unknown): string {
  if (error instanceof DeskError) return error.code
  if (error instanceof Error && 'code' in error) return String(error.code)
  return 'unexpected'
}
