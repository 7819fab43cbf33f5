import { defineHandler, type Desk } from './desk.ts'

/**
 * News of the contact book. It is taken as a reason to look, never as the truth: late, repeated or forged order makes no
 * difference to what WeCom says now. Departments and tags change many people, so everybody is looked at soon.
 */
export const contactChangeHandler = defineHandler({
  on: 'change_contact',
  run: async (event, desk) => {
    const { contacts, clock } = desk
    const now = clock.now()
    if (event.userId === undefined) return contacts.want(now)
    if (event.newUserId !== undefined) {
      await contacts.rename(event.userId, event.newUserId, now)
      await contacts.look(event.newUserId, now)
    }
    await contacts.look(event.userId, now, event.change === 'delete_user')
    await contacts.tidy(now)
  },
})

/** A member comes into the app's visible range, or into the corp. */
export const subscribeHandler = defineHandler({ on: 'subscribe', run: lookAtSender })

/** A member leaves the app's visible range, or the corp. */
export const unsubscribeHandler = defineHandler({ on: 'unsubscribe', run: lookAtSender })

async function lookAtSender({ from }: { from: string }, { contacts, clock }: Desk): Promise<void> {
  const now = clock.now()
  await contacts.look(from, now)
  await contacts.tidy(now)
}
