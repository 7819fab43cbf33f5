import type { Platform } from '../platform.ts'
import { HOUR_MS } from '../rates.ts'
import { aLine } from '../threads.ts'
import type { Agent, Member } from '../world.ts'
import type { Content } from './content.ts'
import { takeMemberQuota } from './quota.ts'

const CODE_LIFE_MS = 72 * HOUR_MS

/** Puts a message on the phones of those whose quota allows it and returns its id. */
export function deliverMessage(
  platform: Platform,
  agent: Agent,
  members: Member[],
  content: Content & { msgType: string },
): string {
  const id = platform.secret('msg_')
  const reached = members.filter((member) => takeMemberQuota(platform, agent, member.userId))
  const copies = reached.map((member): [string, string] => {
    const entryId = `m${platform.next('entry')}`
    platform.threads.add(
      aLine({
        id: entryId,
        thread: `member:${member.userId}`,
        at: platform.now(),
        from: 'desk',
        msgType: content.msgType,
        text: content.text,
        agentId: agent.agentId,
        messageId: id,
        mediaId: content.mediaId ?? null,
        card: content.card ?? null,
        taskId: content.card?.task_id ?? '',
      }),
    )
    return [member.userId, entryId]
  })
  platform.records.messages.put(id, {
    id,
    agentId: agent.agentId,
    at: platform.now(),
    cardType: content.card?.card_type ?? '',
    copies: Object.fromEntries(copies),
  })
  return id
}

/** Makes a response_code for one card, good for 72 hours and one use (wecom.md 4.5). */
export function issueResponseCode(
  platform: Platform,
  of: { messageId: string; agentId: number; origin: 'send' | 'click' },
): string {
  const code = platform.secret('rc_')
  platform.records.responseCodes.put(code, {
    ...of,
    code,
    expiresAt: platform.now() + CODE_LIFE_MS,
    used: false,
  })
  return code
}
