import type { Phones } from '../../src/sandbox/phones.ts'
import type { Emulator } from '../../src/sandbox/wecom/index.ts'
import { Agenda, type Act } from './acts.ts'
import type { Hours, React } from './habits.ts'
import type { PlannedReport } from './reports.ts'
import type { YearWorld } from './world.ts'

/** A rest between two looks when work is due but somebody else holds it. */
const STEP_MS = 1000

/** By then a question that followed a tap is answered. */
const ANSWERED_MS = 2 * 60_000

/** A person at work whose phone is read. */
export interface Player {
  userId: string
  hours: Hours
}

/** What a played year counts by itself. */
export interface Played {
  acts: number
  /** What the phones themselves refused, such as taps on buttons that are dead by now, by reason. */
  refusals: Map<string, number>
}

/**
 * Plays the reports and everything that people do about what they see, from instant to instant, until `end`; then
 * nothing more happens but what the desk does by itself.
 */
export async function play(
  world: YearWorld,
  plan: { reports: readonly PlannedReport[]; players: readonly Player[]; react: React; end: Date },
  onDay: (day: Date) => void = () => undefined,
): Promise<Played> {
  const { emulator } = world
  const agenda = new Agenda()
  for (const { at, from, text } of plan.reports) {
    const who = 'owner' in from ? { owner: from.owner } : { member: from.member }
    agenda.add({ at, who, act: { write: text } })
  }
  const readers = plan.players.map((player) => ({ player, read: 0 }))
  const played: Played = { acts: 0, refusals: new Map() }

  const readPhones = (): void => {
    for (const reader of readers) {
      const { userId } = reader.player
      const lines = emulator.phones.memberInbox(userId, reader.read)
      if ('refused' in lines) throw new Error(`${userId}: ${lines.refused}`)
      reader.read += lines.length
      for (const line of lines)
        if (line.from === 'desk')
          for (const act of plan.react(line, reader.player, world.now())) agenda.add(act)
    }
  }

  const asked = new Map<string, number>()
  /** Somebody who has been asked something answers before he taps again, as the desk asks one question at a time. */
  const turn = async (act: Act): Promise<void> => {
    const who = 'member' in act.who ? act.who.member : undefined
    const now = world.now().getTime()
    if (who !== undefined && 'tap' in act.act && (asked.get(who) ?? 0) > now) {
      agenda.add({ ...act, at: new Date(now + ANSWERED_MS) })
      return
    }
    if (who !== undefined && 'tap' in act.act) asked.set(who, now + ANSWERED_MS)
    await perform(emulator, act, played)
  }

  let day = world.now().getTime()
  for (;;) {
    await world.settle()
    readPhones()
    const due = await world.nextDueAt()
    const act = agenda.peek()
    const now = world.now()
    const next = Math.min(
      due === undefined ? Infinity : Math.max(due.getTime(), now.getTime() + (due > now ? 0 : STEP_MS)),
      act === undefined ? Infinity : act.at.getTime(),
    )
    if (next > plan.end.getTime()) return played
    if (next > now.getTime()) await world.moveTo(new Date(next))
    if (act !== undefined && act.at.getTime() <= next) {
      agenda.take()
      await turn(act)
    }
    if (next - day > 86_400_000) onDay(new Date((day = next)))
  }
}

async function perform({ phones }: Emulator, { who, act }: Act, played: Played): Promise<void> {
  played.acts += 1
  const done = await ('write' in act ? write(phones, who, act.write) : tap(phones, who, act))
  if (!('refused' in done)) return
  const [reason = ''] = done.refused.split('：')
  played.refusals.set(reason, (played.refusals.get(reason) ?? 0) + 1)
}

function write(phones: Phones, who: Act['who'], content: string) {
  const message = { type: 'text' as const, content }
  return 'owner' in who ? phones.ownerWrites(who.owner, message) : phones.memberWrites(who.member, message)
}

function tap(
  phones: Phones,
  who: Act['who'],
  { tap: card, key, selected }: Extract<Act['act'], { tap: string }>,
) {
  if ('owner' in who) throw new Error('owners have no cards to tap')
  return phones.memberTaps(who.member, card, selected === undefined ? { key } : { key, selected })
}
