import type { Phones, ShownMessage } from '../../phones.ts'
import type { Platform } from '../platform.ts'
import { memberTaps } from './member-taps.ts'
import { memberWrites } from './member-writes.ts'
import { ownerWrites } from './owner-writes.ts'
import { showLine } from './show-line.ts'

/** The phones of everybody in the emulator's world. */
export function createPhones(platform: Platform): Phones {
  const show = (thread: string, skip?: number): ShownMessage[] =>
    platform.threads.of(thread, skip).map(showLine)
  const owner = (externalUserId: string): boolean =>
    platform.world.owners.some((each) => each.externalUserId === externalUserId)
  return {
    memberWrites: (userId, message) => memberWrites(platform, userId, message),
    memberTaps: (userId, cardId, tap) => memberTaps(platform, userId, cardId, tap),
    memberInbox(userId, skip) {
      const member = platform.directory.person(userId)
      return member === undefined ? { refused: '没有这个成员' } : show(`member:${member.userId}`, skip)
    },
    ownerWrites: (externalUserId, message) => ownerWrites(platform, externalUserId, message),
    ownerInbox: (externalUserId) =>
      owner(externalUserId) ? show(`owner:${externalUserId}`) : { refused: '没有这个业主' },
    groupMessages(chatId) {
      const robots = platform.world.robots ?? []
      const known =
        platform.records.chats.get(chatId) !== undefined || robots.some((each) => each.chatId === chatId)
      return known ? show(`group:${chatId}`) : { refused: '没有这个群' }
    },
    onChange: (listener) => platform.onChange(listener),
  }
}
