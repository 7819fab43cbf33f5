import type { Phones } from '../phones.ts'
import { readJson } from './read-json.ts'
import { RequestProblem } from './request-problem.ts'
import { requireDone, requireKnown, requireParam, type SandboxRoute } from './route.ts'
import { CardTap, MemberMessage, MESSAGE_BODY_BYTES } from './written-message.ts'

/** A member's phone: writing, looking, tapping. Answers to acts wait until the desk has settled. */
export function memberRoutes({
  phones,
  settle,
}: {
  phones: Phones
  settle: () => Promise<void>
}): SandboxRoute[] {
  return [
    {
      path: '/members/:userId/messages',
      async post(ctx) {
        const userId = requireParam(ctx, 'userId')
        requireKnown(phones.memberInbox(userId))
        const message = await readJson(ctx.req, MemberMessage, MESSAGE_BODY_BYTES)
        const done = requireDone(await phones.memberWrites(userId, message))
        await settle()
        return done
      },
    },
    {
      path: '/members/:userId/inbox',
      get: (ctx) => ({ messages: requireKnown(phones.memberInbox(requireParam(ctx, 'userId'))) }),
    },
    {
      path: '/members/:userId/cards/:cardId/click',
      async post(ctx) {
        const userId = requireParam(ctx, 'userId')
        const cardId = requireParam(ctx, 'cardId')
        const inbox = requireKnown(phones.memberInbox(userId))
        if (!inbox.some(({ id, card }) => card !== undefined && (id === cardId || card.taskId === cardId)))
          throw new RequestProblem(404, '这部手机上没有这张卡片')
        const tap = await readJson(ctx.req, CardTap)
        const done = requireDone(await phones.memberTaps(userId, cardId, tap))
        await settle()
        return done
      },
    },
  ]
}
