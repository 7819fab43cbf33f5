import type { Directory } from '../directory/index.ts'
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
        const to = resolve(directory, record.communityId, intent.to, at)
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
  return people.length === 0 ? undefined : { users: people.map(({ userId }) => userId) }
}

function departmentPeople(
  directory: Directory,
  communityId: string,
  key: Extract<Audience, { department: unknown }>['department'],
) {
  const department = directory.department(communityId, key)
  if (department === undefined) return []
  const others = department.members.filter(({ userId }) => userId !== department.head.userId)
  return [department.head, ...others]
}
