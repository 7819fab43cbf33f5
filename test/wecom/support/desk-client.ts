import { createMemoryState } from '../../../src/shared-state/memory-state.ts'
import { createWecomClient, type WecomClient, type WecomClientOptions } from '../../../src/wecom/client.ts'
import { createCapturedLog } from './captured-log.ts'

export const SECRET = 'the-secret-of-the-app'

/** A client of the given address with a memory state, a standing clock and a log to look at. */
export function createDeskClient(
  apiBase: string,
  overrides: Partial<WecomClientOptions> = {},
): { client: WecomClient; log: ReturnType<typeof createCapturedLog> } {
  const clock = { now: () => new Date('2026-11-02T08:00:00Z') }
  const log = createCapturedLog()
  const client = createWecomClient({
    apiBase,
    corpId: 'ww00emulator000001',
    agentId: 1000002,
    secret: SECRET,
    sharedState: createMemoryState(clock),
    clock,
    logger: log.logger,
    ...overrides,
  })
  return { client, log }
}
