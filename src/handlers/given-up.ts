import type { DeskEvent } from '../inbox/desk-event.ts'
import { sayGivenUp } from '../texts/answers.ts'
import { type Desk, homeOf } from './desk.ts'

/**
 * Tells the managers' group that an event could not be handled however often it was tried, and whose it was;
 * `undefined` stands for one that cannot even be read.
 */
export function createGivenUp({
  directory,
  replies,
}: Pick<Desk, 'directory' | 'replies'>): (event: DeskEvent | undefined, deliveryId: string) => Promise<void> {
  return async (event, deliveryId) => {
    const from = event !== undefined && 'from' in event ? event.from : undefined
    const communityId = homeOf(directory, from)
    const group = directory.group(communityId, 'managers')
    if (group === undefined) return
    const name = from === undefined ? '业主' : (directory.member(from)?.name ?? from)
    await replies.say({ chatId: group.chatId }, sayGivenUp(name), { eventId: deliveryId, communityId })
  }
}
