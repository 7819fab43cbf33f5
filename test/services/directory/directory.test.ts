import { expect } from 'chai'
import type { Database } from '../../../src/database.ts'
import { createDeskContacts, createDeskDirectory } from '../../../src/desk-directory.ts'
import type { Community } from '../../../src/config/communities.ts'
import type { ContactBook } from '../../../src/services/directory/contact-book.ts'
import type { ContactMember } from '../../../src/wecom/calls/contact-member.ts'
import { WecomError } from '../../../src/wecom/wecom-error.ts'
import { aTicket, hoursLater, MONDAY_10, sampleConfig, sampleRules } from '../../support/builders.ts'
import { createAddressing } from '../../../src/services/addressing.ts'
import { createTicketService } from '../../../src/services/tickets.ts'
import { createFixedClock } from '../../support/fixed-clock.ts'
import { createMemoryTickets } from '../../support/memory-records.ts'
import { openTestDatabase } from '../../support/test-database.ts'
import { createCapturedLog } from '../../wecom/support/captured-log.ts'
import { createMemoryMedia } from '../../support/memory-media.ts'

const cuihu = sampleConfig.communities[0]!
const zhang = { userId: 'ZhangWei', name: '张伟' }
const manager = { userId: 'HeZhiyuan', name: '何志远' }
const outage = new WecomError('wecom_http_502', 'away', { handling: 'retry', outcome: 'unknown' })

/** A contact book in memory: who is there, in which department, and what fails. */
function aBook() {
  const people = new Map<string, ContactMember>()
  for (const { userId, name } of cuihu.members)
    people.set(userId.toLowerCase(), { userId, name, status: 'active', departments: [1] })
  const state = { people, listed: true, failing: '', asked: [] as string[] }
  const check = (call: string) => {
    state.asked.push(call)
    if (state.failing === call) throw outage
  }
  const book: ContactBook = {
    async listDepartments() {
      await Promise.resolve()
      check('departments')
      return [
        { id: 1, parentId: 0 },
        { id: 12, parentId: 1 },
        { id: 13, parentId: 12 },
      ]
    },
    async listMembers(id) {
      await Promise.resolve()
      check(`list ${String(id)}`)
      return state.listed ? [...people.values()].filter(({ departments }) => departments.includes(id)) : []
    },
    async getMember(userId) {
      await Promise.resolve()
      check(`get ${userId}`)
      return people.get(userId.toLowerCase())
    },
    getTag: (id) => Promise.resolve(id === 7 ? { userIds: ['LuoJie'], departments: [13] } : undefined),
  }
  return { book, ...state, state }
}

describe('the directory of a running desk', function () {
  const clock = createFixedClock(MONDAY_10)
  let database: Database & { drop(): Promise<void> }
  beforeEach(async () => {
    clock.set(MONDAY_10)
    database = await openTestDatabase(clock)
  })
  afterEach(() => database.drop())

  /** A process of the installation. */
  function aProcess(book: ContactBook, communities: Community[] = [cuihu], tickets = createMemoryTickets()) {
    const config = { ...sampleConfig, communities }
    const log = createCapturedLog()
    const { directory, keeper } = createDeskDirectory(config, database.directory)
    const service = createTicketService({
      store: tickets,
      addressing: createAddressing(directory, log.logger),
      rules: () => sampleRules,
      media: createMemoryMedia(),
    })
    const said: string[] = []
    const contacts = createDeskContacts({
      ...{ config, book, keeper, directory, clock, logger: log.logger, store: tickets, tickets: service },
      replies: {
        say: (to, text, { eventId }) =>
          Promise.resolve(void said.push(`${JSON.stringify(to)} ${eventId} ${text}`)),
      },
    })
    const [refresh, sync] = contacts.schedulers
    const tick = async () => {
      await refresh.run(clock.now())
      await sync.run(clock.now())
    }
    return { ...contacts, directory, keeper, tickets, log, said, tick, refresh, sync }
  }
  const inHand = (id: string) => aTicket({ id, status: 'in_progress', assignee: zhang })

  it('is the configured one when WeCom says the same, and asks again after a day', async () => {
    const { book, state } = aBook()
    const one = aProcess(book)
    await one.tick()
    expect(one.directory.communities()).to.deep.equal([cuihu])
    expect(await one.sync.nextDueAt(clock.now())).to.deep.equal(hoursLater(24))
    const asked = state.asked.length
    await one.tick()
    expect(state.asked).to.have.length(asked)
  })

  it('makes nobody a leaver by an empty list, a failing call or half an answer', async () => {
    const { book, people, state } = aBook()
    const one = aProcess(book)
    await one.tick()
    people.delete('zhangwei')
    for (const failing of ['departments', 'list 12', 'get ZhangWei']) {
      state.failing = failing
      clock.set(new Date(clock.now().getTime() + 86_400_000))
      await one.tick()
      expect(one.directory.member('ZhangWei'), failing).to.deep.equal(zhang)
      expect(await one.sync.nextDueAt(clock.now()), 'tried again soon').to.deep.equal(
        new Date(clock.now().getTime() + 600_000),
      )
    }
    state.failing = ''
    state.listed = false
    clock.set(new Date(clock.now().getTime() + 600_000))
    await one.tick()
    expect(one.directory.member('ZhangWei')).to.equal(undefined)
    expect(one.directory.people(clock.now()).members).to.have.length(cuihu.members.length - 1)
  })

  it('doubts a sudden loss, alarms the managers’ group once a day, and changes nobody', async () => {
    const { book, people } = aBook()
    const one = aProcess(book)
    await one.tick()
    people.clear()
    clock.set(hoursLater(24))
    await one.tick()
    await one.watch.want(clock.now())
    await one.tick()
    expect(one.directory.people(clock.now()).members).to.have.length(cuihu.members.length)
    const alarms = new Set(one.said)
    expect(alarms).to.have.property('size', 1)
    expect([...alarms][0])
      .to.include('cuihuManagersGroup')
      .and.to.include('20 名成员')
  })

  it('hands a leaver’s tickets on at once, each one time, and goes on after a crash', async () => {
    const { book, people } = aBook()
    const tickets = createMemoryTickets()
    for (const id of ['t1', 't2', 't3']) tickets.put(inHand(id))
    tickets.put(aTicket({ id: 't4', status: 'closed', assignee: zhang }))
    const one = aProcess(book, [cuihu], tickets)
    await one.tick()
    people.delete('zhangwei')
    // The process dies after the directory was stored, before any ticket was touched.
    await one.watch.look('ZhangWei', clock.now())
    expect(tickets.all().filter(({ assignee }) => assignee !== null)).to.have.length(4)
    const two = aProcess(book, [cuihu], tickets)
    await two.tick()
    await two.tick()
    await two.watch.look('ZHANGWEI', clock.now())
    await two.watch.tidy(clock.now())
    const open = tickets.all().filter(({ id }) => id !== 't4')
    expect(open.map(({ status, assignee }) => [status, assignee])).to.deep.equal(
      Array(3).fill(['waiting', null]),
    )
    for (const { timeline } of open)
      expect(timeline.filter(({ type }) => type === 'handed_on')).to.have.length(1)
    expect((await tickets.find('t4'))?.assignee).to.deep.equal(zhang)
    expect(two.keeper.state().former).to.deep.include({ ...zhang, since: MONDAY_10, handedOn: true })
  })

  it('is the same in all processes: two syncing at once, and a change seen at the next tick', async () => {
    const { book, people } = aBook()
    const [one, two] = [aProcess(book), aProcess(book)]
    await Promise.all([one.tick(), two.tick()])
    people.delete('zhangwei')
    await Promise.all([one.watch.look('ZhangWei', clock.now()), two.watch.look('ZhangWei', clock.now())])
    await Promise.all([one.refresh.run(clock.now()), two.refresh.run(clock.now())])
    for (const each of [one, two]) expect(each.directory.formerMember('ZhangWei')).to.deep.include(zhang)
    expect(two.keeper.state()).to.deep.equal(one.keeper.state())
    expect(one.keeper.state().former).to.have.length(1)
    expect(await one.refresh.run(clock.now())).to.equal(0)
  })

  it('does not mind news of strangers, nor in what order news come', async () => {
    const { book, people, state } = aBook()
    const one = aProcess(book)
    await one.tick()
    const asked = state.asked.length
    await one.watch.look('Stranger', clock.now(), true)
    expect(state.asked).to.have.length(asked)
    const entry = people.get('zhangwei')!
    people.delete('zhangwei')
    await one.watch.look('ZhangWei', clock.now(), true)
    people.set('zhangwei', entry)
    await one.watch.look('ZhangWei', clock.now())
    await one.watch.look('ZhangWei', clock.now(), true)
    expect(one.directory.member('ZhangWei')).to.deep.equal(zhang)
  })

  it('believes the first news of all that somebody was deleted', async () => {
    const { book, people } = aBook()
    const tickets = createMemoryTickets()
    tickets.put(inHand('t1'))
    const one = aProcess(book, [cuihu], tickets)
    people.delete('zhangwei')
    await one.watch.look('ZhangWei', clock.now(), true)
    await one.watch.tidy(clock.now())
    expect((await tickets.find('t1'))?.assignee).to.equal(null)
  })

  it('takes members from tags and departments, and follows a new id', async () => {
    const { book, people } = aBook()
    people.set('xinlai', { userId: 'XinLai', name: '新来', status: 'active', departments: [13] })
    const mapped: Community = {
      ...cuihu,
      fromWecom: [
        { tag: 7, role: 'front_desk' },
        { department: 12, joins: 'engineering' },
        { tag: 8, role: 'manager' },
      ],
    }
    const one = aProcess(book, [mapped])
    await one.tick()
    expect(one.directory.rolesIn('LuoJie', 'cuihu')).to.deep.equal(['staff', 'front_desk'])
    expect(one.directory.rolesIn('XinLai', 'cuihu')).to.deep.equal(['front_desk'])
    expect(one.directory.departmentsOf('XinLai', 'cuihu')).to.deep.equal(['engineering'])
    expect(one.log.lines.map(({ code }) => code)).to.include('tag_unknown')
    await one.watch.rename('MaChao', 'ma.chao', clock.now())
    expect(one.directory.department('cuihu', 'order')?.head?.userId).to.equal('ma.chao')
  })

  it('tells the manager when the only front desk goes', async () => {
    const { book, people } = aBook()
    const alone = {
      ...cuihu,
      members: cuihu.members.map((member) =>
        member.userId !== 'WangFang' && member.roles.includes('front_desk')
          ? { ...member, roles: ['staff' as const] }
          : member,
      ),
      shifts: [],
    }
    const one = aProcess(book, [alone])
    await one.tick()
    people.delete('wangfang')
    await one.watch.look('WangFang', clock.now())
    await one.watch.tidy(clock.now())
    expect(one.said).to.have.length(1)
    expect(one.said[0]).to.match(/^\{"users":\["HeZhiyuan"\]\} .*前台目前无人在岗/u)
  })

  describe('changed by an administrator', () => {
    const xinlai = { userId: 'XinLai', name: '新来', roles: ['front_desk'] }
    const adding = { kind: 'set_member', communityId: 'cuihu', member: xinlai, joins: 'customer_service' }

    it('is changed here at once, elsewhere at the next tick, after a restart, and once an event', async () => {
      const { book } = aBook()
      const [one, two] = [aProcess(book), aProcess(book)]
      await Promise.all([one.tick(), two.tick()])
      const { administration } = one
      expect(await administration.apply(adding, manager, 'e1', clock.now())).to.have.property('applied')
      expect(await two.administration.apply(adding, manager, 'e1', clock.now())).to.have.property('repeated')
      expect(one.directory.rolesIn('XinLai', 'cuihu')).to.deep.equal(['front_desk'])
      await two.refresh.run(clock.now())
      const again = aProcess(book)
      await again.refresh.run(clock.now())
      for (const each of [two, again])
        expect(each.directory.departmentsOf('xinlai', 'cuihu')).to.deep.equal(['customer_service'])
      expect(again.administration.audit()).to.deep.equal([
        { eventId: 'e1', at: MONDAY_10, by: manager, change: adding },
      ])
    })

    it('refuses what is badly shaped or would break a community, and says why', async () => {
      const one = aProcess(aBook().book)
      await one.tick()
      const wrong: unknown[] = [
        ...[
          undefined,
          null,
          [],
          {},
          'set_member',
          { ...adding, kind: 'fire_everybody' },
          { ...adding, extra: 1 },
        ],
        { ...adding, communityId: 'nowhere' },
        { ...adding, member: { ...xinlai, roles: ['emperor'] } },
        { ...adding, member: { ...xinlai, userId: 'x'.repeat(10_000) } },
        { kind: 'remove_member', communityId: 'cuihu', userId: 'HeZhiyuan' },
        { kind: 'set_community', community: { ...cuihu, id: 'bihai', shifts: [{}] } },
      ]
      for (const [n, change] of wrong.entries()) {
        const outcome = await one.administration.apply(change, manager, `e${String(n)}`, clock.now())
        expect(outcome, String(n)).to.have.property('problems').that.is.an('array').that.is.not.empty
      }
      expect(one.administration.audit()).to.deep.equal([])
      expect(one.directory.communities()).to.deep.equal([cuihu])
    })

    it('adds a community with a policy of its own, and hands on the tickets of a member who is removed', async () => {
      const tickets = createMemoryTickets()
      tickets.put(inHand('t1'))
      const one = aProcess(aBook().book, [cuihu], tickets)
      await one.tick()
      const groups = cuihu.groups.map((group, n) => ({ ...group, chatId: `bihai${String(n)}` }))
      const policy = { 'REC-4.6': { handleWithin: { span: 'P1D', count: 'rolling' } } }
      const bihai = { ...cuihu, id: 'bihai', name: '碧海湾', groups, policy }
      const added = await one.administration.apply(
        { kind: 'set_community', community: bihai },
        manager,
        'e1',
        MONDAY_10,
      )
      expect(added).to.have.property('applied')
      expect(one.directory.holders('bihai', 'manager', MONDAY_10)).to.deep.equal([manager])
      for (const communityId of ['cuihu', 'bihai']) {
        const change = { kind: 'remove_member', communityId, userId: 'zhangwei' }
        await one.administration.apply(change, manager, `out of ${communityId}`, MONDAY_10)
      }
      expect((await tickets.find('t1'))?.assignee).to.equal(null)
    })
  })
})
