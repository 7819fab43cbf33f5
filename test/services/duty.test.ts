import { expect } from 'chai'
import { createDirectory } from '../../src/directory/index.ts'
import { chainFrom } from '../../src/domain/duty/chain.ts'
import { createMemoryDuty } from '../support/memory-duty.ts'
import { createHandoverService } from '../../src/services/handovers.ts'
import { createGapCheck } from '../../src/services/gaps.ts'
import { createShiftScheduler } from '../../src/schedulers/shifts.ts'
import { createReplies } from '../../src/outbox/replies.ts'
import { createLogger } from '../../src/logger.ts'
import { MONDAY_10, sampleCalendar, sampleConfig, samplePolicy, aTicket } from '../support/builders.ts'
import { aLeave, shanghai } from '../support/duty.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { createMemoryMessages } from '../support/memory-messages.ts'
import { createMemoryTickets } from '../support/memory-records.ts'

const HOUR_MS = 3_600_000
const rules = () => ({ policy: samplePolicy, calendar: sampleCalendar })

function aStage() {
  const clock = createFixedClock(MONDAY_10)
  const known = createDirectory(sampleConfig.communities, sampleConfig.holidays)
  const duty = createMemoryDuty(clock, rules, known)
  const tickets = createMemoryTickets()
  const messages = createMemoryMessages()
  const scheduler = () =>
    createShiftScheduler({
      stores: { leaves: duty.leaveStore, handovers: duty.handoverStore },
      leaves: duty.leaves,
      handovers: duty.handoversOver(tickets),
      gaps: createGapCheck({
        communityIds: () => ['cuihu'],
        planOf: duty.planOf,
        rules,
        directory: duty.directory,
        replies: createReplies(messages, clock),
      }),
      batchSize: 100,
      logger: createLogger('silent'),
    })
  const takesLeave = async (userId: string, from: string, to: string, deputy?: string) => {
    duty.leaveStore.put(
      aLeave({
        id: `${userId} ${from}`,
        person: { userId, name: userId },
        deputy: deputy === undefined ? null : { userId: deputy, name: deputy },
        from: shanghai(`${from}T00:00:00`),
        to: shanghai(`${to}T00:00:00`),
        status: 'confirmed',
        nextActionAt: null,
      }),
    )
    await duty.book.refresh(clock.now())
  }
  return { clock, duty, tickets, messages, scheduler, takesLeave }
}

/** Numbers that look random and are the same in every run. */
function createDice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 16) % sides
  }
}

describe('the directory with leave', () => {
  it('yields somebody or passes it up the chain, at any instant, whoever is away', async () => {
    const { duty, clock, takesLeave } = aStage()
    const [community] = sampleConfig.communities
    const people = (community?.members ?? []).map(({ userId }) => userId)
    const dice = createDice(7)
    for (let round = 0; round < 60; round += 1) {
      const count = dice(people.length * 2)
      for (let n = 0; n < count; n += 1) {
        const day = 20 + dice(8)
        const deputy = dice(3) === 0 ? people[dice(people.length)] : undefined
        await takesLeave(
          people[dice(people.length)]!,
          `2026-11-${String(day)}`,
          `2026-11-${String(day + 1 + dice(2))}`,
          deputy,
        )
      }
      const at = new Date(MONDAY_10.getTime() + (dice(7 * 24) - 48) * HOUR_MS)
      clock.set(at)
      for (const role of ['front_desk', 'supervisor', 'manager', 'quality', 'department_head'] as const) {
        const [item] = duty.addressing.address(
          { id: 't1', communityId: 'cuihu' },
          1,
          [{ send: 'intake', to: { role }, lane: 'task' }],
          at,
        )
        if (item === undefined || !('send' in item)) throw new Error(`${role} vanished`)
        const holders = duty.directory.holders('cuihu', role, at)
        if (holders.length > 0) expect(item.facts.insteadOf).to.equal(undefined)
        else expect(item.facts.insteadOf).to.equal(role)
        if ('users' in item.to) {
          expect(item.to.users).to.not.equal([])
          for (const userId of item.to.users)
            expect(duty.directory.isOnDuty(userId, 'cuihu', at) || holders.length > 0).to.equal(true)
        } else {
          expect(item.send).to.equal('nobody_to_tell')
          for (const above of chainFrom(role))
            expect(duty.directory.holders('cuihu', above, at)).to.deep.equal([])
        }
      }
    }
  })

  it('gives a deputy the roles and departments of who is away, for that time only', async () => {
    const { duty, clock, takesLeave } = aStage()
    await takesLeave('SunLi', '2026-11-24', '2026-11-25', 'LiuYang')
    expect(duty.directory.rolesIn('LiuYang', 'cuihu')).to.deep.equal(['front_desk'])
    clock.set(shanghai('2026-11-24T12:00:00'))
    expect(duty.directory.rolesIn('liuyang', 'cuihu')).to.include.members(['front_desk', 'supervisor'])
    expect(
      duty.directory.people(clock.now()).members.find(({ userId }) => userId === 'SunLi')?.onDuty,
    ).to.equal(false)
    expect(
      duty.directory.people(clock.now()).members.find(({ userId }) => userId === 'LiuYang')?.onDuty,
    ).to.equal(true)
    clock.set(shanghai('2026-11-25T00:00:00'))
    expect(duty.directory.rolesIn('LiuYang', 'cuihu')).to.deep.equal(['front_desk'])
  })
})

describe('the shift scheduler', () => {
  it('tells the supervisor once a day which shifts nobody covers', async () => {
    const { clock, messages, scheduler, takesLeave } = aStage()
    const run = async (local: string) => {
      clock.set(shanghai(local))
      await scheduler().run(clock.now())
    }
    await run('2026-11-23T15:59:00')
    await takesLeave('LiuYang', '2026-11-24', '2026-11-25')
    await takesLeave('ZhouMin', '2026-11-24', '2026-11-25')
    await run('2026-11-23T16:00:00')
    await run('2026-11-23T16:01:00')
    const told = messages.all().filter(({ facts }) => facts.text?.startsWith('【缺岗提醒】'))
    expect(told.map(({ to }) => to)).to.deep.equal([{ users: ['SunLi'] }])
    expect(told[0]?.facts.text).to.include('前台夜班：11月24日 20:00 至 11月25日 00:00')
  })

  it('plans the coming change, opens it at its instant, once, whoever runs it', async () => {
    const { clock, duty, scheduler, tickets } = aStage()
    tickets.put(aTicket())
    const one = scheduler()
    const other = scheduler()
    await Promise.all([one.run(clock.now()), other.run(clock.now())])
    expect(duty.handoverStore.all()).to.have.length(1)
    const change = shanghai('2026-11-23T20:00:00')
    expect(await duty.handoverStore.nextDueAt()).to.deep.equal(change)
    clock.set(change)
    await Promise.all([one.run(change), other.run(change)])
    const open = duty.handoverStore.all().find(({ status }) => status === 'open')
    expect(open?.timeline.map(({ type }) => type)).to.deep.equal(['planned', 'opened'])
    expect(open?.counts.open).to.equal(1)
    expect(duty.handoverStore.all().map(({ at }) => at)).to.deep.include(shanghai('2026-11-24T08:00:00'))
  })

  it('does not keep the cards of a shift at work waiting for the end of quiet hours', async () => {
    const { clock, duty } = aStage()
    const causes: (string | undefined)[] = []
    const service = createHandoverService({
      store: duty.handoverStore,
      tickets: createMemoryTickets(),
      addressing: {
        address(record, version, intents, at, cause) {
          causes.push(cause)
          return duty.addressing.address(record, version, intents, at, cause)
        },
      },
      communityIds: () => ['cuihu'],
      planOf: duty.planOf,
      rules,
    })
    await service.planNext(clock.now())
    for (const minutes of [0, 15, 30]) {
      clock.set(new Date(shanghai('2026-11-23T20:00:00').getTime() + minutes * 60_000))
      for (const due of await duty.handoverStore.due(clock.now(), 10)) await service.run(due, clock.now())
    }
    expect(causes).to.deep.equal(['act', 'act', 'clock'])
  })
})
