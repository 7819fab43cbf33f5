import type { Clock } from './clock.ts'
import type { Policy } from './config/policy.ts'
import { spanMs } from './domain/calendar/index.ts'
import type { Rules } from './domain/rules.ts'
import { planPhoneTask } from './domain/ticket/index.ts'
import type { Database } from './database.ts'
import { noteOwnersMessage } from './outbox/desk-quotas.ts'
import type { Quotas } from './outbox/quotas.ts'
import { createCustomerServicePuller } from './services/customer-service.ts'
import type { WecomClient } from './wecom/client.ts'
import { createOwnerDoor, type OwnerDoor } from './outbox/owner-door.ts'
import { noteTalk, type OwnerTalkStore } from './services/owner-talks.ts'
import type { TicketService } from './services/tickets.ts'

/** What the desk knows of its chats with owners. */
export interface DeskOwners {
  /** Pulls what is new in an account, keeping in mind what it means for what can be sent. */
  puller(
    wecom: Pick<WecomClient, 'syncKfMessages'>,
    database: Pick<Database, 'cursors' | 'inbox'>,
    quotas: Pick<Quotas, 'ownerWrote'>,
  ): (openKfId: string, token: string) => Promise<void>
  door: OwnerDoor
}

/** Wires the chats with owners; what they cannot be sent becomes a call of the front desk. */
export function createDeskOwners(deps: {
  talks: OwnerTalkStore
  tickets: Pick<TicketService, 'change'>
  policy: Policy
  rules: (communityId: string) => Rules
  clock: Clock
}): DeskOwners {
  const { talks, tickets, policy, rules, clock } = deps
  // The platform's window is the same for all; the strictest is the one that counts messages of an owner.
  const window = policy.platform.owner
    .map(({ limit, per }) => ({ limit, spanMs: spanMs(per) }))
    .reduce((one, other) => (other.limit < one.limit ? other : one))
  return {
    puller: (wecom, { cursors, inbox }, quotas) =>
      createCustomerServicePuller({
        sync: (sync) => wecom.syncKfMessages(sync),
        cursors,
        store: async (event) => {
          if (event.kind === 'kf_item') await noteTalk(event, talks, window.spanMs)
          if (await inbox.add(event, clock.now())) await noteOwnersMessage(event, quotas)
        },
      }),
    door: createOwnerDoor({
      talks,
      clock,
      budget: (communityId) => ({ window, reserve: rules(communityId).policy.owner.reserve }),
      askForCall: async ({ id, subject, kind, facts }) => {
        const now = clock.now()
        await tickets.change(subject?.id ?? '', `untold:${id}`, now, (ticket) =>
          planPhoneTask(ticket, { what: kind, facts, messageId: id }, now),
        )
      },
    }),
  }
}
