import { OPEN_KEYS } from '../../cards/button-keys.ts'
import type { TicketList } from '../../domain/query/index.ts'
import type { Found } from '../../services/find-tickets.ts'
import { NOTHING } from '../../texts/list-texts.ts'
import type { Desk } from '../desk.ts'
import { promptUntil } from '../prompt.ts'
import type { Words } from '../text/words.ts'

/** Who is shown a list, because of which event, and when. */
interface Occasion {
  userId: string
  eventId: string
  communityId: string
  now: Date
}

/** Lists what was found, or says that there is nothing. */
export async function showFound(
  { tickets, isCut }: Found,
  title: string,
  nothing: string,
  { speaker, eventId, communityId, now }: Words,
  desk: Desk,
): Promise<void> {
  const { userId } = speaker
  if (tickets.length === 0) {
    await desk.replies.say({ users: [userId] }, nothing, { eventId, communityId })
    return
  }
  const namesCommunity = desk.directory.communitiesOf(userId).length > 1
  const list = { title, ids: tickets.map(({ id }) => id), from: 0, isCut, namesCommunity }
  await showPage(list, { userId, eventId, communityId, now }, desk)
}

/** 更多 in words: the next page of what this person saw last; `false` when there was nothing lately. */
export async function showMore(words: Words, desk: Desk): Promise<boolean> {
  const { speaker, eventId, communityId, now } = words
  const last = await desk.lists.last(speaker.userId, eventId, now)
  if (last === undefined) return false
  const { isOwn, ...list } = last
  const occasion = { userId: speaker.userId, eventId, communityId, now }
  // A replay has turned the page already.
  await (isOwn ? showPage(list, occasion, desk) : showNextPage(list, occasion, desk))
  return true
}

/** The page after this one, or the word that it was the last. */
export async function showNextPage(list: TicketList, occasion: Occasion, desk: Desk): Promise<void> {
  const from = list.from + OPEN_KEYS.length
  if (from < list.ids.length) return showPage({ ...list, from }, occasion, desk)
  const { userId, eventId, communityId } = occasion
  await desk.replies.say({ users: [userId] }, NOTHING.more, { eventId, communityId })
}

/** Shows the page of a list that it says, and keeps it for 更多. */
export async function showPage(
  list: TicketList,
  { userId, eventId, communityId, now }: Occasion,
  desk: Desk,
): Promise<void> {
  const expiresAt = promptUntil(desk.tickets.rules(communityId), now)
  await desk.lists.keep(userId, eventId, list, expiresAt)
  await desk.replies.showList(userId, list, { eventId, communityId })
}
