import { issueResponseCode } from '../message/deliver.ts'
import type { PhoneRefusal, Tap } from '../../phones.ts'
import type { Platform } from '../platform.ts'
import { cardEvent } from '../webhook/events.ts'
import type { Outcome } from '../webhook/queue.ts'
import { writeXml } from '../webhook/xml.ts'
import { requireAccount } from './app-user.ts'
import { findTap, type FoundTap } from './find-tap.ts'

/**
 * The member taps a card. Every tap makes a fresh response_code; nothing is locked until the app updates the card.
 * Resolves when the webhook is delivered; when it is given up the member sees a failure and may tap again.
 */
export async function memberTaps(
  platform: Platform,
  userId: string,
  cardId: string,
  tap: Tap,
): Promise<{ id: string } | PhoneRefusal> {
  const tapped = platform.store.batch(() => {
    const member = requireAccount(platform, userId)
    if ('refused' in member) return member
    const found = findTap(platform.threads.of(`member:${member.userId}`), cardId, tap)
    return 'refused' in found ? found : push(platform, member.userId, found)
  })
  if ('refused' in tapped) return tapped
  const outcome = await tapped.delivery
  if (outcome === 'no_address') return { refused: '应用没有设置接收消息的地址' }
  return outcome === 'given_up' ? { refused: '操作失败，请稍后重试' } : { id: tapped.id }
}

function push(
  platform: Platform,
  userId: string,
  { entry, card, button, selected }: FoundTap,
): { id: string; delivery: Promise<Outcome> } {
  const agent = platform.directory.agent(entry.agentId ?? 0) ?? platform.world.agents[0]
  if (agent === undefined) return { id: '', delivery: Promise.resolve('no_address') }
  const responseCode = issueResponseCode(platform, {
    messageId: entry.messageId ?? '',
    agentId: agent.agentId,
    origin: 'click',
  })
  const nodes = cardEvent(platform, agent, userId, {
    key: button.key,
    taskId: entry.taskId,
    cardType: card.card_type,
    responseCode,
    selected,
    inMenu: button.inMenu,
  })
  const delivery = platform.webhooks.push(agent, {
    xml: writeXml(nodes, platform.switches.xmlStyle),
    event: button.inMenu ? 'template_card_menu_event' : 'template_card_event',
    userId,
    entryId: entry.id,
    code: responseCode,
  })
  return { id: `t${platform.next('tap')}`, delivery }
}
