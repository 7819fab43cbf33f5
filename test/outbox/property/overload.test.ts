import { expect } from 'chai'
import { createDispatch } from '../../../src/outbox/dispatch.ts'
import type { Limits } from '../../../src/outbox/limits.ts'
import { createQuotas } from '../../../src/outbox/quotas.ts'
import { createRoutes } from '../../../src/outbox/routes.ts'
import type { Receiver } from '../../../src/services/stores.ts'
import { createMemoryState } from '../../../src/shared-state/memory-state.ts'
import type { UnitWindow } from '../../../src/shared-state/units.ts'
import { createLogger } from '../../../src/logger.ts'
import { MONDAY_10 } from '../../support/builders.ts'
import { createFakeWecom } from '../../support/fake-wecom.ts'
import { createFixedClock } from '../../support/fixed-clock.ts'
import { createMemoryMessages } from '../../support/memory-messages.ts'
import { OPEN_DOOR } from '../../support/open-door.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const per = (limit: number, spanMs: number): UnitWindow => ({ limit, spanMs })
const WIDE = [per(1_000_000, MINUTE_MS)]
const GROUP = ['Anna', 'Bao', 'Chen']

type Quota = Exclude<keyof Limits, 'leftToDanger'>

/* The quotas at ten times what they allow; small numbers, because what counts is the ratio. */
const CASES: { quota: Quota; windows: UnitWindow[]; units: number; to: (n: number) => Receiver }[] = [
  {
    quota: 'api',
    windows: [per(40, MINUTE_MS), per(200, HOUR_MS)],
    units: 1,
    to: (n) => ({ users: [`member${String(n % 5)}`] }),
  },
  {
    quota: 'api',
    windows: [per(40, MINUTE_MS), per(200, HOUR_MS)],
    units: 1,
    to: (n) => ({ chatId: `group${String(n % 5)}` }),
  },
  {
    quota: 'member',
    windows: [per(30, MINUTE_MS), per(200, HOUR_MS)],
    units: 1,
    to: () => ({ users: ['Anna'] }),
  },
  {
    quota: 'memberDeliveries',
    windows: [per(200, DAY_MS)],
    units: 2,
    to: (n) => ({ users: [`member${String(n % 7)}`, 'Anna'] }),
  },
  {
    quota: 'groupMember',
    windows: [per(20, MINUTE_MS), per(200, DAY_MS)],
    units: 1,
    to: (n) => ({ chatId: `group${String(n % 4)}` }),
  },
  {
    quota: 'groupDeliveries',
    windows: [per(60, MINUTE_MS), per(300, HOUR_MS)],
    units: 3,
    to: (n) => ({ chatId: `group${String(n % 4)}` }),
  },
]

/** The most units within any span, sliding or the clock's own, of acts at these instants. */
function mostWithin(instants: readonly number[], spanMs: number, units: number): number {
  let most = 0
  let begin = 0
  const calendar = new Map<number, number>()
  for (const [index, at] of instants.entries()) {
    while ((instants[begin] ?? 0) <= at - spanMs) begin += 1
    const own = (calendar.get(Math.floor(at / spanMs)) ?? 0) + units
    calendar.set(Math.floor(at / spanMs), own)
    most = Math.max(most, own, (index - begin + 1) * units)
  }
  return most
}

describe('ten times what a quota allows', function () {
  this.timeout(120_000)

  for (const { quota, windows, units, to } of CASES)
    it(`${quota}, ${'chatId' in to(0) ? 'groups' : 'members'}: never above it, nothing lost, 95 % of it used`, async function () {
      const longest = Math.max(...windows.map(({ spanMs }) => spanMs))
      const allowed = Math.max(...windows.map(({ limit }) => limit)) * 2
      const clock = createFixedClock(MONDAY_10)
      const messages = createMemoryMessages()
      const platform = createFakeWecom()
      const limits: Limits = {
        leftToDanger: 0.05,
        ...{
          api: WIDE,
          member: WIDE,
          memberDeliveries: WIDE,
          groupMember: WIDE,
          groupDeliveries: WIDE,
          owner: WIDE,
          robot: WIDE,
        },
        [quota]: windows,
      }
      const sentAt: number[] = []
      const note =
        <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
        (...args: Args): Promise<Result> => {
          sentAt.push(clock.now().getTime())
          clock.forward(7)
          return call(...args)
        }
      const { client } = platform
      const dispatch = createDispatch({
        messages,
        composer: { compose: ({ id }) => Promise.resolve({ form: 'text', text: id }), sayEnd: () => '' },
        wecom: {
          ...client,
          sendMessage: note((message) => client.sendMessage(message)),
          sendGroupMessage: note((message) => client.sendGroupMessage(message)),
        },
        routes: createRoutes(createMemoryState(clock), new Map(), 1),
        ownerDoor: OPEN_DOOR,
        quotas: createQuotas({
          state: createMemoryState(clock),
          limits,
          groupMembers: () => GROUP,
          clock,
          holdMs: MINUTE_MS,
        }),
        clock,
        logger: createLogger('silent'),
        managersGroup: () => undefined,
        isFormer: () => false,
        sendAtOnce: 4,
        leaseMs: MINUTE_MS,
        updatableForMs: DAY_MS,
        giveUpAfterMs: 30 * DAY_MS,
        backoff: { firstMs: 2000, mostMs: 10 * MINUTE_MS },
        random: () => 1,
      })
      const wanted = (5 * allowed) / units
      await messages.enqueue(
        Array.from({ length: wanted }, (_, n) => ({
          ...{
            id: `m${String(n)}`,
            kind: `m${String(n)}`,
            subject: null,
            communityId: 'cuihu',
            isCard: false,
          },
          ...{ facts: {}, lane: 'task' as const, to: to(n) },
        })),
        clock.now(),
      )
      const end = MONDAY_10.getTime() + 2 * longest
      for (;;) {
        await dispatch()
        const next = await messages.nextDueAt()
        if (next === undefined || next.getTime() >= end) break
        clock.set(new Date(Math.max(next.getTime(), clock.now().getTime() + 1)))
      }
      const used = sentAt.filter((at) => at < end).length * units
      this.test!.title += ` (${String(used)} of ${String(allowed)})`
      for (const { limit, spanMs } of windows)
        expect(mostWithin(sentAt, spanMs, units), `within ${String(spanMs)} ms`).to.be.at.most(limit)
      expect(used / allowed).to.be.at.least(0.95)
      const states = await messages.countByState()
      expect(states).to.deep.equal({ sent: sentAt.length, queued: wanted - sentAt.length })
    })
})
