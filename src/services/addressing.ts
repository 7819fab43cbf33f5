import type { Directory } from '../directory/index.ts'
import type { Role } from '../domain/people.ts'
import type { Audience, MessageIntent } from '../domain/record.ts'
import type { Logger } from '../logger.ts'
import type { OutboxItem, Receiver } from './stores.ts'

/** Turns a decision's audiences into the people on duty at that moment. */
export interface Addressing {
  address(
    record: { id: string; communityId: string },
    version: number,
    intents: readonly MessageIntent[],
    at: Date,
  ): OutboxItem[]
}

/** Item ids are record, version and number, so that relaying the same change twice makes the same messages. */
export function createAddressing(directory: Directory, logger: Logger): Addressing {
  return {
    address: (record, version, intents, at) =>
      intents.flatMap((intent, index): OutboxItem[] => {
        const id = `${record.id}-${String(version)}-${String(index)}`
        if ('settle' in intent) {
          const kinds = intent.settle === 'all' ? intent.settle : [...intent.settle]
          return [{ id, version, settle: kinds, say: intent.say, facts: intent.facts }]
        }
        const audience = withoutFormer(directory, intent.to)
        // Those who have left hear nothing any more, and need not.
        if (audience === undefined) return []
        const to = resolve(directory, record.communityId, audience, at)
        if (to === undefined) {
          logger.error(
            { code: 'nobody_to_tell', record: record.id, send: intent.send },
            'no receiver in the configuration',
          )
          return []
        }
        return [{ id, version, send: intent.send, to, lane: intent.lane, facts: intent.facts ?? {} }]
      }),
  }
}

function withoutFormer(directory: Directory, audience: Audience): Audience | undefined {
  if (!('users' in audience)) return audience
  const users = audience.users.filter((userId) => directory.formerMember(userId) === undefined)
  return users.length === 0 && audience.users.length > 0 ? undefined : { users }
}

/** Where the holders of one of these roles have all left, the next answers; where a department has, the supervisor. */
const STAND_INS: readonly Role[] = ['front_desk', 'supervisor', 'manager']

function resolve(
  directory: Directory,
  communityId: string,
  audience: Audience,
  at: Date,
): Receiver | undefined {
  if ('users' in audience) return { users: [...audience.users] }
  if ('owner' in audience) return audience
  if ('group' in audience) {
    const group = directory.group(communityId, audience.group)
    return group === undefined ? undefined : { chatId: group.chatId }
  }
  const people =
    'role' in audience
      ? directory.holders(communityId, audience.role, at)
      : departmentPeople(directory, communityId, audience.department)
  if (people === undefined) return undefined
  if (people.length > 0) return { users: people.map(({ userId }) => userId) }
  if ('role' in audience && !STAND_INS.includes(audience.role)) return undefined
  const after = 'role' in audience ? STAND_INS.indexOf(audience.role) + 1 : 1
  const standIns = STAND_INS.slice(after)
    .map((role) => directory.holders(communityId, role, at))
    .find((holders) => holders.length > 0)
  return standIns && { users: standIns.map(({ userId }) => userId) }
}

function departmentPeople(
  directory: Directory,
  communityId: string,
  key: Extract<Audience, { department: unknown }>['department'],
) {
  const department = directory.department(communityId, key)
  if (department === undefined) return undefined
  const { head, members } = department
  return head === undefined ? members : [head, ...members.filter(({ userId }) => userId !== head.userId)]
}
