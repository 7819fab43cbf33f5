import { isRefusal } from '../../domain/record.ts'
import { sayRefusal } from '../../texts/refusals.ts'
import { actorIn, timeZoneOf, type Desk } from '../desk.ts'
import { planWords } from './commands.ts'
import type { Words } from './words.ts'

const NUMBER = /JD-\d{8}-\d{4,}/iu

/** What may stand between the number and the words around it. */
const SEPARATORS = /^[，,：:。\s]+|[，,：:\s]+$/gu

/** 「JD-20261123-0001 完成 已换角阀」, 「重开 JD-… 又漏了」 or 「JD-… 已约明天上门」: a command or note about a ticket named by its number. */
export async function noteByNumber(words: Words, desk: Desk): Promise<boolean> {
  const found = NUMBER.exec(words.text)
  if (found === null) return false
  const ticket = await desk.tickets.findByNumber(found[0].toUpperCase())
  if (ticket === undefined) return false
  const rest = [words.text.slice(0, found.index), words.text.slice(found.index + found[0].length)]
    .map((part) => part.replace(SEPARATORS, ''))
    .join(' ')
    .trim()
  const actor = actorIn(desk.directory, words.speaker.userId, ticket.communityId)
  const outcome = await desk.tickets.change(ticket.id, words.eventId, words.now, (current) =>
    planWords(current, actor, rest, words.now, desk),
  )
  if (isRefusal(outcome)) {
    const about = { eventId: words.eventId, communityId: ticket.communityId }
    await desk.replies.say(
      { users: [words.speaker.userId] },
      sayRefusal(outcome, { now: words.now, timeZone: timeZoneOf(desk.directory, ticket.communityId) }),
      about,
    )
  }
  return true
}
