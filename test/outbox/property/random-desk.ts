import type { ButtonCard } from '../../../src/cards/card.ts'
import { TICKET_CARDS } from '../../../src/cards/ticket-cards.ts'
import { CARD_OVER } from '../../../src/outbox/composer.ts'
import type { Composer } from '../../../src/outbox/body.ts'
import { createDispatch } from '../../../src/outbox/dispatch.ts'
import { readLimits } from '../../../src/outbox/limits.ts'
import type { MessageStore } from '../../../src/outbox/message.ts'
import { createQuotas, type Quotas } from '../../../src/outbox/quotas.ts'
import { createRoutes } from '../../../src/outbox/routes.ts'
import { createRelay } from '../../../src/outbox/relay.ts'
import type { OutboxItem } from '../../../src/services/stores.ts'
import { createLogger } from '../../../src/logger.ts'
import { createMemoryState } from '../../../src/shared-state/memory-state.ts'
import { seededRandom } from '../../embedded-mongo/support/seeded-random.ts'
import { MONDAY_10, samplePolicy } from '../../support/builders.ts'
import { createFixedClock } from '../../support/fixed-clock.ts'
import { createMemoryMessages } from '../../support/memory-messages.ts'
import { OPEN_DOOR } from '../../support/open-door.ts'
import { aTicketView } from '../../support/views.ts'
import { createPlatformInProcess, type Fate } from './platform-in-process.ts'

export const MEMBERS = ['Anna', 'Bao', 'Chen', 'Ding', 'Emei', 'Fang']
const STAGE = 'stage'
const silent = createLogger('silent')
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const template = requireCard()

function requireCard(): ButtonCard {
  const card = TICKET_CARDS.intake?.(aTicketView())
  if (card === undefined) throw new Error('no card')
  return card
}

/** A record whose every change ends its cards and, unless it is closed, sends a card to some members. */
export interface RandomRecord {
  id: string
  version: number
  stage: number
  closed: boolean
  viewers: string[]
  outbox: OutboxItem[]
}

/** A desk's outbox before the emulator, driven by a seed: changes, taps, faults, deaths and time as they come. */
export function createRandomDesk(seed: number) {
  const random = seededRandom(seed)
  const chance = (percent: number) => random(100) < percent
  const one = <T>(of: readonly T[]): T => {
    const found = of[random(of.length)]
    if (found === undefined) throw new Error('nothing to choose from')
    return found
  }
  const some = (): string[] => MEMBERS.filter(() => chance(40))
  const clock = createFixedClock(MONDAY_10)
  const world = createPlatformInProcess({
    clock,
    members: MEMBERS,
    switches: {
      quotaWindow: chance(50) ? 'sliding' : 'calendar',
      duplicateCheckBeforeTaskId: chance(50),
      duplicateKeepsMsgid: chance(50),
    },
  })
  const messages = createMemoryMessages()
  const records: RandomRecord[] = ['R1', 'R2', 'R3'].map((id) => ({
    id,
    version: 1,
    stage: 0,
    closed: false,
    viewers: [],
    outbox: [],
  }))
  const recordOf = (id: string): RandomRecord => {
    const record = records.find((each) => each.id === id)
    if (record === undefined) throw new Error(`no record ${id}`)
    return record
  }

  const composer: Composer = {
    compose({ kind, subject, facts, id }) {
      if (kind === CARD_OVER) return Promise.resolve({ form: 'text', text: `over ${subject?.id ?? ''}` })
      if (kind !== STAGE) return Promise.resolve({ form: 'text', text: `reminder ${id}` })
      const record = recordOf(subject?.id ?? '')
      const isTrue = !record.closed && facts.stage === String(record.stage)
      const title = { title: `${record.id} ${facts.stage ?? ''}`, desc: '' }
      return Promise.resolve(isTrue ? { form: 'card', card: { ...template, main_title: title } } : undefined)
    },
    sayEnd: ({ settlement }) => `ended by ${String(settlement?.version)}`,
  }

  // A process's life: it dies before or after the n-th step outside of it, and nothing it does later counts.
  let life = { dead: false, stepsLeft: Number.POSITIVE_INFINITY, after: false }
  const mortal = <T extends object>(target: T, mine: typeof life): T =>
    new Proxy(target, {
      get(object, name, receiver) {
        const value: unknown = Reflect.get(object, name, receiver)
        if (typeof value !== 'function') return value
        return async (...args: unknown[]): Promise<unknown> => {
          if (mine.dead) throw new Error('dead')
          mine.stepsLeft -= 1
          if (mine.stepsLeft > 0) return Reflect.apply(value, object, args)
          if (!mine.after) mine.dead = true
          if (mine.dead) throw new Error('died before')
          mine.dead = true
          await Reflect.apply(value, object, args)
          throw new Error('died after')
        }
      },
    })

  let quotas: Quotas
  let dispatch: () => Promise<number>
  let relay: () => Promise<number>
  let deaths = -1
  function start(): void {
    deaths += 1
    life = { dead: false, stepsLeft: Number.POSITIVE_INFINITY, after: false }
    const store: MessageStore = mortal(messages, life)
    quotas = createQuotas({
      state: createMemoryState(clock),
      limits: readLimits(samplePolicy.platform),
      groupMembers: () => [],
      clock,
      holdMs: MINUTE_MS,
    })
    dispatch = createDispatch({
      messages: store,
      composer,
      wecom: mortal(world.client, life),
      quotas,
      routes: createRoutes(createMemoryState(clock), new Map(), MINUTE_MS),
      ownerDoor: OPEN_DOOR,
      clock,
      logger: silent,
      managersGroup: () => undefined,
      isFormer: () => false,
      sendAtOnce: 3,
      leaseMs: MINUTE_MS,
      updatableForMs: 72 * HOUR_MS,
      giveUpAfterMs: 30 * 24 * HOUR_MS,
      backoff: { firstMs: 2000, mostMs: 10 * MINUTE_MS },
      random: () => random(1000) / 1000,
    })
    relay = createRelay({
      stores: [
        {
          type: 'ticket',
          store: {
            unrelayed: () =>
              Promise.resolve(
                records
                  .filter(({ outbox }) => outbox.length > 0)
                  .map(({ id, outbox }) => ({ id, communityId: 'cuihu', outbox: [...outbox] })),
              ),
            clearOutbox: (id, itemIds) => {
              const record = recordOf(id)
              record.outbox = record.outbox.filter((item) => !itemIds.includes(item.id))
              return Promise.resolve()
            },
          },
        },
      ],
      messages: store,
      isCard: (kind) => kind === STAGE,
      clock,
      batchSize: 100,
    })
  }
  start()

  /** One atomic change, as a ticket makes it. */
  function change(record: RandomRecord): void {
    record.version += 1
    record.stage += 1
    record.closed = chance(15)
    record.viewers = record.closed ? [] : some()
    const { id, version } = record
    const items: OutboxItem[] = [
      { id: `${id}-${String(version)}-0`, version, settle: 'all', say: 'taken', facts: {} },
    ]
    if (record.viewers.length > 0)
      items.push({
        id: `${id}-${String(version)}-1`,
        version,
        send: STAGE,
        to: { users: record.viewers },
        lane: chance(10) ? 'danger' : 'task',
        facts: { stage: String(record.stage) },
      })
    record.outbox.push(...items)
  }

  async function run(): Promise<void> {
    try {
      await relay()
      // What a dead process had on its way arrives before the next one is there.
      const rounds = await Promise.allSettled(chance(20) ? [dispatch(), dispatch()] : [dispatch()])
      for (const round of rounds) if (round.status === 'rejected') throw round.reason
    } catch (error) {
      if (!life.dead) throw error
    }
    if (!life.dead) return
    // What the dead process had heard of its updates, but not written down, nobody knows now.
    for (const { settlingCode } of messages.all())
      if (settlingCode !== null) world.codesSent.push({ code: settlingCode.code, outcome: 'forgotten' })
    start()
    await messages.releaseClaims(clock.now())
  }

  let calm = false
  world.fate = () => {
    if (calm || !chance(12)) return 'arrives'
    return one<Fate>(['request_lost', 'answer_lost', 'busy'])
  }

  async function tap(): Promise<void> {
    const userId = one(MEMBERS)
    const live = world.platform.threads
      .of(`member:${userId}`)
      .filter(({ card, replacedBy }) => card !== null && replacedBy === null)
    const tapped = live.length === 0 ? undefined : world.tap(userId, one(live).id)
    if (tapped === undefined) return
    const code = { code: tapped.code, expiresAt: new Date(clock.now().getTime() + 72 * HOUR_MS) }
    await messages.addCode(tapped.taskId, code, clock.now())
    const message = await messages.findByTaskId(tapped.taskId)
    if (message?.subject == null) return
    const record = recordOf(message.subject.id)
    if (message.facts.stage === String(record.stage) && !record.closed) change(record)
    else
      await messages.settleOne(message.id, { say: 'late', facts: {}, version: record.version }, clock.now())
  }

  let reminders = 0
  async function remind(): Promise<void> {
    const userId = one(MEMBERS)
    const news = Array.from({ length: 20 + random(30) }, () => {
      reminders += 1
      return {
        id: `reminder-${String(reminders)}`,
        subject: null,
        communityId: 'cuihu',
        kind: 'reminder',
        isCard: false,
        facts: {},
        lane: 'reminder' as const,
        to: { users: [userId] },
      }
    })
    await messages.enqueue(news, clock.now())
  }

  async function step(): Promise<void> {
    const dice = random(100)
    if (dice < 22) change(one(records))
    else if (dice < 42) await tap()
    else if (dice < 46) await remind()
    else if (dice < 66) await run()
    else if (dice < 74) clock.forward(random(3000))
    else if (dice < 84) clock.forward(random(3 * MINUTE_MS))
    else if (dice < 90) clock.forward(random(10 * HOUR_MS))
    else if (dice < 92) clock.forward(60 * HOUR_MS + random(30 * HOUR_MS))
    else if (dice < 96) Object.assign(life, { stepsLeft: 1 + random(12), after: chance(50) })
    else await run()
  }

  /** Faults end, and time goes on until nothing is left to do. */
  async function calmDown(): Promise<void> {
    calm = true
    life.stepsLeft = Number.POSITIVE_INFINITY
    for (let round = 0; round < 2000; round += 1) {
      await run()
      const due = await messages.nextDueAt()
      if (due === undefined) return
      clock.set(new Date(Math.max(due.getTime(), clock.now().getTime() + 1)))
    }
    throw new Error(`seed ${String(seed)}: never comes to rest`)
  }

  return {
    clock,
    world,
    messages,
    records,
    step,
    calmDown,
    run,
    change,
    remind,
    /** The process dies at the n-th step outside of it, before or after that has taken effect. */
    dieAt: (steps: number, after: boolean) => void Object.assign(life, { stepsLeft: steps, after }),
    /** How often a process has died. */
    deaths: () => deaths,
    /** From now on every call arrives. */
    endFaults: () => void (calm = true),
    reminders: () => reminders,
  }
}
