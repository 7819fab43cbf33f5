import { MinKey, MaxKey } from 'bson'
import { isDoc, type Doc, type Reply, type Value } from '../bson/value.ts'
import { describeValue } from '../bson/describe.ts'
import { MongoError, notSupported } from '../mongo-error.ts'
import { parseFilter } from '../query/parse-filter.ts'
import type { Interval } from '../query/bounds.ts'
import type { Plan } from '../query/plan.ts'
import { choosePlan } from '../query/planner.ts'
import { countItems } from '../query/count.ts'
import { runQuery, type Query, type ScanCount } from '../query/scan.ts'
import { parseSort } from '../query/sort.ts'
import { namespaceOf } from '../store/catalog.ts'
import type { Collection } from '../store/collection.ts'
import { splitPipeline } from './aggregate.ts'
import { Arguments } from './arguments.ts'
import type { Command, Engine, Request } from './command.ts'
import { hintOf, queryOf } from './read.ts'

/** `explain` of find, count, distinct, aggregate, update, delete and findAndModify: the plan, and what it looked at. */
export const explain: Command = (request, engine) => {
  request.args.only('verbosity')
  const inner = request.body.get('explain')
  if (!isDoc(inner)) throw new MongoError('TypeMismatch', "BSON field 'explain.explain' must be an object")
  const [name = ''] = inner.keys()
  const target = inner.get(name)
  if (typeof target !== 'string') throw notSupported(`explain of ${name}`)
  const args = new Arguments(name, inner)
  const asked = { ...request, name, body: inner, args }
  const ns = namespaceOf(request.db, target)
  const query = innerQuery(name, asked)
  const verbosity = request.args.value('verbosity') ?? 'allPlansExecution'
  const isRun = verbosity !== 'queryPlanner'
  return {
    explainVersion: '1',
    ...explainQuery(engine, ns, query, isRun),
    command: inner,
    serverInfo: { host: 'localhost', port: 0, version: '7.0.0', gitVersion: 'property-desk-embedded-store' },
  }
}

function innerQuery(name: string, request: Request): Query {
  const { args, deadline, scope } = request
  const base = { sort: [], skip: 0, limit: Infinity, scope, deadline }
  switch (name) {
    case 'find':
      return queryOf(request, 'filter')
    case 'count':
      return queryOf(request, 'query')
    case 'distinct':
      return { ...base, filter: parseFilter(args.doc('query')), ...hintOf(args) }
    case 'findAndModify':
    case 'findandmodify':
      return { ...base, filter: parseFilter(args.doc('query')), sort: parseSort(args.doc('sort')), limit: 1 }
    case 'aggregate':
      return splitPipeline(request, args.array('pipeline'), scope).query
    case 'update':
    case 'delete': {
      const [statement] = args.array(`${name}s`)
      const parts = new Arguments(name, isDoc(statement) ? statement : new Map<string, Value>())
      return { ...base, filter: parseFilter(parts.doc('q')), ...hintOf(parts) }
    }
    default:
      throw notSupported(`explain of ${name}`)
  }
}

function explainQuery(engine: Engine, ns: string, query: Query, isRun: boolean): Reply {
  const collection = engine.store.catalog.get(ns)
  const planner = { namespace: ns, indexFilterSet: false, rejectedPlans: [] }
  if (collection === undefined) return { queryPlanner: { ...planner, winningPlan: { stage: 'EOF' } } }
  const request = { filter: query.filter, sort: query.sort, wanted: query.skip + query.limit }
  const plan = choosePlan(collection, request, query.hint)
  const winningPlan = describePlan(plan, query)
  const queryPlanner = { ...planner, winningPlan }
  return isRun ? { queryPlanner, executionStats: execute(collection, query) } : { queryPlanner }
}

function execute(collection: Collection, query: Query): Reply {
  const count: ScanCount = { keys: 0, docs: 0 }
  const started = performance.now()
  const nReturned = countItems(runQuery(collection, query, count))
  return {
    executionSuccess: true,
    nReturned,
    executionTimeMillis: Math.round(performance.now() - started),
    totalKeysExamined: count.keys,
    totalDocsExamined: count.docs,
  }
}

function describePlan(plan: Plan, query: Query): Reply {
  const isSorted = query.sort.length === 0 || (plan.stage === 'IXSCAN' && plan.sorted)
  const fetch = describeAccess(plan)
  if (isSorted) return fetch
  const sortPattern: Doc = new Map(query.sort.map((field) => [field.path, field.direction]))
  return { stage: 'SORT', sortPattern, inputStage: fetch }
}

function describeAccess(plan: Plan): Reply {
  if (plan.stage === 'COLLSCAN') return { stage: 'COLLSCAN', direction: 'forward' }
  if (plan.stage === 'EOF') return { stage: 'EOF' }
  if (plan.stage === 'OR')
    return { stage: 'FETCH', inputStage: { stage: 'OR', inputStages: plan.plans.map(describeAccess) } }
  const { spec, multikey } = plan.index
  const bounds = spec.fields.map((field, i): [string, string[]] => {
    return [field.path, (plan.intervals[i] ?? [{}]).map(describeInterval)]
  })
  return {
    stage: 'FETCH',
    inputStage: {
      stage: 'IXSCAN',
      keyPattern: spec.doc.get('key') ?? null,
      indexName: spec.name,
      isMultiKey: multikey.includes(true),
      isUnique: spec.unique,
      isSparse: spec.sparse,
      isPartial: spec.partial !== undefined,
      direction: plan.backwards ? 'backward' : 'forward',
      indexBounds: Object.fromEntries(bounds),
    },
  }
}

function describeInterval({ low, high }: Interval): string {
  const open = (low?.inclusive ?? true) ? '[' : '('
  const close = (high?.inclusive ?? true) ? ']' : ')'
  return `${open}${describeValue(low?.value ?? new MinKey())}, ${describeValue(high?.value ?? new MaxKey())}${close}`
}
