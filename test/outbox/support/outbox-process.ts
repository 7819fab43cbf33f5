import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../../src/database.ts'
import { createLogger } from '../../../src/logger.ts'
import { createDispatch } from '../../../src/outbox/dispatch.ts'
import { readLimits } from '../../../src/outbox/limits.ts'
import { createQuotas } from '../../../src/outbox/quotas.ts'
import { createRoutes } from '../../../src/outbox/routes.ts'
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/wecom/index.ts'
import { createRedisState } from '../../../src/shared-state/redis-state.ts'
import { createWecomClient } from '../../../src/wecom/client.ts'
import { samplePolicy } from '../../support/builders.ts'
import { OPEN_DOOR } from '../../support/open-door.ts'

/* An outbox in a process of its own, on the database, Redis and platform that its environment names; it sends until it
   is killed. */
const { MONGODB_URI = '', REDIS_URL = '', WECOM_API_BASE: apiBase = '' } = process.env
const clock = { now: () => new Date() }
const logger = createLogger('silent')
const { corpId, ...agent } = SANDBOX_CREDENTIALS
const { messages } = await openDatabase(MONGODB_URI, clock)
const state = createRedisState(REDIS_URL, () => undefined)
const leaseMs = 60_000
const dispatch = createDispatch({
  messages,
  composer: { compose: ({ id }) => Promise.resolve({ form: 'text', text: id }), sayEnd: () => '' },
  wecom: createWecomClient({ apiBase, corpId, ...agent, sharedState: state, clock, logger }),
  routes: createRoutes(state, new Map(), 1),
  ownerDoor: OPEN_DOOR,
  quotas: createQuotas({
    state,
    limits: readLimits(samplePolicy.platform),
    groupMembers: () => ['WangFang', 'ChenJing'],
    clock,
    holdMs: leaseMs,
  }),
  clock,
  logger,
  managersGroup: () => undefined,
  isFormer: () => false,
  sendAtOnce: 4,
  leaseMs,
  updatableForMs: 72 * 3_600_000,
  giveUpAfterMs: 24 * 3_600_000,
  backoff: { firstMs: 100, mostMs: 1000 },
  random: Math.random,
})
process.stdout.write('ready outbox\n')
for (;;) {
  await dispatch()
  await sleep(20)
}
