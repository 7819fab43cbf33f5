import { DeskError } from '../../../errors.ts'
import type { Platform } from '../platform.ts'
import { buildAttack, type AttackKind } from './attacks.ts'

const PATIENCE_MS = 10_000

/**
 * Sends one hostile request to the first app's webhook and tells the HTTP status; `undefined` when the connection
 * was cut. For `replayed` it is the status of the second delivery. Throws `no_webhook` when no address was set.
 */
export async function attackWebhook(platform: Platform, kind: AttackKind): Promise<number | undefined> {
  const agent = platform.world.agents[0]
  const url = agent === undefined ? undefined : platform.records.webhookUrls.get(String(agent.agentId))
  if (agent === undefined || url === undefined) throw new DeskError('no_webhook', 'no webhook address is set')
  const { address, body, contentType } = buildAttack(platform, agent, url, kind)
  const send = async (): Promise<number | undefined> => {
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': contentType },
        body,
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      await response.arrayBuffer()
      return response.status
    } catch {
      return undefined
    }
  }
  const status = await send()
  return kind === 'replayed' ? send() : status
}
