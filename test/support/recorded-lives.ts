import { DEPARTMENTS, type Actor } from '../../src/domain/people.ts'
import { isRefusal, type Change, type Refusal } from '../../src/domain/record.ts'
import type { Rules } from '../../src/domain/rules.ts'
import {
  nextActionAt,
  planAttachment,
  planCategoryCorrection,
  planCloseUnsolved,
  planConfirm,
  planDiscard,
  planDueStep,
  planEscalationByHand,
  planFinish,
  planHandOn,
  planKindCorrection,
  planNote,
  planOwnersAnswer,
  planReminder,
  planReopen,
  planResume,
  planSendBack,
  planStop,
  planTake,
  planTransfer,
  STOP_REASONS,
  type Ticket,
} from '../../src/domain/ticket/index.ts'
import { CATEGORY_KEYS, KINDS } from '../../src/understanding/index.ts'
import {
  after,
  aTicket,
  frontDesk,
  guard,
  manager,
  MONDAY_10,
  plumber,
  sampleRules,
  supervisor,
} from './builders.ts'
import { createRandom } from './generated-tickets.ts'

const TEXTS = [
  '3栋2单元501 张女士 13800000000 厨房漏水',
  '5栋电梯困人，快来！',
  '大堂灯不亮',
  '我要投诉保安态度差',
]
const OPENED = new Map(TEXTS.map((text) => [text, aTicket({ text })]))
const ACTORS: readonly Actor[] = [frontDesk, supervisor, manager, plumber, guard]
const HOUR_MS = 3_600_000
const TICK_MS = 15_000

type Act = (ticket: Ticket, now: Date) => Change<Ticket> | Refusal | undefined

/** Everything that people do with a ticket; what a random person may not do is refused, as in life. */
function actsOf(random: () => number, rules: Rules): Act[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const actor = pick(ACTORS)
  return [
    ...Array.from({ length: 4 }, (): Act => (ticket, now) => planTake(ticket, actor, now)),
    (ticket, now) => planTransfer(ticket, actor, pick(DEPARTMENTS), now),
    (ticket, now) => planKindCorrection(ticket, actor, pick(KINDS), rules, now),
    (ticket, now) => planCategoryCorrection(ticket, actor, pick(CATEGORY_KEYS), DEPARTMENTS, now),
    (ticket, now) => planCategoryCorrection(ticket, actor, pick(CATEGORY_KEYS), [], now),
    ...Array.from({ length: 2 }, (): Act => (ticket, now) => {
      const until = new Date(now.getTime() + pick([4, 24, 72]) * HOUR_MS)
      return planStop(ticket, actor, { reason: pick(STOP_REASONS), until }, rules, now)
    }),
    (ticket, now) => planResume(ticket, actor, now),
    (ticket, now) => planOwnersAnswer(ticket, { owner: 'wmOwnerZhang' }, '下午在家', now),
    (ticket, now) => planReopen(ticket, actor, '又漏了', rules, now, pick([ticket.assignee, null])),
    (ticket, now) => planDiscard(ticket, actor, now),
    (ticket, now) => planNote(ticket, actor, '已联系业主', now),
    (ticket, now) => planFinish(ticket, actor, '已修好', now),
    (ticket, now) => planConfirm(ticket, actor, now),
    (ticket, now) => planSendBack(ticket, actor, now, pick([ticket.assignee, null])),
    (ticket, now) => planEscalationByHand(ticket, actor, now),
    (ticket, now) => planReminder(ticket, actor, now),
    (ticket, now) => planCloseUnsolved(ticket, actor, '无法处理', now),
    (ticket, now) => (random() < 0.3 ? planHandOn(ticket, ticket.assignee ?? actor, now) : undefined),
    (ticket, now) => planAttachment(ticket, actor, { hash: 'ab', contentType: 'image/jpeg', bytes: 3 }, now),
  ]
}

/**
 * The random life of a ticket as a running desk records it: its clocks run by a tick every 15 seconds, one step of
 * a ticket each, and people act in between. Ends at `end`.
 */
export function recordedLife(seed: number, rules = sampleRules): { ticket: Ticket; end: Date } {
  const random = createRandom(seed)
  const phase = Math.floor(random() * TICK_MS)
  let ticket = { ...OPENED.get(TEXTS[seed % TEXTS.length] ?? '')!, id: `t${String(seed)}` }
  let now = MONDAY_10
  for (let act = 0; act < 16; act += 1) {
    const span = random() < 0.4 ? 20 * 60_000 : random() < 0.7 ? 8 * HOUR_MS : 60 * HOUR_MS
    const until = new Date(now.getTime() + Math.floor(random() * span))
    ticket = runClocks(ticket, now, until, phase, rules)
    const acts = actsOf(random, rules)
    const decision = acts[Math.floor(random() * acts.length)]?.(ticket, until)
    now = until
    if (decision !== undefined && !isRefusal(decision)) ticket = after(ticket, decision)
  }
  return { ticket, end: now }
}

/** Every step of the ticket's clocks until the instant, each at the tick after it fell due. */
function runClocks(ticket: Ticket, from: Date, until: Date, phase: number, rules: Rules): Ticket {
  let now = from
  for (;;) {
    const due = nextActionAt(ticket)
    if (due === null) return ticket
    const earliest = Math.max(due.getTime(), now.getTime() + 1)
    const tick = new Date(Math.ceil((earliest - phase) / TICK_MS) * TICK_MS + phase)
    if (tick > until) return ticket
    const step = planDueStep(ticket, rules, tick)
    if (step === undefined) return ticket
    ticket = after(ticket, step)
    now = tick
  }
}
