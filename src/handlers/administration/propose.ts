import { createHash } from 'node:crypto'
import {
  mayWish,
  planChange,
  planEffects,
  type Asking,
  type ChangeWish,
} from '../../domain/administration/index.ts'
import { addSpan } from '../../domain/calendar/index.ts'
import type { DirectoryChange } from '../../directory/index.ts'
import { ADMINISTRATION_ANSWERS, sayCheck } from '../../texts/administration-texts.ts'
import { sayWishProblem } from '../../texts/administration-problems.ts'
import { tellChange, tellEffects } from '../../texts/change-texts.ts'
import { actorIn, timeZoneOf, type Desk } from '../desk.ts'
import type { Words } from '../text/words.ts'

/** Shows a change that may be made as a card to confirm; otherwise what is to be answered. */
export async function propose(
  wish: ChangeWish,
  { communityId, speaker, eventId, now }: Words,
  asking: Asking,
  desk: Desk,
): Promise<string> {
  const { administration, directory, finder, replies, tickets } = desk
  const communities = administration.communities()
  const community = communities.find(({ id }) => id === communityId)
  const rights = tickets.rules(communityId).policy.administration
  if (community === undefined || !mayWish(asking, wish, community, rights))
    return ADMINISTRATION_ANSWERS.notAllowed
  const planned = planChange(wish, communityId, communities)
  if ('problem' in planned) return sayWishProblem(planned.problem)
  const { change } = planned
  const strange = await sayStranger(wish, desk)
  if (strange !== undefined) return strange
  const problems = administration.check([change])
  if (problems.length > 0) return sayCheck(problems)

  const nameOf = (userId: string) =>
    community.members.find((one) => one.userId.toLowerCase() === userId.toLowerCase())?.name ?? userId
  const told = tellChange(change, change.kind === 'set_community' ? undefined : community, nameOf)
  const effects = planEffects(change, community)
  const leaver = effects.leaver === null ? undefined : actorIn(directory, effects.leaver, communityId)
  const timeZone = timeZoneOf(directory, communityId)
  const held =
    leaver === undefined ? undefined : await finder.inHand([{ communityId, timeZone, actor: leaver }])
  await replies.showChange(
    speaker.userId,
    {
      ...told,
      effects: tellEffects(effects, held?.tickets.length ?? 0).join('；'),
      until: addSpan(now, rights.confirmWithin).toISOString(),
      wish: JSON.stringify(wish),
      digest: digestOf(change),
      askedBy: speaker.userId,
    },
    { eventId, communityId },
  )
  return ''
}

/** Tells whether the change is the one that was shown. */
export function digestOf(change: DirectoryChange): string {
  return createHash('sha256').update(JSON.stringify(change)).digest('hex')
}

/** What is to be answered when WeCom does not know the new member, or by another name. */
async function sayStranger(wish: ChangeWish, { contacts }: Desk): Promise<string | undefined> {
  if (wish.do !== 'add_member') return undefined
  const shown = await contacts.find(wish.userId)
  if (shown?.status !== 'active') return ADMINISTRATION_ANSWERS.notInWecom(wish.name)
  // Where the platform hides names it shows the id instead.
  const isHidden = shown.name === '' || shown.name.toLowerCase() === wish.userId.toLowerCase()
  return isHidden || shown.name === wish.name
    ? undefined
    : ADMINISTRATION_ANSWERS.otherNameInWecom(wish.name, shown.name)
}
