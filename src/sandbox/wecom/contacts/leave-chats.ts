import type { Platform } from '../platform.ts'

/** Takes somebody who leaves the corp out of its group chats; one that he owned passes to the next of its members. */
export function leaveChats(platform: Platform, userId: string): void {
  const { chats } = platform.records
  for (const chat of [...chats.values()]) {
    if (!chat.userIds.includes(userId)) continue
    const userIds = chat.userIds.filter((other) => other !== userId)
    chats.put(chat.chatId, {
      ...chat,
      userIds,
      owner: chat.owner === userId ? (userIds[0] ?? '') : chat.owner,
    })
  }
}
