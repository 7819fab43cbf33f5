/** The error that the promise is rejected with; fails when it is not rejected. */
export async function expectRejection(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (outcome instanceof Error) return outcome
  throw new Error('expected a rejection')
}
