import { parseQuery } from '../../domain/query/index.ts'
import { NOTHING, sayWanted } from '../../texts/list-texts.ts'
import { sayHelp } from '../../texts/help.ts'
import type { Desk } from '../desk.ts'
import type { Words } from '../text/words.ts'
import { showMore, showFound } from './lists.ts'
import { readersOf, vocabularyOf } from './readers.ts'
import { showTicket } from './show-ticket.ts'
import { answerStatistics } from './statistics.ts'

/** Answers what a member asks instead of reporting something; `false` when the words are no query. */
export async function answerQuery(words: Words, desk: Desk): Promise<boolean> {
  const query = parseQuery(words.text, vocabularyOf(desk.directory))
  if (query === undefined) return false
  const { directory, finder, replies } = desk
  const { userId } = words.speaker
  const { eventId, communityId } = words
  const say = (text: string) => replies.say({ users: [userId] }, text, { eventId, communityId })
  const readers = readersOf(directory, userId, 'communityId' in query ? query.communityId : null)
  if (query.ask === 'help') {
    const roles = readers.flatMap(({ actor }) => actor.roles)
    await say(sayHelp(roles, readers.length > 0))
  } else if (query.ask === 'more') {
    return showMore(words, desk)
  } else if (readers.length === 0) {
    await say(NOTHING.notAllowed)
  } else if (query.ask === 'mine') {
    await showFound(await finder.inHand(readers), '我的工单', NOTHING.mine, words, desk)
  } else if (query.ask === 'today') {
    await showFound(await finder.toDo(readers, words.now), '今日待办', NOTHING.today, words, desk)
  } else if (query.ask === 'statistics') {
    await answerStatistics(query, readers, words, desk)
  } else {
    const { search } = query
    const found = await finder.search(readers, search)
    const [ticket] = found.tickets
    if (search.by === 'number' && ticket !== undefined) await showTicket(ticket, userId, eventId, desk)
    else {
      const wanted = sayWanted(search)
      await showFound(found, wanted, NOTHING.search(wanted), words, desk)
    }
  }
  return true
}
