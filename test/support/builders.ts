import { loadConfig } from '../../src/config/index.ts'
import { createCalendar } from '../../src/domain/calendar/index.ts'
import type { Actor } from '../../src/domain/people.ts'
import type { Change, Refusal } from '../../src/domain/record.ts'
import {
  nextActionAt,
  planReception,
  type Pace,
  type Stop,
  type Ticket,
} from '../../src/domain/ticket/index.ts'
import { understand } from '../../src/understanding/index.ts'

/** The sample configuration of the repository. */
export const sampleConfig = loadConfig({}, 'config')
export const samplePolicy = sampleConfig.policy
export const sampleCalendar = createCalendar('Asia/Shanghai', sampleConfig.holidays)
export const sampleRules = { policy: samplePolicy, calendar: sampleCalendar }

/** Monday, 23 November 2026, 10:00 in Shanghai. */
export const MONDAY_10 = new Date('2026-11-23T10:00:00+08:00')
/** The pace of a ticket of which time asks nothing but the ladder. */
export const ONLY_LADDER: Pace = {
  normal: { acceptance: [], idle: [] },
  urgent: { acceptance: [], idle: [] },
  warnBeforeMs: 0,
}
export const EXAMPLE = '3栋2单元501 张女士 13800000000 厨房漏水'

/** The instant so many hours after the usual reception. */
export function hoursLater(hours: number): Date {
  return new Date(MONDAY_10.getTime() + hours * 3_600_000)
}

/** A ticket as reception opens it from a text; overrides on top. */
export function aTicket(overrides: Partial<Ticket> & { text?: string } = {}): Ticket {
  const { text = EXAMPLE, ...rest } = overrides
  const report = {
    text,
    understanding: understand(text),
    channel: 'chat' as const,
    reporter: { userId: 'ZhaoQiang', name: '赵强' },
    receivedAt: MONDAY_10,
  }
  const { set, entries } = planReception(report, 'cuihu', samplePolicy, sampleCalendar)
  return {
    ...set,
    id: 't1',
    number: 'JD-20261123-0001',
    version: 1,
    timeline: entries.map((entry) => ({ ...entry, eventId: 'msg:1' })),
    ...rest,
  }
}

/** A running stop: for parts, from the first hour on for a day; overrides on top. */
export function aStop(overrides: Partial<Stop> = {}): Stop {
  const by = { userId: 'WangFang', name: '王芳' }
  return { reason: 'waiting_parts', by, since: hoursLater(1), until: hoursLater(25), ...overrides }
}

/** A ticket for which time does nothing but move it up the ladder. */
export function aLadderTicket(overrides: Partial<Ticket> = {}): Ticket {
  const ticket = aTicket({ pace: ONLY_LADDER, ...overrides })
  return { ...ticket, nextActionAt: overrides.nextActionAt ?? nextActionAt(ticket) }
}

/** A person who acts, plain front desk unless told otherwise. */
export function anActor(overrides: Partial<Actor> = {}): Actor {
  return {
    userId: 'WangFang',
    name: '王芳',
    roles: ['front_desk'],
    departments: ['customer_service'],
    ...overrides,
  }
}
export const frontDesk = anActor()
export const supervisor = anActor({ userId: 'SunLi', name: '孙丽', roles: ['supervisor'] })
export const manager = anActor({ userId: 'HeZhiyuan', name: '何志远', roles: ['manager'], departments: [] })
export const plumber = anActor({
  userId: 'ZhangWei',
  name: '张伟',
  roles: ['staff'],
  departments: ['engineering'],
})
export const guard = anActor({ userId: 'ZhaoQiang', name: '赵强', roles: ['staff'], departments: ['order'] })

/** The ticket after a decision, as the store would leave it; throws when it was refused. */
export function after(ticket: Ticket, decision: Change<Ticket> | Refusal | undefined): Ticket {
  if (decision === undefined || 'refused' in decision)
    throw new Error(`no change: ${JSON.stringify(decision)}`)
  const version = ticket.version + 1
  const entries = decision.entries.map((entry) => ({ ...entry, eventId: `event-${String(version)}` }))
  return { ...ticket, ...decision.set, version, timeline: [...ticket.timeline, ...entries] }
}

/** The kinds of message that a decision sends, with their audience, for short comparisons. */
export function sends(decision: Change<unknown> | Refusal | undefined): string[] {
  if (decision === undefined || 'refused' in decision) return []
  return decision.messages.flatMap((message) =>
    'send' in message ? [`${message.send} → ${JSON.stringify(Object.values(message.to)[0])}`] : [],
  )
}

/** The reason of a refusal, or `undefined` when it was none. */
export function refusalOf(decision: object | undefined): string | undefined {
  return decision !== undefined && 'refused' in decision ? String(decision.refused) : undefined
}
