import { GROUP_OUT_OF_REACH, MEMBER_REFUSED } from './error-codes.ts'
import { WecomError } from './wecom-error.ts'

/** What errors of group calls speak of. */
export const groupErrors = {
  isAboutMembers: (error: unknown) => isOneOf(error, MEMBER_REFUSED),
  isOutOfReach: (error: unknown) => isOneOf(error, GROUP_OUT_OF_REACH),
}

function isOneOf(error: unknown, codes: ReadonlySet<number>): boolean {
  return error instanceof WecomError && codes.has(error.errcode ?? 0)
}
