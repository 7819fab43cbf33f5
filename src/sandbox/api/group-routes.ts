import type { Phones } from '../phones.ts'
import { requireKnown, requireParam, type SandboxRoute } from './route.ts'

/** What stands in a group. */
export function groupRoutes({ phones }: { phones: Phones }): SandboxRoute[] {
  return [
    {
      path: '/groups/:chatId/messages',
      get: (ctx) => ({ messages: requireKnown(phones.groupMessages(requireParam(ctx, 'chatId'))) }),
    },
  ]
}
