import { tellsMatter, withoutWho } from '../domain/reception/lead-words.ts'
import { missingFields, planAmendment, planOwnersAnswer } from '../domain/ticket/index.ts'
import { ANSWERS } from '../texts/answers.ts'
import { CATEGORIES, understand } from '../understanding/index.ts'
import { defineHandler, type Desk, homeOf, roomsOf } from './desk.ts'
import { joinLastMatter } from './media.ts'
import { promptUntil } from './prompt.ts'
import { isNewMatter } from './text/answer-prompt.ts'

/** Something is new in a 微信客服 account: its items are pulled into the inbox (`wecom.md` 7.2). */
export const customerServiceWakeupHandler = defineHandler({
  on: 'kf_wakeup',
  run: ({ openKfId, token }, { pullCustomerService }) => pullCustomerService(openKfId, token),
})

/** An owner's words on WeChat become a ticket or complete the one that was asked about; other items ask for words. */
export const ownerItemHandler = defineHandler({
  on: 'kf_item',
  run: async ({ deliveryId, openKfId, item }, desk) => {
    const { externalUserId } = item
    if (externalUserId === undefined || item.origin !== 'owner' || !WRITTEN.has(item.kind)) return
    const owner = { externalUserId, openKfId }
    const communityId = homeOf(desk.directory)
    const answer = (text: string) => desk.replies.say({ owner }, text, { eventId: deliveryId, communityId })
    if ('mediaId' in item) {
      const { mediaId, kind, at } = item
      return joinLastMatter({ deliveryId, mediaId, kind, at }, { owner }, communityId, desk)
    }
    if (item.kind !== 'text') return answer(ANSWERS.cannotRead)
    if (item.content.trim() === '') return answer(ANSWERS.emptyText)
    await takeOwnersWords(item.content.trim(), item.at, owner, communityId, deliveryId, desk)
  },
})

/** What an owner can send; everything else in the account is the platform's own news. */
const WRITTEN = new Set(['text', 'image', 'voice', 'video', 'file', 'location', 'link'])

async function takeOwnersWords(
  text: string,
  saidAt: Date,
  owner: { externalUserId: string; openKfId: string },
  communityId: string,
  eventId: string,
  { tickets, prompts, replies, clock, directory }: Desk,
): Promise<void> {
  const now = clock.now()
  const heard = withoutWho(understand(text))
  const isRoom = roomsOf(directory, communityId)
  const prompt = await prompts.open(owner.externalUserId, eventId, now)
  const asked = prompt === undefined ? undefined : await tickets.find(prompt.recordId)
  if (prompt?.ask === 'owner_answer' && asked !== undefined) {
    const isAnother = isNewMatter(asked, heard) || (tellsMatter(heard) && heard.category !== asked.category)
    const outcome = isAnother
      ? undefined
      : await tickets.change(asked.id, eventId, now, (ticket) =>
          planOwnersAnswer(ticket, { owner: owner.externalUserId }, text, now),
        )
    if (outcome !== undefined && ('changed' in outcome || 'repeated' in outcome))
      return prompts.answered(prompt, eventId)
  } else if (prompt !== undefined && asked !== undefined && !isNewMatter(asked, heard)) {
    const outcome = await tickets.change(prompt.recordId, eventId, now, (ticket) =>
      planAmendment(ticket, { owner: owner.externalUserId }, heard, now, isRoom),
    )
    const known =
      'changed' in outcome ? outcome.changed : 'repeated' in outcome ? outcome.repeated : undefined
    if (known !== undefined)
      return missingFields(known.reception).length === 0 ? prompts.answered(prompt, eventId) : undefined
  }
  if (CATEGORIES.get(heard.category)?.group === 'non_ticket' && heard.room === null) {
    return replies.say({ owner }, ANSWERS.notATicket, { eventId, communityId })
  }
  const receivedAt = saidAt < now ? saidAt : now
  const report = {
    text,
    understanding: heard,
    channel: 'online' as const,
    reporter: { owner },
    receivedAt,
    isRoom,
  }
  const ticket = await tickets.open(report, communityId, eventId)
  if (missingFields(ticket.reception).length === 0) return
  const expiresAt = promptUntil(tickets.rules(communityId), now)
  await prompts.set({ userId: owner.externalUserId, ask: 'details', recordId: ticket.id, expiresAt }, eventId)
}
