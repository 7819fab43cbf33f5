import type { DeskEvent } from '../inbox/desk-event.ts'
import { sayGivenUp } from '../texts/answers.ts'
import type { Desk } from './desk.ts'

/** Tells the managers' group that an event could not be handled however often it was tried, and whose it was. */
export function createGivenUp({
  directory,
  replies,
}: Pick<Desk, 'directory' | 'replies'>): (event: DeskEvent) => Promise<void> {
  return async (event) => {
    const from = 'from' in event ? event.from : undefined
    const [community] = from === undefined ? directory.communities() : directory.communitiesOf(from)
    const communityId = community?.id ?? directory.communities()[0]?.id ?? ''
    const group = directory.group(communityId, 'managers')
    if (group === undefined) return
    const name = from === undefined ? '业主' : (directory.member(from)?.name ?? from)
    await replies.say({ chatId: group.chatId }, sayGivenUp(name), { eventId: event.deliveryId, communityId })
  }
}
