import { writeFileSync } from 'node:fs'
import Mocha from 'mocha'

/**
 * Mocha's usual report, and at its end the counts as JSON in the file that `TEST_COUNTS_FILE` names, for `.ci/run`.
 * Mocha loads reporters by their default export.
 */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options)
    const file = process.env.TEST_COUNTS_FILE
    if (file === undefined) throw new Error('TEST_COUNTS_FILE must name the file for the counts')
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {}
      writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }))
    })
  }
}
