import type { z } from 'zod'

/** Something wrong at a place inside a file; an empty path is the whole file. */
export interface Problem {
  path: readonly PropertyKey[]
  message: string
}

/** What a schema made of raw data: the value, or everything that is wrong with it. */
export type Checked<T> = { value: T; problems: [] } | { value: undefined; problems: Problem[] }

/** Reads raw data by the schema; `at` is where the data sits in its file. */
export function checkShape<S extends z.ZodType>(
  schema: S,
  raw: unknown,
  at: readonly PropertyKey[] = [],
): Checked<z.output<S>> {
  const result = schema.safeParse(raw, {
    error: (issue) => (issue.input === undefined ? 'is missing' : undefined),
  })
  if (result.success) return { value: result.data, problems: [] }
  return { value: undefined, problems: result.error.issues.flatMap((issue) => toProblems(issue, at)) }
}

/**
 * One line for the operator: `communities.json communities[0].shifts[1].from: is missing`, or for a variable
 * `WECOM_SECRET: is missing`.
 */
export function sayProblem(file: string | undefined, { path, message }: Problem): string {
  const place = path.reduce<string>((said, key) => said + sayKey(key, said === ''), '')
  return `${[file, place].filter(Boolean).join(' ')}: ${message}`
}

function toProblems(issue: z.core.$ZodIssue, at: readonly PropertyKey[]): Problem[] {
  const path = [...at, ...issue.path]
  if (issue.code === 'invalid_key') return [{ path, message: issue.issues[0]?.message ?? issue.message }]
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }]
  return issue.keys.map((key) => ({ path: [...path, key], message: 'is not known here' }))
}

function sayKey(key: PropertyKey, isFirst: boolean): string {
  if (typeof key === 'number') return `[${key}]`
  const name = String(key)
  if (!/^[A-Za-z_]\w*$/.test(name)) return `[${JSON.stringify(name)}]`
  return isFirst ? name : `.${name}`
}
