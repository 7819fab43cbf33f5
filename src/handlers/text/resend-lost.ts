import { sayResent } from '../../texts/answers.ts'
import { sayRefusal } from '../../texts/refusals.ts'
import type { Desk } from '../desk.ts'
import type { Words } from './words.ts'

const RESEND = /^重发未送达[。.!！]?$/u

/** 「重发未送达」: a manager has everything sent again that could not be delivered in his communities. */
export async function resendLost(words: Words, desk: Desk): Promise<boolean> {
  const { text, speaker, eventId, communityId, now } = words
  const { directory, replies, deadLetters } = desk
  if (!RESEND.test(text)) return false
  const managed = directory
    .communitiesOf(speaker.userId)
    .filter(({ id }) => directory.rolesIn(speaker.userId, id).includes('manager'))
  const say = (answer: string) =>
    replies.say({ users: [speaker.userId] }, answer, { eventId, communityId: managed[0]?.id ?? communityId })
  if (managed.length === 0) {
    await say(sayRefusal({ refused: 'not_allowed' }, { now, timeZone: 'Asia/Shanghai' }))
    return true
  }
  let count = 0
  for (const { id } of managed) count += await deadLetters.resend(id)
  await say(sayResent(count))
  return true
}
