import type { Phones, PhoneRefusal, ShownMessage } from '../phones.ts'
import type { ListedPeople } from './people.ts'
import type { SandboxRoute } from './route.ts'

/** Who can be played, and how many messages each of them has received (for the page's unread badges). */
export function peopleRoutes({
  phones,
  people,
}: {
  phones: Phones
  people: () => ListedPeople | Promise<ListedPeople>
}): SandboxRoute[] {
  return [
    { path: '/people', get: () => people() },
    {
      path: '/received',
      async get() {
        const { members, owners, groups } = await people()
        return {
          members: Object.fromEntries(members.map((m) => [m.userId, received(phones.memberInbox(m.userId))])),
          owners: Object.fromEntries(
            owners.map((o) => [o.externalUserId, received(phones.ownerInbox(o.externalUserId))]),
          ),
          groups: Object.fromEntries(groups.map((g) => [g.chatId, received(phones.groupMessages(g.chatId))])),
        }
      },
    },
  ]
}

function received(shown: ShownMessage[] | PhoneRefusal): number {
  return Array.isArray(shown) ? shown.filter(({ from }) => from !== 'self').length : 0
}
