import type { Platform } from '../platform.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import type { Agent } from '../world.ts'
import type { KfAccountRecord, KfServicerRecord } from './kf-records.ts'

/** Takes the world's accounts and servicers over at start; what the API changed since then stays. */
export function openAccounts(platform: Platform): void {
  const { accounts, servicers } = platform.records.kf
  const firstAgent = platform.world.agents[0]?.agentId ?? 0
  for (const account of platform.world.kfAccounts) {
    const { openKfId, name, agentId = firstAgent, routing = 'api', consoleWelcome = false } = account
    const known = accounts.get(openKfId)
    const record = { openKfId, name, agentId, routing, consoleWelcome, deleted: known?.deleted ?? false }
    accounts.put(openKfId, record)
    for (const userId of account.servicers ?? []) {
      const key = servicerKey(openKfId, userId)
      if (servicers.get(key) === undefined) servicers.put(key, { openKfId, userId, receiving: true })
    }
  }
}

/** Key of a servicer's record. */
export function servicerKey(openKfId: string, userId: string): string {
  return `${openKfId}|${userId.toLowerCase()}`
}

/** The account as an app may use it: missing id 60251, unknown 95000, deleted 95004, another app's 48007. */
export function findAccount(platform: Platform, agent: Agent, openKfId: string): KfAccountRecord | Refusal {
  if (openKfId === '') return refuse(60251, 'missing open_kfid')
  const account = platform.records.kf.accounts.get(openKfId)
  if (account === undefined) return refuse(95000, 'invalid open_kfid')
  if (account.deleted) return refuse(95004, 'open_kfid not exist')
  return account.agentId === agent.agentId ? account : refuse(48007, 'account not granted to this app')
}

/** The servicers of an account. */
export function servicersOf(platform: Platform, openKfId: string): KfServicerRecord[] {
  return [...platform.records.kf.servicers.values()].filter((each) => each.openKfId === openKfId)
}
