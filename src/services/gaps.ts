import { nextLocalTime, spanMs } from '../domain/calendar/index.ts'
import { gapsBetween, type Gap } from '../domain/duty/gaps.ts'
import type { Rules } from '../domain/rules.ts'
import type { Directory } from '../directory/index.ts'
import { sayGaps } from '../texts/duty-texts.ts'
import type { DutyPlans } from './duty.ts'
import type { Replies } from './replies.ts'
import type { Receiver } from './stores.ts'

const DAY_MS = 86_400_000

/** The daily look ahead at shifts that nobody covers. */
export interface GapCheck {
  /** Tells the supervisors of the gaps ahead, once a day and community; resolves to how many were told. */
  run(now: Date): Promise<number>
  nextAt(now: Date): Date | undefined
}

/** The check over the plans of duty; what it says goes to whoever answers for the supervisor, else to the managers' group. */
export function createGapCheck(deps: {
  communityIds: () => readonly string[]
  planOf: DutyPlans
  rules: (communityId: string) => Rules
  directory: Pick<Directory, 'holders' | 'group'>
  replies: Pick<Replies, 'say'>
}): GapCheck {
  const { communityIds, planOf, rules, directory, replies } = deps
  /** The hour at which each community was looked at last; the id of the message keeps other processes from repeating it. */
  const checked = new Map<string, number>()

  const hourAfter = (communityId: string, after: Date): Date => {
    const { policy, calendar } = rules(communityId)
    return nextLocalTime(after, policy.shift.gapCheckAt, calendar.timeZone)
  }

  /** The last hour of the check that has come. */
  function hourBefore(communityId: string, now: Date): Date {
    let hour = hourAfter(communityId, new Date(now.getTime() - 2 * DAY_MS))
    for (let next = hourAfter(communityId, hour); next <= now; next = hourAfter(communityId, hour))
      hour = next
    return hour
  }

  function receiverOf(communityId: string, gaps: readonly Gap[], hour: Date): Receiver | undefined {
    const supervisors = directory.holders(communityId, 'supervisor', hour)
    const isAbove = supervisors.length === 0 || gaps.some(({ role }) => role === 'supervisor')
    const people = [...supervisors, ...(isAbove ? directory.holders(communityId, 'manager', hour) : [])]
    if (people.length > 0) return { users: [...new Set(people.map(({ userId }) => userId))] }
    const group = directory.group(communityId, 'managers')
    return group === undefined ? undefined : { chatId: group.chatId }
  }

  async function check(communityId: string, hour: Date, now: Date): Promise<boolean> {
    const plan = planOf(communityId)
    const { policy, calendar } = rules(communityId)
    if (plan === undefined) return false
    const gaps = gapsBetween(plan, now, new Date(hour.getTime() + spanMs(policy.shift.gapAhead)))
    const to = receiverOf(communityId, gaps, hour)
    if (gaps.length === 0 || to === undefined) return false
    const eventId = `gaps-${communityId}-${String(hour.getTime())}`
    await replies.say(to, sayGaps(gaps, now, calendar.timeZone), { eventId, communityId })
    return true
  }

  return {
    nextAt(now) {
      const hours = communityIds().map((id) => hourAfter(id, now).getTime())
      return hours.length === 0 ? undefined : new Date(Math.min(...hours))
    },
    async run(now) {
      let told = 0
      for (const communityId of communityIds()) {
        const due = hourBefore(communityId, now)
        if (checked.get(communityId) === due.getTime()) continue
        if (await check(communityId, due, now)) told += 1
        checked.set(communityId, due.getTime())
      }
      return told
    },
  }
}
