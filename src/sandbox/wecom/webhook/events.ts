import type { Platform } from '../platform.ts'
import type { Agent } from '../world.ts'
import type { XmlNode } from './xml.ts'

const FIRST_MSG_ID = 7_412_369_854_000_000_000n

/** Head that every message and event begins with. */
function head(platform: Platform, from: string, msgType: string): XmlNode[] {
  return [
    ['ToUserName', platform.world.corpId],
    ['FromUserName', from],
    ['CreateTime', Math.floor(platform.now() / 1000)],
    ['MsgType', msgType],
  ]
}

/** A message that a member typed into the app's conversation; MsgId has 19 digits (wecom.md 2.1). */
export function messageEvent(
  platform: Platform,
  agent: Agent,
  userId: string,
  msgType: string,
  content: XmlNode[],
): { nodes: XmlNode[]; msgId: string } {
  const msgId = FIRST_MSG_ID + BigInt(platform.next('msgId'))
  const nodes: XmlNode[] = [
    ...head(platform, userId, msgType),
    ...content,
    ['MsgId', msgId],
    ['AgentID', agent.agentId],
  ]
  return { nodes, msgId: msgId.toString() }
}

/** A member enters the app's range, leaves it, or opens the conversation. */
export function plainEvent(
  platform: Platform,
  agent: Agent,
  userId: string,
  event: 'subscribe' | 'unsubscribe' | 'enter_agent',
): XmlNode[] {
  return [...head(platform, userId, 'event'), ['Event', event], ['EventKey', ''], ['AgentID', agent.agentId]]
}

/** A change of the contact book, told by the system (wecom.md 2.2). */
export function changeContactEvent(platform: Platform, changeType: string, fields: XmlNode[]): XmlNode[] {
  return [
    ...head(platform, 'sys', 'event'),
    ['Event', 'change_contact'],
    ['ChangeType', changeType],
    ...fields,
  ]
}

/** A tap on a card's button (with what was selected) or on an item of its menu (wecom.md 2.3). */
export function cardEvent(
  platform: Platform,
  agent: Agent,
  userId: string,
  tap: {
    key: string
    taskId: string
    cardType: string
    responseCode: string
    /** `undefined` for menu items and cards without questions. */
    selected: { questionKey: string; optionIds: string[] }[] | undefined
    inMenu: boolean
  },
): XmlNode[] {
  const items = (tap.selected ?? []).map(({ questionKey, optionIds }): XmlNode => [
    'SelectedItem',
    [
      ['QuestionKey', questionKey],
      ['OptionIds', optionIds.map((id): XmlNode => ['OptionId', id])],
    ],
  ])
  return [
    ...head(platform, userId, 'event'),
    ['Event', tap.inMenu ? 'template_card_menu_event' : 'template_card_event'],
    ['EventKey', tap.key],
    ['TaskId', tap.taskId],
    ['CardType', tap.cardType],
    ['ResponseCode', tap.responseCode],
    ['AgentID', agent.agentId],
    ...(tap.selected === undefined ? [] : [['SelectedItems', items] satisfies XmlNode]),
  ]
}
