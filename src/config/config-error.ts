import { DeskError } from '../errors.ts'

/** The desk cannot start; `problems` names every variable and every path inside a file that has to be put right. */
export class ConfigError extends DeskError {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super('bad_config', `The configuration has ${problems.length} problem(s):\n${problems.join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}
