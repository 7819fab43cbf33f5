import { expect } from 'chai'
import { WecomError } from '../../../src/wecom/wecom-error.ts'

/** The `WecomError` that the call must end in; fails when the call succeeds or fails otherwise. */
export async function expectFailure(call: Promise<unknown>): Promise<WecomError> {
  const outcome: unknown = await call.then(
    () => 'no failure',
    (error: unknown) => error,
  )
  expect(outcome).to.be.instanceOf(WecomError)
  return outcome as WecomError
}
