import {
  mayAdminister,
  mayAdministerCompany,
  parseWish,
  type Asking,
  type Wish,
} from '../../domain/administration/index.ts'
import { ADMINISTRATION_ANSWERS, sayAdministrationHelp, USAGES } from '../../texts/administration-texts.ts'
import { NUMBER_WORDS, sayNumbers } from '../../texts/number-texts.ts'
import { homeOf, type Desk } from '../desk.ts'
import type { Words } from '../text/words.ts'
import { askingOf, cutCommunity } from './asking.ts'
import { propose } from './propose.ts'
import { sayRecords } from './records.ts'

/**
 * 管理 in chat: whether the words were such a command. Whoever may not administer gets one and the same refusal, which
 * tells nothing of what there is; what only resembles a command is a report when he says it.
 */
export async function administer(words: Words, desk: Desk): Promise<boolean> {
  const { text, speaker, eventId } = words
  const communities = desk.administration.communities()
  const home = homeOf(desk.directory, speaker.userId)
  const { rest, communityId } = cutCommunity(text, communities, home)
  const departments = communities.find(({ id }) => id === communityId)?.departments ?? []
  const wish = parseWish(rest, { departments })
  if (wish === undefined) return false
  const asking = askingOf(speaker.userId, communityId, desk)
  const rights = desk.tickets.rules(communityId).policy.administration
  const say = (answer: string) =>
    desk.replies.say({ users: [speaker.userId] }, answer, { eventId, communityId })
  if (!mayAdminister(asking, rights)) {
    if (wish.do === 'unclear') return false
    await say(ADMINISTRATION_ANSWERS.notAllowed)
    return true
  }
  const answer = await answerWish(wish, { ...words, communityId }, asking, desk)
  if (answer !== '') await say(answer)
  return true
}

/** What is to be answered; nothing where a card says it. */
async function answerWish(wish: Wish, words: Words, asking: Asking, desk: Desk): Promise<string> {
  const { policy } = desk.tickets.rules(words.communityId)
  switch (wish.do) {
    case 'help':
      return sayAdministrationHelp(mayAdministerCompany(asking, policy.administration))
    case 'unclear':
      return USAGES[wish.usage]
    case 'numbers':
      return sayNumbers(policy, wish.about) ?? `可以问：${NUMBER_WORDS.join('、')}。`
    case 'records':
      return sayRecords(wish.page, words, asking, desk)
    default:
      return propose(wish, words, asking, desk)
  }
}
