import type { Directory } from '../directory/index.ts'
import { quietUntil } from '../domain/calendar/index.ts'
import type { Audience, Change, MessageIntent } from '../domain/record.ts'
import type { Rules } from '../domain/rules.ts'
import type { Logger } from '../logger.ts'
import { findReceiver } from './find-receiver.ts'
import type { OutboxItem, Receiver } from './stores.ts'

/** Kind of the line to the managers' group about a message that nobody is there for; `facts.what` is its kind. */
export const NOBODY_TO_TELL = 'nobody_to_tell'

/** What brought the messages about: somebody's act, or the desk's own clock, whose words wait in quiet hours. */
export type Cause = 'act' | 'clock'

/** Turns a decision's audiences into the people on duty at the moment when they are told. */
export interface Addressing {
  address(
    record: { id: string; communityId: string },
    version: number,
    intents: readonly MessageIntent[],
    at: Date,
    cause?: Cause,
  ): OutboxItem[]
}

/** The end of the community's quiet hours when the instant lies in them. */
export type QuietUntil = (communityId: string, at: Date) => Date | undefined

/** The quiet hours by the rules in force at the moment of asking. */
export function createQuietUntil(rules: (communityId: string) => Rules): QuietUntil {
  return (communityId, at) => {
    const { policy, calendar } = rules(communityId)
    return quietUntil(at, policy.quietHours, calendar.timeZone)
  }
}

/** A change that nobody but the clock made. */
export function causeOf({ entries }: Pick<Change<unknown>, 'entries'>): Cause {
  return entries.length > 0 && entries.every(({ by }) => by === 'clock') ? 'clock' : 'act'
}

/** Item ids are record, version and number, so that relaying the same change twice makes the same messages. */
export function createAddressing(
  directory: Directory,
  logger: Logger,
  quiet: QuietUntil = () => undefined,
): Addressing {
  return {
    address(record, version, intents, at, cause = 'act') {
      const quietEnd = cause === 'clock' ? quiet(record.communityId, at) : undefined
      const isDanger = intents.some((intent) => 'send' in intent && intent.lane === 'danger')
      const told = createTold()
      return intents.flatMap((intent, index): OutboxItem[] => {
        const id = `${record.id}-${String(version)}-${String(index)}`
        // Old cards stay as they are until their successors arrive.
        const notBefore = ('settle' in intent ? isDanger : intent.lane === 'danger') ? undefined : quietEnd
        const item = { id, version, ...(notBefore === undefined ? {} : { notBefore }) }
        if ('settle' in intent) {
          const kinds = intent.settle === 'all' ? intent.settle : [...intent.settle]
          return [{ ...item, settle: kinds, say: intent.say, facts: intent.facts }]
        }
        const { send, lane, facts = {} } = intent
        const audience = withoutFormer(directory, intent.to)
        // Those who have left hear nothing any more, and need not.
        if (audience === undefined) return []
        const found = findReceiver(directory, record.communityId, audience, notBefore ?? at)
        if (found === undefined) {
          // Only without a front desk, supervisor and manager, which no checked configuration is.
          logger.error({ code: 'nobody_to_tell', record: record.id, send }, 'nobody holds any role')
          return []
        }
        const { insteadOf } = found
        const to = told(intent, found.to)
        if (to === undefined) return []
        if (insteadOf === undefined) return [{ ...item, send, to, lane, facts }]
        logger.warn(
          { code: 'nobody_on_duty', record: record.id, send, wanted: insteadOf },
          'sent up the chain, nobody was there',
        )
        // A card cannot go to a group; the managers hear what it would have been about.
        return 'chatId' in to && !isForGroup(intent.to)
          ? [{ ...item, send: NOBODY_TO_TELL, to, lane, facts: { ...facts, insteadOf, what: send } }]
          : [{ ...item, send, to, lane, facts: { ...facts, insteadOf } }]
      })
    },
  }
}

/** Who holds two of the roles that a change tells the same hears it once; `undefined` when nobody is left. */
function createTold(): (
  intent: Extract<MessageIntent, { send: string }>,
  to: Receiver,
) => Receiver | undefined {
  const told = new Set<string>()
  return ({ send, facts }, to) => {
    if (!('users' in to)) return to
    const users = to.users.filter((userId) => {
      const key = JSON.stringify([send, facts, userId.toLowerCase()])
      return !told.has(key) && told.add(key)
    })
    return users.length === 0 ? undefined : { users }
  }
}

function withoutFormer(directory: Directory, audience: Audience): Audience | undefined {
  if (!('users' in audience)) return audience
  const users = audience.users.filter((userId) => directory.formerMember(userId) === undefined)
  return users.length === 0 && audience.users.length > 0 ? undefined : { users }
}

function isForGroup(audience: Audience): boolean {
  return 'group' in audience
}
