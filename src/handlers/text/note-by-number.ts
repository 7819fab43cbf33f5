import { isRefusal } from '../../domain/record.ts'
import { planFinish, planNote } from '../../domain/ticket/index.ts'
import { sayRefusal } from '../../texts/refusals.ts'
import { actorIn, timeZoneOf, type Desk } from '../desk.ts'
import type { Words } from './words.ts'

const NUMBER = /JD-\d{8}-\d{4,}/iu
/** The word alone or set off from what follows; 完成了吗 and 完成不了 are no results. */
const FINISH = /^(完成|已完成|办结|处理完成)([，,：:。\s]+|$)/u

/** 「JD-20261123-0001 完成 已换角阀」 or 「JD-… 已约明天上门」: result or note of a ticket named by its number. */
export async function noteByNumber(words: Words, desk: Desk): Promise<boolean> {
  const number = NUMBER.exec(words.text)?.[0].toUpperCase()
  if (number === undefined) return false
  const ticket = await desk.tickets.findByNumber(number)
  if (ticket === undefined) return false
  const rest = words.text.replace(NUMBER, '').trim()
  const actor = actorIn(desk.directory, words.speaker.userId, ticket.communityId)
  const outcome = await desk.tickets.change(ticket.id, words.eventId, words.now, (current) =>
    FINISH.test(rest)
      ? planFinish(current, actor, rest.replace(FINISH, '') || rest, words.now)
      : planNote(current, actor, rest, words.now),
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
