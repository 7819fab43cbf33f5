import { isRefusal, type Change, type RefusalCode } from '../domain/record.ts'
import type { Rules } from '../domain/rules.ts'
import { isOpen, nextActionAt, planDueStep, type Ticket } from '../domain/ticket/index.ts'
import { planRecordedAct, type ActContext } from './acts.ts'
import { beginTicket, readingsOf } from './beginning.ts'
import { changesOf, type RecordedChange } from './recorded.ts'

/** One change of a rehearsed life; `ticket` is how it stood before. */
export interface ReplayedChange {
  at: Date
  ticket: Ticket
  change: Change<Ticket>
  /** A step of the ticket's clocks; the others repeat what was done. */
  isStep: boolean
}

/** A ticket's life under other rules. */
export interface Replayed {
  ticket: Ticket
  changes: ReplayedChange[]
  /** What people did then and could not do under these rules. */
  impossible: { at: Date; type: string; refused: RefusalCode }[]
  /** How many promises were broken: at most one for each time that it was opened. */
  broken: number
}

/** Until when is rehearsed, and how late the desk's own tick may come. */
export interface Span {
  end: Date
  tickMs: number
}

/**
 * Lives a ticket's life again under these rules: what people did is done at its instants, the ticket's clocks run in
 * between. A step is taken at the instant of the recorded tick when there was one within a tick after it fell due, else
 * when it fell due; what somebody did within that tick came before it unless the record says otherwise.
 */
export function replay(recorded: Ticket, rules: Rules, span: Span): Replayed {
  const readings = readingsOf(recorded)
  const context: ActContext = { recorded, readings, rules }
  const changes = changesOf(recorded).filter(({ at }) => at <= span.end)
  const steps = changes.filter(({ isStep }) => isStep)
  const life = createLife(beginTicket(recorded, readings, rules))
  for (const act of changes.filter(({ isStep }) => !isStep)) {
    runClocks(life, rules, span, steps, act)
    life.repeat(act, planRecordedAct(life.ticket(), act, context))
  }
  runClocks(life, rules, span, steps)
  return life.end(span.end)
}

function runClocks(
  life: Life,
  rules: Rules,
  { end, tickMs }: Span,
  steps: readonly RecordedChange[],
  before?: RecordedChange,
): void {
  for (;;) {
    const due = nextActionAt(life.ticket())
    if (due === null) return
    const from = Math.max(due.getTime(), life.lastAt().getTime())
    const tick = steps.find(
      ({ at, index }) =>
        index > life.lastTick() &&
        at.getTime() >= from &&
        at.getTime() <= from + tickMs &&
        (before === undefined || index < before.index),
    )
    if (tick === undefined && from + tickMs > (before?.at ?? end).getTime()) return
    const at = tick?.at ?? new Date(from)
    const change = planDueStep(life.ticket(), rules, at)
    if (change === undefined) return
    if (tick !== undefined) life.useTick(tick.index)
    life.apply(at, change, true)
  }
}

type Life = ReturnType<typeof createLife>

function createLife(first: Ticket) {
  let ticket = first
  let lastAt = first.reception.receivedAt
  let lastTick = -1
  const changes: ReplayedChange[] = []
  const impossible: Replayed['impossible'] = []
  const broken = new Set<number>()

  function watch(now: Date): void {
    if (isOpen(ticket) && ticket.dueAt < now) broken.add(ticket.reopened)
    if (lastAt < now) lastAt = now
  }
  function apply(at: Date, change: Change<Ticket>, isStep: boolean): void {
    watch(at)
    changes.push({ at, ticket, change, isStep })
    const version = ticket.version + 1
    const eventId = `rehearsed-${String(version)}`
    const entries = change.entries.map((entry) => ({ ...entry, eventId }))
    ticket = { ...ticket, ...change.set, version, timeline: [...ticket.timeline, ...entries] }
  }
  return {
    ticket: () => ticket,
    lastAt: () => lastAt,
    /** A recorded tick took one step of the ticket, so it stands for one. */
    lastTick: () => lastTick,
    useTick: (index: number) => void (lastTick = index),
    apply,
    repeat(act: RecordedChange, decision: ReturnType<typeof planRecordedAct>) {
      if (!isRefusal(decision)) {
        apply(act.at, decision, false)
        return
      }
      watch(act.at)
      impossible.push({ at: act.at, type: act.entries[0]?.type ?? '', refused: decision.refused })
    },
    end(at: Date): Replayed {
      watch(at)
      return { ticket, changes, impossible, broken: broken.size }
    },
  }
}
