import { compareValues, sameValue, typeOrder } from '../bson/compare.ts'
import type { Value } from '../bson/value.ts'
import type { IndexSpec } from '../index/spec.ts'
import { collectConditions, type Conditions } from './bounds.ts'
import type { Filter, Test } from './filter.ts'

/** True when every match of the query has a key in the index: a sparse or partial index may lack some. */
export function coversQuery(spec: IndexSpec, conditions: Conditions): boolean {
  if (spec.sparse && !spec.fields.some((field) => impliesPresence(conditions.get(field.path) ?? [])))
    return false
  return spec.partial === undefined || impliesFilter(spec.partial, conditions)
}

function impliesPresence(tests: readonly Test[]): boolean {
  return tests.some((test) => {
    if (test.op === 'exists' || test.op === 'regex' || test.op === 'type' || test.op === 'size') return true
    if (test.op === 'mod') return true
    if (test.op === 'in') return test.values.every((value) => value !== null)
    return 'value' in test && test.value !== null
  })
}

/** True when the query's conditions make the index's own filter true; "don't know" counts as no. */
function impliesFilter(partial: Filter, conditions: Conditions): boolean {
  if (partial.kind === 'and') return partial.parts.every((part) => impliesFilter(part, conditions))
  if (partial.kind !== 'path') return false
  for (const [path, wanted] of collectConditions(partial)) {
    const given = conditions.get(path) ?? []
    if (!wanted.every((each) => impliesTest(given, each))) return false
  }
  return partial.test.op !== 'elemMatch' && partial.test.op !== 'elemTests'
}

function impliesTest(given: readonly Test[], wanted: Test): boolean {
  if (wanted.op === 'exists') return impliesPresence(given)
  if (wanted.op === 'type' || wanted.op === 'in') {
    return given.some((test) => test.op === 'eq' && fulfils(test.value, wanted))
  }
  if (!('value' in wanted)) return false
  return given.some((test) => {
    if (test.op === 'in')
      return test.patterns.length === 0 && test.values.every((value) => fulfils(value, wanted))
    if (!('value' in test)) return false
    if (test.op === 'eq') return fulfils(test.value, wanted)
    return test.op === wanted.op && isAtLeastAsTight(test.op, test.value, wanted.value)
  })
}

function isAtLeastAsTight(op: string, given: Value, wanted: Value): boolean {
  if (typeOrder(given) !== typeOrder(wanted)) return false
  const order = compareValues(given, wanted)
  return op.startsWith('g') ? order >= 0 : order <= 0
}

/** Whether a plain value satisfies the test; arrays and null are not decided here. */
function fulfils(value: Value, wanted: Test): boolean {
  if (value === null || Array.isArray(value)) return wanted.op === 'eq' && sameValue(value, wanted.value)
  if (wanted.op === 'in') return wanted.values.some((each) => sameValue(each, value))
  if (!('value' in wanted)) return false
  if (wanted.op === 'eq') return sameValue(value, wanted.value)
  if (typeOrder(value) !== typeOrder(wanted.value)) return false
  const order = compareValues(value, wanted.value)
  if (wanted.op === 'gt') return order > 0
  if (wanted.op === 'gte') return order >= 0
  return wanted.op === 'lt' ? order < 0 : order <= 0
}
