import {
  nextActionAt,
  planAmendment,
  planAttachment,
  planCloseUnsolved,
  planCategoryCorrection,
  planConfirm,
  planDiscard,
  planDueStep,
  planEscalation,
  planEscalationByHand,
  planFinish,
  planHandOn,
  planKindCorrection,
  planNote,
  planReminder,
  planOwnersAnswer,
  planReopen,
  planResume,
  planSendBack,
  planStop,
  planTake,
  planTransfer,
  STOP_REASONS,
  type Ticket,
} from '../../src/domain/ticket/index.ts'
import { DEPARTMENTS, type Actor } from '../../src/domain/people.ts'
import type { Change, MessageIntent, Refusal } from '../../src/domain/record.ts'
import { CATEGORY_KEYS, KINDS, understand } from '../../src/understanding/index.ts'
import {
  after,
  aTicket,
  frontDesk,
  guard,
  hoursLater,
  manager,
  plumber,
  sampleRules,
  supervisor,
} from './builders.ts'

/** Texts at the edges: every one of them once broke some program. */
export const ODD_TEXTS = [
  '厨房漏水',
  '3栋2单元501 张女士 13800000000 厨房漏水',
  '水'.repeat(10_000),
  '😀'.repeat(3000),
  '👨‍👩‍👧‍👦'.repeat(200),
  `坏\uD83D了\uDE00`,
  '\uD800',
  'a\u0000b\n\r\tc',
  '<a href="x">{{name}}</a> %s $& ${x}',
  '“王先生说‘赶快’”'.repeat(60),
  '5栋电梯困人，快来！！！',
  '楼道灯不亮，在小区东门旁边的公共车库入口处'.repeat(20),
]

/** What each odd text means, read once: reading 10,000 characters a thousand times would be all that the tests do. */
const HEARD = new Map(ODD_TEXTS.map((text) => [text, understand(text)]))
const OPENED = new Map(ODD_TEXTS.map((text) => [text, aTicket({ text })]))

/** A repeatable source of numbers in [0, 1) (mulberry32), so that a failing case can be run again by its seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Rules under which a deadline that is reckoned anew comes out differently. */
const HASTY_RULES = {
  ...sampleRules,
  policy: {
    ...sampleRules.policy,
    'REC-4.6': {
      ...sampleRules.policy['REC-4.6'],
      handleWithin: { span: 'P1D', count: 'rolling' as const },
    },
  },
}

type Decision = Change<Ticket> | Refusal | undefined
const ACTORS: readonly Actor[] = [frontDesk, supervisor, manager, plumber, guard]

/** Everything that can be decided about a ticket, with random people, words and departments. */
function decisions(random: () => number): ((ticket: Ticket, now: Date) => Decision)[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const actor = pick(ACTORS)
  const words = pick(ODD_TEXTS)
  const photo = { hash: words.slice(0, 4), contentType: 'image/jpeg', bytes: 3 }
  return [
    // Most often those without which a life stays poor: a matter must be taken, and time must pass over it.
    ...Array.from({ length: 4 }, () => (ticket: Ticket, now: Date) => planTake(ticket, actor, now)),
    ...Array.from({ length: 3 }, () => (ticket: Ticket, now: Date) => planEscalation(ticket, now)),
    (ticket, now) => planTransfer(ticket, actor, pick(DEPARTMENTS), now),
    (ticket, now) => planKindCorrection(ticket, actor, pick(KINDS), pick([sampleRules, HASTY_RULES]), now),
    (ticket, now) => planCategoryCorrection(ticket, actor, pick(CATEGORY_KEYS), DEPARTMENTS, now),
    (ticket, now) => {
      const until = new Date(now.getTime() + pick([4, 24, 72]) * 3_600_000)
      return planStop(ticket, actor, { reason: pick(STOP_REASONS), until }, sampleRules, now)
    },
    ...Array.from({ length: 3 }, () => (ticket: Ticket, now: Date) => planResume(ticket, actor, now)),
    (ticket, now) => planOwnersAnswer(ticket, { owner: 'wmOwnerZhang' }, words, now),
    (ticket, now) => planReopen(ticket, actor, words, sampleRules, now),
    (ticket, now) => planDiscard(ticket, actor, now),
    (ticket, now) => planNote(ticket, actor, words, now),
    (ticket, now) => planFinish(ticket, actor, words, now),
    (ticket, now) => planConfirm(ticket, actor, now),
    (ticket, now) => planSendBack(ticket, actor, now),
    (ticket, now) => planEscalationByHand(ticket, actor, now),
    (ticket, now) => planReminder(ticket, actor, now),
    (ticket, now) => planCloseUnsolved(ticket, actor, words, now),
    (ticket, now) => planAmendment(ticket, actor, HEARD.get(words) ?? understand(words), now),
    (ticket, now) => planHandOn(ticket, ticket.assignee ?? actor, now),
    (ticket, now) => planAttachment(ticket, actor, photo, now),
  ]
}

/** A step in a ticket's life: how it stands, when, what was decided and what that asks to be told. */
export interface LifeStep {
  ticket: Ticket
  now: Date
  messages: MessageIntent[]
  refusal: Refusal | undefined
}

const tick = (ticket: Ticket, now: Date) => planDueStep(ticket, sampleRules, now)

/** The random life of a ticket: up to thirty decisions, each step as it stands after it. */
export function lifeOfATicket(seed: number): LifeStep[] {
  const random = createRandom(seed)
  const text = ODD_TEXTS[Math.floor(random() * ODD_TEXTS.length)] ?? ''
  const owner = { owner: { externalUserId: 'wmOwnerZhang', openKfId: 'wkDesk1' } }
  const first = OPENED.get(text) ?? aTicket({ text })
  const web = { web: { site: 'homepage', name: '张女士', phone: '13800000000' } }
  const share = random()
  const reporter = share < 0.3 ? owner : share < 0.45 ? web : first.reception.reporter
  let ticket: Ticket = { ...first, reception: { ...first.reception, reporter } }
  const steps: LifeStep[] = [{ ticket, now: hoursLater(0), messages: [], refusal: undefined }]
  let hours = 0
  for (let step = 0; step < 30; step += 1) {
    const next = nextActionAt(ticket)
    // Now and then nobody does anything before the clock does.
    const isTick = next !== null && random() < 0.25
    hours = isTick
      ? Math.max(hours, (next.getTime() - hoursLater(0).getTime()) / 3_600_000)
      : hours + Math.floor(random() * (random() < 0.5 ? 6 : 60))
    const now = hoursLater(hours)
    const possible = isTick ? [tick] : decisions(random)
    const decision = possible[Math.floor(random() * possible.length)]?.(ticket, now)
    if (decision === undefined) continue
    if ('refused' in decision) {
      steps.push({ ticket, now, messages: [], refusal: decision })
      continue
    }
    ticket = after(ticket, decision)
    steps.push({ ticket, now, messages: decision.messages, refusal: undefined })
  }
  return steps
}
