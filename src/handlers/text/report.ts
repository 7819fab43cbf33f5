import { missingFields } from '../../domain/ticket/index.ts'
import { ANSWERS } from '../../texts/answers.ts'
import { CATEGORIES } from '../../understanding/index.ts'
import type { Desk } from '../desk.ts'
import { promptUntil } from '../prompt.ts'
import type { Words } from './words.ts'

/** Categories of domain-facts 2.2 that are no matter for the desk: thanks, small talk, advertisements … */
const NO_TICKET = 'non_ticket'

/** Opens a ticket from a member's words and asks for what is missing (REC-4.2). */
export async function report(words: Words, { tickets, prompts, replies }: Desk): Promise<void> {
  const { text, heard, eventId, saidAt, now, communityId, speaker } = words
  if (CATEGORIES.get(heard.category)?.group === NO_TICKET && heard.room === null && heard.phone === null) {
    await replies.say({ users: [speaker.userId] }, ANSWERS.notATicket, { eventId, communityId })
    return
  }
  // The platform's clock may be ahead of ours; nobody reports in the future.
  const receivedAt = saidAt < now ? saidAt : now
  const reporter = { userId: speaker.userId, name: speaker.name }
  const ticket = await tickets.open(
    { text, understanding: heard, channel: 'chat', reporter, receivedAt },
    communityId,
    eventId,
  )
  if (missingFields(ticket.reception).length > 0) {
    const expiresAt = promptUntil(tickets.rules(communityId), now)
    await prompts.set({ userId: speaker.userId, ask: 'details', recordId: ticket.id, expiresAt }, eventId)
  }
}
