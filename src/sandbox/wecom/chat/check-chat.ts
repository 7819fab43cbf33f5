import type { Platform } from '../platform.ts'
import type { ChatRecord } from '../records.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import type { Agent } from '../world.ts'

/** Group chats are for apps whose visible range is the root department (48002). */
export function checkRootRange(agent: Agent): Refusal | undefined {
  return agent.visibleUserIds === undefined ? undefined : refuse(48002, 'api forbidden')
}

/** The first name in the list that is no member in range is 86007. */
export function invalidMember(platform: Platform, agent: Agent, userIds: string[]): Refusal | undefined {
  const wrong = userIds.some((userId) => platform.directory.visible(agent, userId) === undefined)
  return wrong ? refuse(86007, 'invalid chat member') : undefined
}

/** The app's own chat of this id: missing id 86201, unknown 86003, another app's 86008. */
export function findChat(platform: Platform, agent: Agent, chatId: string): ChatRecord | Refusal {
  if (chatId === '') return refuse(86201, 'missing chatid')
  const chat = platform.records.chats.get(chatId)
  if (chat === undefined) return refuse(86003, 'chatid not exist')
  return chat.agentId === agent.agentId ? chat : refuse(86008, 'not a chat of this app')
}
