import { planHandoverNote, type Handover } from '../../domain/duty/handover.ts'
import { planReviewComment, type Review } from '../../domain/review/review.ts'
import { isRefusal } from '../../domain/record.ts'
import { tellsMatter } from '../../domain/reception/lead-words.ts'
import { missingFields, planAmendment, type Ticket } from '../../domain/ticket/index.ts'
import type { Outcome } from '../../services/change-record.ts'
import type { Prompt } from '../../services/stores.ts'
import { ANSWERS } from '../../texts/answers.ts'
import { sayRefusal } from '../../texts/refusals.ts'
import type { Understanding } from '../../understanding/index.ts'
import { actorIn, roomsOf, timeZoneOf, type Desk } from '../desk.ts'
import { PLAN_OF_WORDS } from '../taps/ask.ts'
import { fillForm } from './form.ts'
import type { Words } from './words.ts'

const CANCEL = /^(取消|算了|不用了)[。.!！]?$/u

/** Uses the words as the answer to what the desk asked this member; `false` when they are something else. */
export async function answerPrompt(words: Words, desk: Desk): Promise<boolean> {
  const { prompts, replies, directory } = desk
  const { speaker, eventId, communityId, now } = words
  const prompt = await prompts.open(speaker.userId, eventId, now)
  if (prompt === undefined) return false
  const say = (text: string) => replies.say({ users: [speaker.userId] }, text, { eventId, communityId })
  if (prompt.ask === 'form') return fillForm(prompt, words, CANCEL.test(words.text), desk)
  if (CANCEL.test(words.text)) {
    await say(ANSWERS.cancelled)
    await prompts.answered(prompt, eventId)
    return true
  }
  const outcome = await take(prompt, words, desk)
  if (outcome === undefined) return false
  if (isRefusal(outcome)) {
    await say(sayRefusal(outcome, { now, timeZone: timeZoneOf(directory, communityId) }))
  }
  if (prompt.ask !== 'details' || !isStillIncomplete(outcome)) await prompts.answered(prompt, eventId)
  return true
}

/** Whether something is still asked for, so that the question stays open. */
function isStillIncomplete(outcome: Outcome<Ticket> | Outcome<Review> | Outcome<Handover>): boolean {
  const record = 'changed' in outcome ? outcome.changed : 'repeated' in outcome ? outcome.repeated : undefined
  return record !== undefined && 'reception' in record && missingFields(record.reception).length > 0
}

async function take(
  prompt: Prompt,
  words: Words,
  desk: Desk,
): Promise<Outcome<Ticket> | Outcome<Review> | Outcome<Handover> | undefined> {
  const { text, heard, eventId, now, speaker } = words
  if (prompt.ask === 'review_comment') {
    if (isReport(heard)) return undefined
    return desk.reviews.change(prompt.recordId, eventId, now, (review) =>
      planReviewComment(review, speaker, text, now),
    )
  }
  if (prompt.ask === 'handover_note') {
    if (isReport(heard)) return undefined
    return desk.handovers.change(prompt.recordId, eventId, now, (handover) =>
      planHandoverNote(handover, speaker, text, now),
    )
  }
  const ticket = await desk.tickets.find(prompt.recordId)
  if (ticket === undefined || isAboutAnother(ticket, heard)) return undefined
  // Only owners are asked for it, and they do not write here.
  if (prompt.ask === 'owner_answer') return undefined
  // A replayed answer meets its own entry: the store tells, nothing is done twice.
  const change = (decide: (current: Ticket) => ReturnType<typeof planAmendment>) =>
    desk.tickets.change(ticket.id, eventId, now, decide)
  if (prompt.ask === 'details') {
    if (isNewMatter(ticket, heard)) return undefined
    const outcome = await change((current) =>
      planAmendment(
        current,
        { userId: speaker.userId, name: speaker.name },
        heard,
        now,
        roomsOf(desk.directory, current.communityId),
      ),
    )
    // Nothing of what was asked for is in it, or a matter of its own that comes after the end: then it is not the answer.
    const isAnswer = !isRefusal(outcome) || (outcome.refused !== 'text_missing' && !tellsMatter(heard))
    return isAnswer ? outcome : undefined
  }
  if (prompt.ask === 'form') return undefined
  const plan = PLAN_OF_WORDS[prompt.ask]
  const actor = actorIn(desk.directory, speaker.userId, ticket.communityId)
  return change((current) => plan(current, actor, text, now))
}

/** A whole report of its own: somebody's room together with a matter. */
function isReport(heard: Understanding): boolean {
  return heard.room !== null && tellsMatter(heard)
}

/** Whether words that could tell missing details are a matter of their own: another room, or a public place with another sort. */
export function isNewMatter(ticket: Ticket, heard: Understanding): boolean {
  const elsewhere = heard.location !== null && tellsMatter(heard) && heard.category !== ticket.category
  return isAboutAnother(ticket, heard) || (elsewhere && ticket.reception.matter !== '')
}

/** Words that name another room with a matter of its own are a new report, whatever the desk had asked. */
function isAboutAnother(ticket: Ticket, heard: Understanding): boolean {
  if (!isReport(heard)) return false
  const { room, roomUnknown } = ticket.reception
  // A room that does not exist is being corrected.
  const known = roomUnknown === true ? null : room
  return known === null
    ? heard.category !== ticket.category && ticket.reception.matter !== ''
    : heard.room !== known
}
