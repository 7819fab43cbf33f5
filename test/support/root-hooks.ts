import { restore } from 'sinon'

/** After each test the doubles of sinon are taken away, so that none leaks into the next test. */
export const mochaHooks = {
  afterEach(): void {
    restore()
  },
}
