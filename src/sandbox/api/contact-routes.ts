import { z } from 'zod'
import type { PhoneRefusal } from '../phones.ts'
import { readJson } from './read-json.ts'
import { RequestProblem } from './request-problem.ts'
import { requireParam, type SandboxRoute } from './route.ts'

/** The console's side of the contact book; the emulator checks what it is given. */
export interface ContactActs {
  changesMember(userId: string, change: unknown): Promise<{ id: string } | PhoneRefusal>
  changesTag(tagId: string, change: unknown): Promise<{ id: string } | PhoneRefusal>
}

/** `POST /members/:userId/contact` and `POST /tags/:tagId`; without acts the paths do not exist. */
export function contactRoutes({
  contacts,
  settle,
}: {
  contacts?: ContactActs | undefined
  settle: () => Promise<void>
}): SandboxRoute[] {
  if (contacts === undefined) return []
  const done = async (work: Promise<{ id: string } | PhoneRefusal>) => {
    const outcome = await work
    if ('refused' in outcome) throw new RequestProblem(400, outcome.refused)
    await settle()
    return outcome
  }
  return [
    {
      path: '/members/:userId/contact',
      post: async (ctx) =>
        done(contacts.changesMember(requireParam(ctx, 'userId'), await readJson(ctx.req, z.unknown()))),
    },
    {
      path: '/tags/:tagId',
      post: async (ctx) =>
        done(contacts.changesTag(requireParam(ctx, 'tagId'), await readJson(ctx.req, z.unknown()))),
    },
  ]
}
