import { isRefusal } from '../../domain/record.ts'
import { planShow, type Ticket } from '../../domain/ticket/index.ts'
import { NOTHING } from '../../texts/list-texts.ts'
import { actorIn, type Desk } from '../desk.ts'

/** Sends the member a fresh card of the ticket, if he may see it as what he is in its community. */
export async function showTicket(
  ticket: Ticket,
  userId: string,
  eventId: string,
  { directory, replies }: Pick<Desk, 'directory' | 'replies'>,
): Promise<void> {
  const shown = planShow(ticket, actorIn(directory, userId, ticket.communityId))
  if (isRefusal(shown)) {
    const { communityId } = ticket
    await replies.say({ users: [userId] }, NOTHING.notAllowed, { eventId, communityId })
  } else {
    await replies.show({ users: [userId] }, shown.send, ticket, eventId, shown.facts)
  }
}
