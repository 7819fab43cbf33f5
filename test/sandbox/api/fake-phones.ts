import type { PhoneRefusal, Phones, ShownMessage, Tap, WrittenMessage } from '../../../src/sandbox/phones.ts'
import type { ListedPeople } from '../../../src/sandbox/api/people.ts'

/** A tiny community in which every kind of phone occurs. */
export const PEOPLE: ListedPeople = {
  members: [
    { userId: 'LinXiao', name: '林晓', community: '翠湖花园', roles: ['assistant'], onDuty: true },
    { userId: 'LiuYang', name: '刘洋', community: '翠湖花园', roles: ['front_desk'], onDuty: false },
    { userId: 'WangFang', name: '王芳', community: '翠湖花园', roles: ['front_desk'], onDuty: true },
    { userId: 'ChenJing', name: '陈静', community: '翠湖花园', roles: ['front_desk'], onDuty: true },
    {
      userId: 'SunLi',
      name: '孙丽',
      community: '翠湖花园',
      roles: ['supervisor', 'department_head'],
      onDuty: true,
    },
    { userId: 'HeZhiyuan', name: '何志远', community: '翠湖花园', roles: ['manager'], onDuty: true },
    { userId: 'LiJianguo', name: '李建国', community: '翠湖花园', roles: ['department_head'], onDuty: true },
    { userId: 'ZhangWei', name: '张伟', community: '翠湖花园', roles: ['staff'], onDuty: true },
    { userId: 'WuGang', name: '吴刚', community: '翠湖花园', roles: ['staff'], onDuty: true },
    { userId: 'GaoXiang', name: '高翔', community: '翠湖花园', roles: ['quality'], onDuty: true },
    {
      userId: 'ZhengGuodong',
      name: '郑国栋',
      community: '翠湖花园',
      roles: ['general_manager'],
      onDuty: true,
    },
  ],
  owners: [{ externalUserId: 'wm-zhang', name: '张女士', rooms: ['3-2-501'] }],
  groups: [
    { chatId: 'chat-service', name: '翠湖花园服务群', community: '翠湖花园' },
    { chatId: 'chat-managers', name: '翠湖花园管理群', community: '翠湖花园' },
  ],
}

/** Phones kept in memory; what was done on them can be read back, and `deliver` puts a message on one. */
export interface FakePhones extends Phones {
  /** Every act, in order: `[who, what]`. */
  acts: [string, WrittenMessage | (Tap & { cardId: string })][]
  deliver(id: string, message: Partial<ShownMessage> & { text: string }): ShownMessage
  /** What the desk does upon an act; nothing by default. */
  react: (who: string, act: WrittenMessage | (Tap & { cardId: string })) => void
  /** Replaces the buttons of a card by the grey text on every phone that holds it. */
  replace(taskId: string, text: string): void
  /** How many listeners wait for changes. */
  listening(): number
}

/** Builds fake phones for {@link PEOPLE}; `now` gives the messages their instants. */
export function createFakePhones(now: () => Date = () => new Date('2026-11-24T01:00:00Z')): FakePhones {
  const shown = new Map<string, ShownMessage[]>()
  for (const { userId } of PEOPLE.members) shown.set(userId, [])
  for (const { externalUserId } of PEOPLE.owners) shown.set(externalUserId, [])
  for (const { chatId } of PEOPLE.groups) shown.set(chatId, [])
  const listeners = new Set<() => void>()
  const acts: FakePhones['acts'] = []
  let last = 0

  const look = (id: string): ShownMessage[] | PhoneRefusal => shown.get(id) ?? { refused: '没有这个人' }
  const deliver: FakePhones['deliver'] = (id, message) => {
    const whole: ShownMessage = {
      id: `m${String((last += 1))}`,
      at: now().toISOString(),
      from: 'desk',
      msgType: 'text',
      ...message,
    }
    shown.get(id)?.push(whole)
    for (const listener of listeners) listener()
    return whole
  }
  const write = (id: string, message: WrittenMessage): Promise<{ id: string } | PhoneRefusal> => {
    if (message.type === 'text' && message.content === '拒收')
      return Promise.resolve({ refused: '平台没有收下' })
    acts.push([id, message])
    const text = message.type === 'text' ? message.content : `[${message.type}]`
    const written = deliver(id, { from: 'self', msgType: message.type, text })
    phones.react(id, message)
    return Promise.resolve({ id: written.id })
  }

  const phones: FakePhones = {
    acts,
    react: () => undefined,
    replace(taskId, text) {
      for (const { card } of [...shown.values()].flat())
        if (card?.taskId === taskId) {
          card.replacedBy = text
          for (const button of card.buttons) button.enabled = false
        }
      for (const listener of listeners) listener()
    },
    deliver,
    listening: () => listeners.size,
    memberWrites: write,
    ownerWrites: write,
    memberInbox: look,
    ownerInbox: look,
    groupMessages: look,
    memberTaps(userId, cardId, tap) {
      const inbox = shown.get(userId) ?? []
      const card = inbox.find((m) => m.id === cardId || m.card?.taskId === cardId)?.card
      const button = card?.buttons.find(({ key }) => key === tap.key)
      if (card === undefined || button?.enabled !== true) return Promise.resolve({ refused: '按钮已经失效' })
      const act = { cardId, ...tap }
      acts.push([userId, act])
      phones.react(userId, act)
      return Promise.resolve({ id: `tap-${card.taskId}` })
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return phones
}
