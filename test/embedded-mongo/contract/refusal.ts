import { expect } from 'chai'

/** What a server said no with. */
export interface Refusal {
  code: unknown
  codeName: unknown
  keyPattern: unknown
  keyValue: unknown
}

/** The refusal of an act; fails when the act succeeds. */
export async function refusalOf(act: Promise<unknown>): Promise<Refusal> {
  try {
    await act
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const part = (key: string): unknown => Object.entries(error).find(([name]) => name === key)?.[1]
    return {
      code: part('code'),
      codeName: part('codeName'),
      keyPattern: part('keyPattern'),
      keyValue: part('keyValue'),
    }
  }
  return expect.fail('it was not refused')
}
