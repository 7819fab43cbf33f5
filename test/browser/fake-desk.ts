import type { ShownCard, ShownMessage } from '../../src/sandbox/phones.ts'
import type { FakePhones } from '../sandbox/api/fake-phones.ts'
import type { SandboxServer } from '../sandbox/api/sandbox-server.ts'

/** A card with the looks of a new ticket; overrides replace single parts. */
export function aCard(overrides: Partial<ShownCard> = {}): ShownCard {
  return {
    cardType: 'button_interaction',
    taskId: 'wo-20261124-0001@1',
    title: '新报修：厨房漏水',
    fields: [
      { name: '工单', value: '20261124-0001' },
      { name: '房号', value: '3-2-501' },
      { name: '业主', value: '张女士' },
      { name: '电话', value: '13800000000' },
    ],
    buttons: [
      { key: 'card:take', text: '接单', enabled: true },
      { key: 'card:transfer', text: '转部门', enabled: true },
      { key: 'card:complaint', text: '投诉', enabled: true },
      { key: 'card:not_a_ticket', text: '不是工单', enabled: true },
    ],
    questions: [
      {
        key: 'department',
        title: '转给',
        options: [
          { id: 'engineering', text: '工程部' },
          { id: 'order', text: '秩序部' },
        ],
      },
    ],
    replacedBy: null,
    ...overrides,
  }
}

/** Delivers a card whose text reads as the emulator writes it: every shown word, one line each. */
export function deliverCard(phones: FakePhones, userId: string, card: ShownCard): ShownMessage {
  const text = [
    '翠湖花园 · 前台',
    card.title,
    '张伟 09:00 上报，请在 30 分钟内接单',
    ...card.fields.map(({ name, value }) => `${name} ${value}`),
    ...card.buttons.map((button) => button.text),
  ].join('\n')
  return phones.deliver(userId, { msgType: 'template_card', text, card: structuredClone(card) })
}

/** Makes the fake phones answer as a desk would: a report reaches both front desks, the first 接单 wins. */
export function playDesk({ phones }: SandboxServer): void {
  phones.react = (who, act) => {
    if ('cardId' in act) {
      phones.replace('wo-20261124-0001@1', '王芳 已接单')
      phones.deliver(who, { text: '已接单：20261124-0001 厨房漏水。请在办理后填写结果。' })
      return
    }
    phones.deliver(who, { text: '已收到，工单 20261124-0001 已转前台。' })
    for (const frontDesk of ['WangFang', 'ChenJing']) deliverCard(phones, frontDesk, aCard())
  }
}
