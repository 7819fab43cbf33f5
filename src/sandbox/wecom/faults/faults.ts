import type { TokenRecord } from '../records.ts'
import type { Table } from '../store/store.ts'
import { FaultSchema, type Fault, type FaultOrder } from './fault.ts'

type Of<K extends Fault['kind']> = Extract<Fault, { kind: K }>

/** Switches faults on and off, and tells the server which ones strike now. */
export interface Faults {
  /** Sets one fault; `revoke_tokens` happens at once and is not kept. Throws zod's error on a wrong shape. */
  set(order: FaultOrder): void
  clear(): void
  list(): Fault[]
  skewMs(): number
  /** The first fault of a kind that strikes this route, counted down; `when` picks the moment. */
  strike<K extends 'errcode' | 'status' | 'latency' | 'reset'>(
    kind: K,
    route: string,
    when?: 'before' | 'after',
  ): Of<K> | undefined
  /** How many calls of the route may run at once; `undefined` = any number. */
  parallelLimit(route: string): number | undefined
  /** The fault that strikes a webhook with this event, counted down. */
  strikeWebhook(event: string): Of<'webhook'> | undefined
  /** The fault that strikes a bot's WebSocket frame with this cmd, counted down. */
  strikeSocket(cmd: string): Of<'socket'> | undefined
}

interface Active {
  fault: Fault
  left: number
  until: number
}

/** `now` is the platform's instant in milliseconds; `tokens` is what `revoke_tokens` kills. */
export function createFaults(now: () => number, tokens: Table<TokenRecord>): Faults {
  let active: Active[] = []
  let skew = 0

  const take = (fits: (fault: Fault) => boolean): Fault | undefined => {
    active = active.filter((each) => each.until > now())
    const found = active.find((each) => fits(each.fault))
    if (found === undefined) return undefined
    found.left -= 1
    if (found.left <= 0) active = active.filter((each) => each !== found)
    return found.fault
  }

  return {
    set(order) {
      const fault = FaultSchema.parse(order)
      if (fault.kind === 'revoke_tokens') {
        revokeAll(tokens)
        return
      }
      if (fault.kind === 'clock_skew') skew = fault.ms
      const until = fault.kind === 'errcode' && fault.forMs !== undefined ? now() + fault.forMs : Infinity
      active.push({ fault, left: 'times' in fault ? (fault.times ?? Infinity) : Infinity, until })
    },
    clear() {
      active = []
      skew = 0
    },
    list: () => active.map((each) => each.fault),
    skewMs: () => skew,
    strike<K extends 'errcode' | 'status' | 'latency' | 'reset'>(
      kind: K,
      route: string,
      when?: 'before' | 'after',
    ) {
      const isMine = (fault: Fault): fault is Of<K> => fault.kind === kind
      const found = take(
        (fault) =>
          isMine(fault) &&
          covers(fault, route) &&
          (!('when' in fault) || when === undefined || fault.when === when),
      )
      return found !== undefined && isMine(found) ? found : undefined
    },
    parallelLimit(route) {
      const limits = active.flatMap(({ fault }) =>
        fault.kind === 'concurrency' && covers(fault, route) ? [fault.limit] : [],
      )
      return limits.length === 0 ? undefined : Math.min(...limits)
    },
    strikeWebhook(event) {
      const found = take(
        (fault) => fault.kind === 'webhook' && (fault.event === undefined || fault.event === event),
      )
      return found?.kind === 'webhook' ? found : undefined
    },
    strikeSocket(cmd) {
      const found = take((fault) => fault.kind === 'socket' && (fault.cmd === undefined || fault.cmd === cmd))
      return found?.kind === 'socket' ? found : undefined
    },
  }
}

function covers(fault: Fault, route: string): boolean {
  return 'route' in fault && (fault.route === '*' || route.startsWith(fault.route))
}

function revokeAll(tokens: Table<TokenRecord>): void {
  for (const token of tokens.values()) tokens.put(token.token, { ...token, revoked: true })
}
