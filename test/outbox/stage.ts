import type { Body, Composer } from '../../src/outbox/body.ts'
import { createDispatch, type DispatchOptions } from '../../src/outbox/dispatch.ts'
import { readLimits } from '../../src/outbox/limits.ts'
import type { Message, NewMessage } from '../../src/outbox/message.ts'
import { createQuotas, type Quotas } from '../../src/outbox/quotas.ts'
import { createRoutes, type Routes } from '../../src/outbox/routes.ts'
import { createMemoryState } from '../../src/shared-state/memory-state.ts'
import { TICKET_CARDS } from '../../src/cards/ticket-cards.ts'
import { MONDAY_10, samplePolicy } from '../support/builders.ts'
import { createFakeWecom, type FakeWecom } from '../support/fake-wecom.ts'
import { OPEN_DOOR } from '../support/open-door.ts'
import { createFixedClock, type FixedClock } from '../support/fixed-clock.ts'
import { createMemoryMessages, type MemoryMessages } from '../support/memory-messages.ts'
import { aTicketView } from '../support/views.ts'
import { createCapturedLog } from '../wecom/support/captured-log.ts'

export const LEASE_MS = 60_000
export const GIVE_UP_MS = 86_400_000
export const UPDATABLE_MS = 72 * 3_600_000

/** A dispatcher between a message store in memory and a played platform, with words that the test sets. */
export interface Stage {
  messages: MemoryMessages
  platform: FakeWecom
  clock: FixedClock
  quotas: Quotas
  routes: Routes
  log: ReturnType<typeof createCapturedLog>
  /** What messages say from now on. */
  says: (body: Body | undefined) => void
  dispatch: () => Promise<number>
  queue: (...messages: Partial<NewMessage>[]) => Promise<void>
  /** Queues and sends one card, so that it can be settled. */
  sendCard: (message?: Partial<NewMessage>) => Promise<Message>
  /** Moves the clock to the next due instant and dispatches. */
  dispatchLater: () => Promise<void>
}

export function aCard(): Body {
  const card = TICKET_CARDS.intake?.(aTicketView())
  if (card === undefined) throw new Error('no card')
  return { form: 'card', card }
}

let count = 0
export function aMessage(overrides: Partial<NewMessage> = {}): NewMessage {
  count += 1
  return {
    id: `m${String(count)}`,
    subject: { type: 'ticket', id: 't1', version: 1 },
    communityId: 'cuihu',
    kind: 'intake',
    isCard: true,
    facts: {},
    lane: 'task',
    to: { users: ['WangFang', 'ChenJing'] },
    ...overrides,
  }
}

export function createStage(overrides: Partial<DispatchOptions> = {}): Stage {
  const clock = createFixedClock(MONDAY_10)
  const messages = createMemoryMessages()
  const platform = createFakeWecom()
  const log = createCapturedLog()
  let body: Body | undefined = aCard()
  const composer: Composer = {
    compose: () => Promise.resolve(body),
    sayEnd: ({ settlement }) => `end: ${settlement?.say ?? ''}`,
  }
  const state = createMemoryState(clock)
  const routes = createRoutes(state, new Map([['robotGroup', 'robot-key-1']]), 12 * 3_600_000)
  const quotas = createQuotas({
    state,
    limits: readLimits(samplePolicy.platform),
    groupMembers: () => ['HeZhiyuan', 'SunLi'],
    clock,
    holdMs: LEASE_MS,
    onRelease: (queue) => messages.release(queue),
  })
  const dispatch = createDispatch({
    messages,
    composer,
    wecom: platform.client,
    quotas,
    routes,
    ownerDoor: OPEN_DOOR,
    clock,
    logger: log.logger,
    managersGroup: () => 'managers1',
    isFormer: () => false,
    sendAtOnce: 1,
    leaseMs: LEASE_MS,
    updatableForMs: UPDATABLE_MS,
    giveUpAfterMs: GIVE_UP_MS,
    backoff: { firstMs: 2000, mostMs: 600_000 },
    random: () => 1,
    ...overrides,
  })
  const queue: Stage['queue'] = (...news) => messages.enqueue(news.map(aMessage), clock.now())
  return {
    messages,
    platform,
    clock,
    quotas,
    routes,
    log,
    dispatch,
    queue,
    says: (next) => void (body = next),
    async sendCard(message = {}) {
      const card = aMessage(message)
      await messages.enqueue([card], clock.now())
      await dispatch()
      return messages.get(card.id)
    },
    async dispatchLater() {
      const due = await messages.nextDueAt()
      if (due === undefined) throw new Error('nothing is due')
      clock.set(due)
      await dispatch()
    },
  }
}
