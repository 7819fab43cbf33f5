import type { Phones } from '../phones.ts'
import type { ListedPeople } from './people.ts'
import { requireKnown, requireParam, type SandboxRoute } from './route.ts'

/** What stands in a group. A listed group that nobody has opened on the platform yet is empty, not unknown. */
export function groupRoutes({
  phones,
  people,
}: {
  phones: Phones
  people: () => ListedPeople | Promise<ListedPeople>
}): SandboxRoute[] {
  return [
    {
      path: '/groups/:chatId/messages',
      async get(ctx) {
        const chatId = requireParam(ctx, 'chatId')
        const shown = phones.groupMessages(chatId)
        if (!Array.isArray(shown)) {
          const { groups } = await people()
          if (groups.some((group) => group.chatId === chatId)) return { messages: [] }
        }
        return { messages: requireKnown(shown) }
      },
    },
  ]
}
