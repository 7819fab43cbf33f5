import { z } from 'zod'
import type { Store, Table } from '../store/store.ts'

const Code = z.object({
  code: z.string(),
  /** The app named in the authorize address; `null` when none was. */
  agentId: z.number().nullable(),
  /** A member's user id, or an owner's external user id. */
  personId: z.string(),
  /** The private fields that the member agreed to give; `null` with snsapi_base. */
  grants: z.array(z.string()).nullable(),
  expiresAt: z.number(),
  used: z.boolean(),
})

const Ticket = z.object({
  ticket: z.string(),
  agentId: z.number(),
  userId: z.string(),
  grants: z.array(z.string()),
  expiresAt: z.number(),
})

export type LoginCodeRecord = z.infer<typeof Code>
export type UserTicketRecord = z.infer<typeof Ticket>

/** What the emulator remembers of logins. */
export interface LoginRecords {
  codes: Table<LoginCodeRecord>
  tickets: Table<UserTicketRecord>
  /** Host and port that an app's login may lead back to, by agent id. */
  trustedDomains: Table<string>
}

/** Opens the tables of logins. */
export function openLoginRecords(store: Store): LoginRecords {
  return {
    codes: store.table('loginCodes', Code),
    tickets: store.table('userTickets', Ticket),
    trustedDomains: store.table('trustedDomains', z.string()),
  }
}
