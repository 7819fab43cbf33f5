import type { Phones } from '../phones.ts'
import { readJson } from './read-json.ts'
import { requireDone, requireKnown, requireParam, type SandboxRoute } from './route.ts'
import { MESSAGE_BODY_BYTES, OwnerMessage } from './written-message.ts'

/** An owner's phone on WeChat: writing to the customer-service account (微信客服) and looking. */
export function ownerRoutes({
  phones,
  settle,
}: {
  phones: Phones
  settle: () => Promise<void>
}): SandboxRoute[] {
  return [
    {
      path: '/owners/:externalUserId/messages',
      async post(ctx) {
        const externalUserId = requireParam(ctx, 'externalUserId')
        requireKnown(phones.ownerInbox(externalUserId))
        const message = await readJson(ctx.req, OwnerMessage, MESSAGE_BODY_BYTES)
        const done = requireDone(await phones.ownerWrites(externalUserId, message))
        await settle()
        return done
      },
    },
    {
      path: '/owners/:externalUserId/inbox',
      get: (ctx) => ({ messages: requireKnown(phones.ownerInbox(requireParam(ctx, 'externalUserId'))) }),
    },
  ]
}
