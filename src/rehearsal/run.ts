import type { Config } from '../config/index.ts'
import { ConfigError } from '../config/index.ts'
import type { Database } from '../database.ts'
import { createRules } from '../desk-directory.ts'
import type { LiveDirectory } from '../directory/index.ts'
import { withDuty } from '../directory/with-duty.ts'
import { createCalendar, dayOf, quietUntil, spanMs } from '../domain/calendar/index.ts'
import type { Rules } from '../domain/rules.ts'
import type { Logger } from '../logger.ts'
import { createAddressing } from '../services/addressing.ts'
import { createDutyPlans, createLeaveBook } from '../services/duty.ts'
import type { RehearsalOrder } from './arguments.ts'
import { formatRehearsal } from './format.ts'
import { readRehearsedPolicy } from './policy-file.ts'
import { rehearse, type Side } from './rehearse.ts'

/** What a tick itself may take, besides the time until it comes. */
const TICK_TAKES_MS = 1000

/** The report, and whether today's policy reproduced all that is on record. */
export interface Outcome {
  report: string
  reproduced: boolean
}

/**
 * Rehearses each community's tickets that were received on the days of the order, until the end of the last of them or
 * `now`. Duty is as the roster and the confirmed leaves of today say it was; who has left since still counts.
 */
export async function runRehearsal(
  order: RehearsalOrder,
  deps: {
    config: Config
    database: Pick<Database, 'tickets' | 'leaves'>
    directory: LiveDirectory
    logger: Logger
  },
  now: Date,
): Promise<Outcome> {
  const { config, database, directory, logger } = deps
  const all = directory.communities()
  const communities = all.filter(({ id }) => order.community === undefined || order.community === id)
  if (communities.length === 0)
    throw new ConfigError([`--community: there is no community ${order.community ?? ''}`])
  const rulesOf = createRules(config, directory)
  // A faulty file is told before anything is read.
  const sides = communities.map((community) => {
    const today = rulesOf(community.id)
    return { community, today, policy: readRehearsedPolicy(order.policy, today.policy) }
  })
  const tickMs = spanMs(config.policy.engine.tickEvery) + TICK_TAKES_MS
  const reports: string[] = []
  let reproduced = true
  for (const { community, today, policy } of sides) {
    const { id, name, timeZone } = community
    const period = { from: dayOf(order.from, timeZone).from, to: dayOf(order.to, timeZone).to }
    const end = now < period.to ? now : period.to
    const book = createLeaveBook(database.leaves)
    await book.refresh(period.from)
    const calendarOf = (one: { timeZone: string }) => createCalendar(one.timeZone, config.holidays)
    const planOf = createDutyPlans({ communities: () => all, calendarOf, book })
    const duty = { ...withDuty(directory, planOf, { now: () => end }), formerMember: () => undefined }
    const sideOf = (rules: Rules): Side => {
      const quiet = (_: string, at: Date) => quietUntil(at, rules.policy.quietHours, timeZone)
      const addressing = createAddressing(duty, logger, quiet)
      return {
        rules,
        address: ({ ticket, change, at, isStep }) =>
          addressing.address(ticket, ticket.version + 1, change.messages, at, isStep ? 'clock' : 'act'),
      }
    }
    const night = today.policy.quietHours ?? policy.quietHours
    const rehearsal = await rehearse(
      ticketsOf(database, id, period),
      { today: sideOf(today), rehearsed: sideOf({ ...today, policy }) },
      (at) => quietUntil(at, night, timeZone) !== undefined,
      { end, tickMs },
    )
    reproduced &&= rehearsal.differences.length === 0
    const nameOf = (userId: string) => {
      const person = community.members.find((member) => member.userId === userId)
      return person === undefined ? userId : `${userId} ${person.name}`
    }
    const head = `${name} (${id}) ${order.from} – ${order.to}`
    reports.push(`${head}\n${formatRehearsal(rehearsal, nameOf, timeZone)}`)
  }
  return { report: reports.join('\n\n'), reproduced }
}

async function* ticketsOf(
  { tickets }: Pick<Database, 'tickets'>,
  communityId: string,
  period: { from: Date; to: Date },
) {
  for (const id of await tickets.receivedIn(communityId, period)) {
    const ticket = await tickets.find(id)
    if (ticket !== undefined) yield ticket
  }
}
