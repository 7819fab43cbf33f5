import { ANSWERS } from '../../texts/answers.ts'
import { hearMember, tellsMatter } from '../../domain/reception/lead-words.ts'
import { actorIn, defineHandler, homeOf } from '../desk.ts'
import { administer } from '../administration/administer.ts'
import { answerQuery } from '../queries/answer-query.ts'
import { answerPrompt } from './answer-prompt.ts'
import { openForm } from './form.ts'
import { dutyWords } from './duty-words.ts'
import { noteByNumber } from './note-by-number.ts'
import { report } from './report.ts'
import { resendLost } from './resend-lost.ts'
import type { Words } from './words.ts'

/**
 * What a member writes: a query, a command, an answer to what the desk asked, a line about a ticket named by its number, or a
 * report of his own or of an owner's words (REC-4.2b). When in doubt it becomes a ticket.
 */
export const memberTextHandler = defineHandler({
  on: 'text',
  run: async (event, desk) => {
    const { directory, replies, clock } = desk
    const text = event.content.trim()
    const named = directory.communitiesOf(event.from).find(({ name }) => text.includes(name))
    const communityId = named?.id ?? homeOf(directory, event.from)
    const words: Words = {
      text,
      ...hearMember(text),
      eventId: event.deliveryId,
      saidAt: event.at,
      now: clock.now(),
      communityId,
      speaker: actorIn(directory, event.from, communityId),
    }
    const say = (answer: string) =>
      replies.say({ users: [event.from] }, answer, { eventId: words.eventId, communityId })
    if (text === '') return say(ANSWERS.emptyText)
    // Before the queries, which forgive slips and would take 代班 for 代办.
    if (await dutyWords(words, desk)) return
    if (await administer(words, desk)) return
    if (await answerQuery(words, desk)) return
    if (await resendLost(words, desk)) return
    if (await openForm(words, desk)) return
    // 上门 or 来电 with a matter is a record of its own, whatever the desk had asked.
    const isRecord = words.channel !== 'chat' && tellsMatter(words.heard)
    if (!isRecord && (await answerPrompt(words, desk))) return
    if (await noteByNumber(words, desk)) return
    await report(words, desk)
  },
})
