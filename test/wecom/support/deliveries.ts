/** Elements of a delivery; nested objects become nested elements, arrays repeated ones. */
export interface Elements {
  [name: string]: string | Elements | (string | Elements)[]
}

/** The inner XML of a delivery, values in CDATA; `separator` stands between the elements. */
export function xmlOf(elements: Elements, separator = ''): string {
  return `<xml>${separator}${elementsOf(elements, separator)}</xml>`
}

function elementsOf(elements: Elements, separator: string): string {
  return Object.entries(elements)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => ({ name, one })))
    .map(({ name, one }) => {
      const inner = typeof one === 'string' ? `<![CDATA[${one}]]>` : elementsOf(one, separator)
      return `<${name}>${separator}${inner}${separator}</${name}>${separator}`
    })
    .join('')
}

/** The same elements but for some. */
export function without(elements: Elements, ...names: string[]): Elements {
  return Object.fromEntries(Object.entries(elements).filter(([name]) => !names.includes(name)))
}

/** What a delivery is, for test names. */
export function nameOf({ MsgType, Event, ChangeType }: Elements): string {
  return [Event ?? MsgType, ChangeType].filter((name) => typeof name === 'string').join(' ')
}

/** A text message of Li Gong, with whatever else the test is about. */
export function aTextMessage(overrides: Elements = {}): Elements {
  return {
    ToUserName: 'ww00emulator000001',
    FromUserName: 'LiGong',
    CreateTime: '1793606400',
    MsgType: 'text',
    Content: '3栋电梯停了',
    MsgId: '7412369854123698541',
    AgentID: '1000002',
    ...overrides,
  }
}

/** An event of Li Gong. */
export function anEvent(name: string, overrides: Elements = {}): Elements {
  return {
    ToUserName: 'ww00emulator000001',
    FromUserName: 'LiGong',
    CreateTime: '1793606460',
    MsgType: 'event',
    Event: name,
    ...overrides,
  }
}

/** A tap on a button of a card with a drop-down. */
export function aCardTap(overrides: Elements = {}): Elements {
  return anEvent('template_card_event', {
    EventKey: 'card:take',
    TaskId: 'wo-20261102-0017@1',
    CardType: 'multiple_interaction',
    ResponseCode: 'rc_9f1c',
    AgentID: '1000002',
    SelectedItems: { SelectedItem: [{ QuestionKey: 'eta', OptionIds: { OptionId: ['h2'] } }] },
    ...overrides,
  })
}
