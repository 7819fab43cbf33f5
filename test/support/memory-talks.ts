import type { OwnerChat, OwnerTalk, OwnerTalkStore } from '../../src/services/owner-talks.ts'

/** What is known of the chats with owners, in memory; keeps the contract of `test/contract/owner-talks.test.ts`. */
export function createMemoryTalks(): OwnerTalkStore {
  const rows = new Map<string, OwnerTalk & { sentIds: string[]; itemId?: string; shutAt?: Date }>()
  const row = ({ openKfId, externalUserId }: OwnerChat) => {
    const key = `${openKfId}:${externalUserId}`
    const found = rows.get(key) ?? { wroteAt: null, sentIds: [], shut: null }
    rows.set(key, found)
    return found
  }
  return {
    find: ({ openKfId, externalUserId }) =>
      Promise.resolve(structuredClone(rows.get(`${openKfId}:${externalUserId}`))),
    wrote(chat, at, itemId, freshAfter) {
      const talk = row(chat)
      const last = talk.wroteAt?.getTime() ?? 0
      if (last > at.getTime() || (last === at.getTime() && talk.itemId === itemId)) return Promise.resolve()
      Object.assign(talk, { wroteAt: at, itemId, sentIds: [] })
      if (talk.shut === 'ended' || (talk.shutAt !== undefined && talk.shutAt <= freshAfter)) talk.shut = null
      return Promise.resolve()
    },
    count(chat, messageId, most) {
      const { sentIds } = row(chat)
      if (sentIds.includes(messageId)) return Promise.resolve(true)
      if (sentIds.length >= most) return Promise.resolve(false)
      sentIds.push(messageId)
      return Promise.resolve(true)
    },
    shut(chat, why, at) {
      const talk = row(chat)
      if (talk.wroteAt === null || talk.wroteAt <= at) Object.assign(talk, { shut: why, shutAt: at })
      return Promise.resolve()
    },
  }
}
