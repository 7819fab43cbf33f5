import { DateTime } from 'luxon'
import type { ShownCard, ShownMessage } from '../../src/sandbox/phones.ts'
import type { Act } from './acts.ts'
import type { Chance } from './chance.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How a matter fares, drawn once for its number: most are done in hours, some go late, a few nobody takes. */
type Fate = 'direct' | 'department' | 'slow' | 'very_slow' | 'ignored' | 'complaint' | 'discard'

function fateOf(number: string, chance: Chance): Fate {
  const draw = chance.of('fate', number)
  if (draw < 0.52) return 'direct'
  if (draw < 0.84) return 'department'
  if (draw < 0.9) return 'slow'
  if (draw < 0.93) return 'very_slow'
  if (draw < 0.95) return 'ignored'
  return draw < 0.98 ? 'complaint' : 'discard'
}

/** When the people of the community have their phone in hand, by local hour. */
export interface Hours {
  from: number
  to: number
}

/** What a person does about a new line on his phone, if anything. */
export type React = (line: ShownMessage, person: { userId: string; hours: Hours }, now: Date) => Act[]

/** The habits of everybody at work: who takes what when, how long work lasts, who is reminded. */
export function createHabits(chance: Chance, timeZone: string): React {
  return (line, { userId, hours }, now) => {
    const number = /[A-Z]{2}-\d{8}-\d{4}/u.exec(line.text)?.[0] ?? ''
    const soon = (ms: number): Date => atWork(new Date(now.getTime() + ms), hours, timeZone)
    const draw = (low: number, high: number, what: string): number =>
      chance.between(low, high, what, userId, number, line.text.length)
    const { card } = line
    if (card === undefined) {
      if (!line.text.includes('请直接回复')) return []
      const words = line.text.includes('原因') ? '业主长期不在家，多次联系未果' : '已到现场处理，恢复正常'
      // The question waits for this person only, and he has just asked for it: he answers at once.
      const at = new Date(now.getTime() + MINUTE_MS)
      return [{ at, who: { member: userId }, act: { write: words } }]
    }
    const tap = (key: string, ms: number, selected?: Record<string, string[]>): Act[] =>
      card.buttons.some((button) => button.key === key)
        ? [
            {
              // A shift is handed over while both are there.
              at: key.startsWith('card:handover') ? new Date(now.getTime() + ms) : soon(ms),
              who: { member: userId },
              act: { tap: line.id, key, ...(selected === undefined ? {} : { selected }) },
            },
          ]
        : []
    return chooseTap(card, { number, fate: fateOf(number, chance), tap, draw, chance, userId })
  }
}

interface Choice {
  number: string
  fate: Fate
  userId: string
  chance: Chance
  tap: (key: string, ms: number, selected?: Record<string, string[]>) => Act[]
  draw: (low: number, high: number, what: string) => number
}

function chooseTap(card: ShownCard, choice: Choice): Act[] {
  const { fate, tap, draw, chance, number, userId } = choice
  const has = (key: string): boolean => card.buttons.some((button) => button.key === key)
  // One review in twenty is left lying, so that its reminders are seen.
  if (has('card:reviewed'))
    return draw(0, 1, 'review') < 0.95 ? tap('card:reviewed', draw(5, 120, 'reviewed') * MINUTE_MS) : []
  if (has('card:confirm'))
    return chance.of('confirm', number) < 0.94
      ? tap('card:confirm', draw(5, 90, 'confirmed') * MINUTE_MS)
      : tap('card:send-back', draw(5, 90, 'sent back') * MINUTE_MS)
  // A signature in thirty is forgotten.
  for (const key of ['card:handover-out', 'card:handover-in'])
    if (has(key)) return draw(0, 1, key) < 0.97 ? tap(key, draw(1, 9, key) * MINUTE_MS) : []
  if (has('card:stop-parts')) return stop(card, choice)
  if (has('card:finish')) return work(choice)
  if (has('card:remind')) return overdue(choice, has)
  if (!has('card:take') || fate === 'ignored') return []
  if (has('card:discard')) {
    if (fate === 'discard') return tap('card:discard', draw(2, 30, 'discard') * MINUTE_MS)
    if (fate === 'complaint' && has('card:complaint'))
      return tap('card:complaint', draw(2, 30, 'complain') * MINUTE_MS)
    if (fate === 'department') return transfer(card, choice)
  }
  return tap('card:take', draw(1, 40, `take ${userId}`) * MINUTE_MS)
}

function transfer(card: ShownCard, { tap, draw, chance, number }: Choice): Act[] {
  const question = card.questions[0]
  if (question === undefined) return tap('card:take', draw(2, 30, 'take') * MINUTE_MS)
  const department = chance.pick(question.options, 'department', number)
  return tap('card:transfer', draw(2, 30, 'transfer') * MINUTE_MS, { [question.key]: [department.id] })
}

/** The form behind 暂停计时: for how long, and that spare parts are waited for. */
function stop(card: ShownCard, { tap, chance, number }: Choice): Act[] {
  const [question] = card.questions
  if (question === undefined) return []
  const span = chance.pick(question.options, 'span', number)
  return tap('card:stop-parts', MINUTE_MS, { [question.key]: [span.id] })
}

function work({ fate, tap, draw, number, chance }: Choice): Act[] {
  const days = fate === 'slow' ? draw(2.2, 6, 'slow') : fate === 'very_slow' ? draw(7.5, 12, 'very slow') : 0
  const lasts = days > 0 ? days * DAY_MS : draw(0.3, 30, 'work') * HOUR_MS
  const note = chance.of('note', number) < 0.2 ? tap('card:note', lasts * 0.4) : []
  const wait = days > 0 && chance.of('parts', number) < 0.4 ? tap('card:stop', lasts * 0.2) : []
  return [...note, ...wait, ...tap('card:finish', lasts)]
}

/** The supervisor and the manager: take it over, remind, hand it up, or close it with a reason. */
function overdue({ tap, draw, chance, number }: Choice, has: (key: string) => boolean): Act[] {
  const draw1 = chance.of('overdue', number, has('card:escalate') ? 1 : 2)
  const soon = draw(10, 300, 'overdue') * MINUTE_MS
  if (has('card:close-unsolved') && draw1 < 0.3) return tap('card:close-unsolved', soon)
  if (has('card:escalate') && draw1 < 0.1) return tap('card:escalate', soon)
  if (draw1 < 0.45) return tap('card:remind', soon)
  return draw1 < 0.95 ? tap('card:take', soon) : []
}

/** The instant itself, or the next at which this person has his phone in hand. */
export function atWork(at: Date, { from, to }: Hours, timeZone: string): Date {
  const local = DateTime.fromJSDate(at, { zone: timeZone })
  const isIn = from < to ? local.hour >= from && local.hour < to : local.hour >= from || local.hour < to
  if (isIn) return at
  const start = local.set({ hour: from, second: 0 })
  return (start > local ? start : start.plus({ days: 1 })).toJSDate()
}
