import { basename, dirname } from 'node:path'
import { ConfigError } from '../config/config-error.ts'
import { overridePolicy, type Policy } from '../config/policy.ts'
import { sayProblem, type Problem } from '../config/problems.ts'
import { readJson } from '../config/read-file.ts'

/**
 * The policy of a file laid over one in force: what the file says counts, also where the community has a value of its own;
 * what it leaves out stays. Throws a `ConfigError` that names the file and every faulty path.
 */
export function readRehearsedPolicy(file: string, inForce: Policy): Policy {
  const name = basename(file)
  const raw = readJson(dirname(file), name)
  if (raw.problems.length > 0) throw faulty(name, raw.problems)
  const checked = overridePolicy(inForce, raw.value)
  if (checked.value === undefined) throw faulty(name, checked.problems)
  return checked.value
}

function faulty(name: string, problems: readonly Problem[]): ConfigError {
  return new ConfigError(problems.map((problem) => sayProblem(name, problem)))
}
