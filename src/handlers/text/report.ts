import { addSpan } from '../../domain/calendar/index.ts'
import { isOpen, missingFields, type Ticket } from '../../domain/ticket/index.ts'
import { ANSWERS, sayRepeated } from '../../texts/answers.ts'
import { CATEGORIES } from '../../understanding/index.ts'
import { type Desk, roomsOf } from '../desk.ts'
import { reporterKey } from '../../services/stores.ts'
import { promptUntil } from '../prompt.ts'
import type { Words } from './words.ts'

/** Categories of domain-facts 2.2 that are no matter for the desk: thanks, small talk, advertisements … */
const NO_TICKET = 'non_ticket'

/** Opens a ticket from a member's words and asks for what is missing (REC-4.2). */
export async function report(words: Words, desk: Desk): Promise<void> {
  const { tickets, prompts, replies, directory } = desk
  const { text, heard, channel, passedOn, eventId, saidAt, now, communityId, speaker } = words
  const isNothing = heard.room === null && heard.phone === null && channel === 'chat'
  if (CATEGORIES.get(heard.category)?.group === NO_TICKET && isNothing) {
    await replies.say({ users: [speaker.userId] }, ANSWERS.notATicket, { eventId, communityId })
    return
  }
  // The platform's clock may be ahead of ours; nobody reports in the future.
  const receivedAt = saidAt < now ? saidAt : now
  const reporter = { userId: speaker.userId, name: speaker.name }
  const known = await findRepeated(words, communityId, desk)
  if (known !== undefined) {
    await replies.say({ users: [speaker.userId] }, sayRepeated(known.number), { eventId, communityId })
    return
  }
  const ticket = await tickets.open(
    {
      text,
      understanding: heard,
      channel,
      passedOn,
      reporter,
      receivedAt,
      isRoom: roomsOf(directory, communityId),
    },
    communityId,
    eventId,
  )
  if (missingFields(ticket.reception).length > 0) {
    const expiresAt = promptUntil(tickets.rules(communityId), now)
    await prompts.set({ userId: speaker.userId, ask: 'details', recordId: ticket.id, expiresAt }, eventId)
  }
}

/** The open ticket that the same person opened with the same words just now: sent twice, it is one matter (REC-4.2). */
async function findRepeated(
  { text, eventId, now, speaker }: Words,
  communityId: string,
  { tickets, reported }: Desk,
): Promise<Ticket | undefined> {
  const { repeatWithin } = tickets.rules(communityId).policy['REC-4.2']
  const since = new Date(2 * now.getTime() - addSpan(now, repeatWithin).getTime())
  const last = await reported.latestReportedBy(reporterKey(speaker), since)
  if (last === undefined || !isOpen(last) || last.reception.original !== text) return undefined
  // A replay of the event that opened it goes on where it was cut off.
  return last.timeline.some((entry) => entry.eventId === eventId) ? undefined : last
}
