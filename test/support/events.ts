import type { DeskEvent, KfEvent } from '../../src/inbox/desk-event.ts'
import { MONDAY_10 } from './builders.ts'

type EventOf<K extends DeskEvent['kind']> = Extract<DeskEvent, { kind: K }>

let count = 0
function nextId(): string {
  count += 1
  return `event:${String(count)}`
}

/** What a member wrote. */
export function aText(content: string, overrides: Partial<EventOf<'text'>> = {}): EventOf<'text'> {
  return { kind: 'text', deliveryId: nextId(), at: MONDAY_10, from: 'ZhaoQiang', content, ...overrides }
}

/** A photo from a member. */
export function anImage(overrides: Partial<EventOf<'image'>> = {}): EventOf<'image'> {
  return {
    kind: 'image',
    deliveryId: nextId(),
    at: MONDAY_10,
    from: 'ZhaoQiang',
    picUrl: '',
    mediaId: 'media1',
    ...overrides,
  }
}

/** A tap on a card. */
export function aTap(key: string, overrides: Partial<EventOf<'card_tap'>> = {}): EventOf<'card_tap'> {
  const deliveryId = nextId()
  return {
    kind: 'card_tap',
    deliveryId,
    at: MONDAY_10,
    from: 'WangFang',
    key,
    menu: false,
    taskId: 't1',
    cardType: 'button_interaction',
    responseCode: `code-${deliveryId}`,
    selected: {},
    ...overrides,
  }
}

/** What an owner wrote on WeChat. */
export function anOwnersText(
  content: string,
  overrides: Partial<Extract<KfEvent['item'], { kind: 'text' }>> = {},
): KfEvent {
  const messageId = nextId()
  const head = {
    messageId,
    at: MONDAY_10,
    origin: 'owner' as const,
    openKfId: 'wkDesk1',
    externalUserId: 'wmOwnerZhang',
  }
  return {
    kind: 'kf_item',
    deliveryId: `kf:wkDesk1:${messageId}`,
    openKfId: 'wkDesk1',
    item: { kind: 'text', ...head, content, ...overrides },
  }
}
