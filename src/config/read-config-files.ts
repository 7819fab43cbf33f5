import type { Community } from './communities.ts'
import { checkHolidays, holidaysSchema, type Holidays } from './holidays.ts'
import { policySchema, type Policy } from './policy.ts'
import { checkShape, sayProblem, type Problem } from './problems.ts'
import { readCommunities } from './read-communities.ts'
import { readJson } from './read-file.ts'
import { checkSandbox, sandboxSchema, type SandboxPeople } from './sandbox.ts'

/** What the config folder says, as far as it could be read, and every problem in operator's words. */
export interface FilesReading {
  policy: Policy | undefined
  policies: ReadonlyMap<string, Policy>
  communities: Community[]
  holidays: Holidays | undefined
  sandbox: SandboxPeople | undefined
  problems: string[]
}

interface FileReading<T> {
  value: T
  problems: Problem[]
}

/** Reads the files of the config folder; sandbox.json only in sandbox mode. */
export function readConfigFiles(configDir: string, mode: 'sandbox' | 'wecom'): FilesReading {
  const problems: string[] = []
  function read<T>(file: string, check: (raw: unknown) => FileReading<T>): T | undefined {
    const raw = readJson(configDir, file)
    const checked = raw.problems.length > 0 ? undefined : check(raw.value)
    problems.push(
      ...[...raw.problems, ...(checked?.problems ?? [])].map((problem) => sayProblem(file, problem)),
    )
    return checked?.value
  }

  let basePolicy: unknown
  const policy = read('policy.json', (raw) => {
    basePolicy = raw
    return checkShape(policySchema, raw)
  })
  const holidays = read('holidays.json', readHolidays)
  const reading = read('communities.json', (raw) => {
    const value = readCommunities(raw, basePolicy)
    return { value, problems: value.problems }
  })
  const communities = reading?.communities ?? []
  // Faulty communities would be told again as communities that the owners cannot live in.
  const homes = reading?.problems.length === 0 ? communities : undefined
  const sandbox = mode === 'sandbox' ? read('sandbox.json', (raw) => readSandbox(raw, homes)) : undefined
  return { policy, policies: reading?.policies ?? new Map(), communities, holidays, sandbox, problems }
}

function readHolidays(raw: unknown): FileReading<Holidays | undefined> {
  const file = checkShape(holidaysSchema, raw)
  if (file.value === undefined) return file
  return { value: file.value.years, problems: checkHolidays(file.value.years) }
}

function readSandbox(
  raw: unknown,
  homes: readonly Community[] | undefined,
): FileReading<SandboxPeople | undefined> {
  const file = checkShape(sandboxSchema, raw)
  if (file.value === undefined || homes === undefined) return file
  return { value: file.value, problems: checkSandbox(file.value, homes) }
}
