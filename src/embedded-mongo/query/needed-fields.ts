import type { Filter } from './filter.ts'
import type { SortField } from './sort.ts'

/** Top-level fields a query looks at, so that a scan reads only those; `undefined`: it may look at any. */
export function neededFields(filter: Filter, sort: readonly SortField[] = []): Set<string> | undefined {
  const names = new Set<string>(sort.map((field) => field.parts[0] ?? ''))
  return collect(filter, names) ? names : undefined
}

function collect(filter: Filter, names: Set<string>): boolean {
  if (filter.kind === 'expr') return false
  if (filter.kind !== 'path') return filter.parts.every((part) => collect(part, names))
  names.add(filter.parts[0] ?? '')
  return true
}
