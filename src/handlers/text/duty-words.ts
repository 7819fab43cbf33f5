import { localDate } from '../../domain/calendar/index.ts'
import { isLive, planLeaveCancelled } from '../../domain/duty/leave.ts'
import { readDays } from '../../domain/duty/leave-words.ts'
import { planHandoverNote } from '../../domain/duty/handover.ts'
import { sameUser } from '../../domain/duty/turns.ts'
import type { Person } from '../../domain/people.ts'
import { isRefusal } from '../../domain/record.ts'
import { DUTY_ANSWERS, LEAVE_PROBLEMS } from '../../texts/duty-texts.ts'
import { sayRefusal } from '../../texts/refusals.ts'
import { timeZoneOf, type Desk } from '../desk.ts'
import type { Words } from './words.ts'

/** The word alone, set off from what follows, or with a day right after it; 请假单打印机坏了 is a report. */
const LEAVE = /^(?:我要?)?请假(?:[\s，,：:]+|$|(?=\d|[今明后]天|大后天|下?周|下?星期))/u
const COVER = /^(?:代班|代理)(?:[\s，,：:]+|$)/u
const BACK = /^销假(?:[\s，,：:]+|[。.!！]?$)/u
const NOTE = /^交接备注(?:[\s，,：:]+|$)/u

/** 请假, 代班, 销假 and 交接备注: whether the words were one of these, whatever became of it. */
export async function dutyWords(words: Words, desk: Desk): Promise<boolean> {
  const { text } = words
  const answer = LEAVE.test(text)
    ? await askForLeave(text.replace(LEAVE, ''), null, DUTY_ANSWERS.leaveUsage, words, desk)
    : COVER.test(text)
      ? await askForCover(text.replace(COVER, ''), words, desk)
      : BACK.test(text)
        ? await cancelLeave(text.replace(BACK, ''), words, desk)
        : NOTE.test(text)
          ? await leaveNote(text.replace(NOTE, ''), words, desk)
          : undefined
  if (answer === undefined) return false
  const { speaker, eventId, communityId } = words
  if (answer !== '') await desk.replies.say({ users: [speaker.userId] }, answer, { eventId, communityId })
  return true
}

/** What is to be answered; nothing where the record's own messages say it. */
async function askForLeave(
  said: string,
  deputy: Person | null,
  usage: string,
  { speaker, communityId, eventId, now }: Words,
  { leaves, directory }: Desk,
): Promise<string> {
  const days = readDays(said, localDate(now, timeZoneOf(directory, communityId)))
  if (days === undefined) return usage
  if (days === 'no_such_day') return DUTY_ANSWERS.noSuchDay
  const person = { userId: speaker.userId, name: speaker.name }
  const request = { person, deputy, fromDay: days.from, toDay: days.to, reason: days.rest || null }
  const outcome = await leaves.request(request, communityId, eventId, now)
  return 'problem' in outcome ? LEAVE_PROBLEMS[outcome.problem] : ''
}

/** 代班 陈静 明天: the deputy is named first, by name or user id. */
async function askForCover(said: string, words: Words, desk: Desk): Promise<string> {
  const [, name = '', rest = ''] = /^(\S+)(?:\s+([^]*))?$/u.exec(said.trim()) ?? []
  if (name === '') return DUTY_ANSWERS.deputyUsage
  const community = desk.directory.communities().find(({ id }) => id === words.communityId)
  const found = (community?.members ?? []).filter(
    (member) => member.name === name || sameUser(member.userId, name),
  )
  const [deputy] = found
  if (deputy === undefined) return DUTY_ANSWERS.deputyUnknown
  if (found.length > 1) return DUTY_ANSWERS.deputyAmbiguous
  const person = { userId: deputy.userId, name: deputy.name }
  return askForLeave(rest, person, DUTY_ANSWERS.deputyUsage, words, desk)
}

/** 销假: the leave that runs or comes next, or the one of a day that was named. */
async function cancelLeave(
  said: string,
  { speaker, communityId, eventId, now }: Words,
  { leaves, directory }: Desk,
): Promise<string> {
  const timeZone = timeZoneOf(directory, communityId)
  const named = said.trim() === '' ? undefined : readDays(said, localDate(now, timeZone))
  if (named === 'no_such_day') return DUTY_ANSWERS.noSuchDay
  const own = await leaves.ofPerson(speaker.userId, now)
  const leave =
    // A replay meets the leave that it has cancelled before.
    own.find(({ timeline }) => timeline.some((entry) => entry.eventId === eventId)) ??
    own.find(
      (one) =>
        isLive(one, now) &&
        (named === undefined ||
          (localDate(one.from, timeZone) <= named.from &&
            named.from <= localDate(new Date(one.to.getTime() - 1), timeZone))),
    )
  if (leave === undefined) return DUTY_ANSWERS.noLeave
  const outcome = await leaves.change(leave.id, eventId, now, (current) =>
    planLeaveCancelled(current, speaker, now),
  )
  return isRefusal(outcome) ? sayRefusal(outcome, { now, timeZone }) : ''
}

/** 交接备注 …: for the open handover of the speaker's shift, or the coming one. */
async function leaveNote(
  said: string,
  { speaker, communityId, eventId, now }: Words,
  { handovers, directory }: Desk,
): Promise<string> {
  if (said.trim() === '') return DUTY_ANSWERS.noteUsage
  const handover = await handovers.currentOf(speaker.userId, communityId)
  if (handover === undefined) return DUTY_ANSWERS.noHandover
  const outcome = await handovers.change(handover.id, eventId, now, (current) =>
    planHandoverNote(current, speaker, said, now),
  )
  return isRefusal(outcome) ? sayRefusal(outcome, { now, timeZone: timeZoneOf(directory, communityId) }) : ''
}
