import { expect } from 'chai'
import type { NewMessage } from '../../src/outbox/message.ts'
import { CARD_OVER } from '../../src/outbox/composer.ts'
import { hoursLater } from '../support/builders.ts'
import { aCard, createStage, UPDATABLE_MS, type Stage } from './stage.ts'

const MINUTE_MS = 60_000
const text = (to: NewMessage['to'], lane: NewMessage['lane'] = 'task'): Partial<NewMessage> => ({
  isCard: false,
  kind: 'taken',
  to,
  lane,
})
const many = (count: number, message: Partial<NewMessage>) =>
  Array.from({ length: count }, (_, n) => ({
    ...message,
    id: `${message.lane ?? ''}-${String(n).padStart(5, '0')}`,
  }))
const WANG = { users: ['WangFang'] }

describe('the quota-aware outbox', () => {
  let stage: Stage
  beforeEach(() => {
    stage = createStage()
    stage.says({ form: 'text', text: '好' })
  })
  const sentTo = (userId: string) =>
    stage.platform.arrivals.filter(
      (arrival) => arrival.call === 'message' && arrival.message.toUsers.includes(userId),
    ).length
  const texts = () =>
    stage.platform.arrivals.flatMap((arrival) =>
      arrival.call === 'message' && arrival.message.body.msgtype === 'text'
        ? [arrival.message.body.text.content]
        : [],
    )

  it('sends 29 of 30 in a minute, and the rest in order as soon as the quota allows', async () => {
    await stage.queue(...many(40, text(WANG)))
    await stage.dispatch()
    expect(sentTo('WangFang')).to.equal(29)
    expect(await stage.messages.nextDueAt()).to.deep.equal(new Date(stage.clock.now().getTime() + MINUTE_MS))
    stage.clock.forward(MINUTE_MS - 1)
    await stage.dispatch()
    expect(sentTo('WangFang')).to.equal(29)
    stage.clock.forward(1)
    await stage.dispatch()
    expect(sentTo('WangFang')).to.equal(40)
    expect(await stage.messages.countByState()).to.deep.equal({ sent: 40 })
  })

  it('lets danger through at once, whatever waits before it', async () => {
    await stage.queue(...many(100, text(WANG, 'reminder')))
    await stage.dispatch()
    await stage.queue({ ...text(WANG, 'danger'), id: 'fire' })
    await stage.dispatch()
    expect(stage.messages.get('fire').state).to.equal('sent')
    expect(sentTo('WangFang')).to.equal(30)
    await stage.queue({ ...text(WANG, 'danger'), id: 'flood' })
    await stage.dispatch()
    expect(stage.messages.get('flood').state, 'the 31st would be dropped without a word').to.equal('queued')
    expect(sentTo('WangFang')).to.equal(30)
  })

  it('does not look at messages that wait for quota, nor count an attempt or build them', async () => {
    await stage.queue(...many(500, text(WANG, 'task')))
    let looks = 0
    const claim = stage.messages.claim.bind(stage.messages)
    stage.messages.claim = async (...asked) => {
      const message = await claim(...asked)
      if (message !== undefined) looks += 1
      return message
    }
    await stage.dispatch()
    await stage.dispatch()
    await stage.dispatch()
    expect(looks).to.equal(30)
    const waiting = stage.messages.all().filter(({ state }) => state === 'queued')
    expect(waiting).to.have.length(471)
    expect(
      waiting.every(({ attempts, request, claim: token }) => attempts === 0 && !request && !token),
    ).to.equal(true)
  })

  it('one member without quota keeps nobody else waiting', async () => {
    await stage.queue(...many(29, text(WANG)))
    await stage.dispatch()
    await stage.queue({ ...text({ users: ['WangFang', 'ChenJing'] }), id: 'both' })
    await stage.dispatch()
    expect(sentTo('ChenJing')).to.equal(1)
    expect(stage.messages.get('both')).to.deep.include({ state: 'sent', viewers: ['ChenJing'] })
    stage.clock.forward(MINUTE_MS)
    await stage.dispatch()
    expect(sentTo('WangFang')).to.equal(30)
    expect(sentTo('ChenJing')).to.equal(1)
  })

  it('a split that a crash cuts short forgets nobody', async () => {
    await stage.queue(...many(29, text(WANG)))
    await stage.dispatch()
    const enqueue = stage.messages.enqueue.bind(stage.messages)
    await stage.queue({ ...text({ users: ['WangFang', 'ChenJing'] }), id: 'both' })
    stage.messages.enqueue = () => Promise.reject(new Error('no connection'))
    await stage.dispatch()
    stage.messages.enqueue = enqueue
    stage.clock.forward(MINUTE_MS)
    await stage.dispatch()
    expect([sentTo('WangFang'), sentTo('ChenJing')]).to.deep.equal([30, 1])
  })

  it('counts the quota of a repeat whose request is fixed, and leaves nobody out of it', async () => {
    stage.platform.failNext('lost_answer')
    await stage.queue({ ...text({ users: ['WangFang', 'ChenJing'] }), id: 'both' })
    await stage.dispatch()
    await stage.queue(...many(28, text(WANG)))
    await stage.dispatch()
    stage.clock.forward(10_000)
    await stage.dispatch()
    expect(stage.messages.get('both').state).to.equal('queued')
    stage.clock.forward(MINUTE_MS)
    await stage.dispatch()
    expect(stage.messages.get('both')).to.deep.include({ state: 'sent', viewers: ['WangFang', 'ChenJing'] })
  })

  it('says how long the quota kept a message waiting, in words and on cards', async () => {
    await stage.queue(...many(60, text(WANG)))
    await stage.dispatch()
    stage.says(aCard())
    await stage.messages.enqueue(
      [
        {
          id: 'card',
          subject: null,
          communityId: 'cuihu',
          kind: 'intake',
          isCard: true,
          facts: {},
          lane: 'escalation',
          to: WANG,
        },
      ],
      stage.clock.now(),
    )
    stage.clock.forward(3 * MINUTE_MS)
    await stage.dispatch()
    const cards = stage.platform.arrivals.flatMap((arrival) =>
      arrival.call === 'message' && arrival.message.body.msgtype === 'template_card'
        ? [JSON.stringify(arrival.message.body.template_card)]
        : [],
    )
    expect(cards[0]).to.include('"sub_title_text":"（因平台限额推迟约 3 分钟）')
    stage.says({ form: 'text', text: '好' })
    stage.clock.forward(MINUTE_MS)
    await stage.dispatch()
    expect(texts().slice(0, 29)).to.deep.equal(Array.from({ length: 29 }, () => '好'))
    expect(texts().at(-1)).to.equal('好\n（因平台限额推迟约 4 分钟）')
  })

  it('a failure of the platform is no delay by quota', async () => {
    stage.platform.failNext('lost_request')
    await stage.queue({ ...text(WANG), id: 'm' })
    await stage.dispatch()
    stage.clock.forward(10 * MINUTE_MS)
    await stage.dispatch()
    expect(texts()).to.deep.equal(['好'])
  })

  it('folds reminders of one kind to one person while quota is short, and nothing else', async () => {
    const said: string[] = []
    stage = createStage({
      composer: {
        compose: ({ id, kind }) => Promise.resolve({ form: 'text', text: `${kind} ${id}` }),
        sayEnd: () => '',
      },
    })
    const reminder = { ...text(WANG, 'reminder'), kind: 'reminder' }
    await stage.queue(...many(45, reminder))
    await stage.queue({ ...reminder, id: 'other-kind', kind: 'overdue_told' })
    await stage.dispatch()
    stage.clock.forward(MINUTE_MS)
    await stage.dispatch()
    said.push(...texts())
    expect(said).to.have.length(31)
    const folded = said.find((one) => one.includes('\n'))?.split('\n') ?? []
    expect(folded.filter((line) => line.startsWith('reminder '))).to.have.length(16)
    expect(
      new Set(said.flatMap((one) => one.split('\n')).filter((line) => line.startsWith('reminder '))).size,
    ).to.equal(45)
    expect(await stage.messages.countByState()).to.deep.equal({ sent: 31, folded: 15 })
  })

  it('what was folded before a crash is told by the next attempt', async () => {
    await stage.queue(...many(35, text(WANG, 'reminder')))
    await stage.dispatch()
    stage.clock.forward(MINUTE_MS)
    const keepRequest = stage.messages.keepRequest.bind(stage.messages)
    stage.messages.keepRequest = () => Promise.reject(new Error('no connection'))
    await stage.dispatch()
    stage.messages.keepRequest = keepRequest
    expect(await stage.messages.countByState()).to.deep.equal({ sent: 29, queued: 1, folded: 5 })
    stage.clock.forward(MINUTE_MS)
    await stage.dispatch()
    expect(
      texts()
        .at(-1)
        ?.split('\n')
        .filter((line) => line === '好'),
    ).to.have.length(6)
  })

  it('stops at five messages to an owner, and goes on when he writes', async () => {
    const owner = { externalUserId: 'wmOwnerZhang', openKfId: 'wkDesk1' }
    await stage.queue(...many(7, text({ owner }, 'answer')))
    await stage.dispatch()
    expect(stage.platform.arrivals).to.have.length(5)
    stage.clock.forward(5000)
    await stage.quotas.ownerWrote(owner, stage.clock.now())
    await stage.dispatch()
    expect(stage.platform.arrivals).to.have.length(7)
  })

  it('knows after a restart what was sent before it', async () => {
    await stage.queue(...many(29, text(WANG)))
    await stage.dispatch()
    await stage.queue({ ...text(WANG), id: 'unknown', lane: 'danger' })
    stage.platform.failNext('lost_answer')
    await stage.dispatch()
    const restarted = createStage({ messages: stage.messages, wecom: stage.platform.client })
    await stage.queue({ ...text(WANG), id: 'next', lane: 'danger' })
    await restarted.dispatch()
    expect(stage.messages.get('next').state).to.equal('queued')
    expect(sentTo('WangFang')).to.equal(30)
  })

  it('a card that cannot be changed any more is told about once, to those who would not hear of it', async () => {
    stage = createStage({
      composer: {
        compose: ({ kind }) =>
          Promise.resolve(kind === CARD_OVER ? { form: 'text', text: '已接单' } : aCard()),
        sayEnd: () => '',
      },
    })
    await stage.sendCard({ id: 'a' })
    await stage.sendCard({ id: 'b' })
    stage.clock.forward(UPDATABLE_MS)
    const end = { say: 'taken', facts: { name: '王芳' }, version: 2 }
    await stage.messages.settle({ type: 'ticket', id: 't1', version: 2 }, 'all', end, stage.clock.now())
    await stage.queue({
      id: 'work',
      kind: 'work',
      subject: { type: 'ticket', id: 't1', version: 2 },
      to: WANG,
    })
    await stage.dispatch()
    await stage.dispatch()
    const lines = stage.messages.all().filter(({ kind }) => kind === CARD_OVER)
    expect(lines.map(({ to, facts, state }) => ({ to, facts, state }))).to.deep.equal([
      { to: { users: ['ChenJing'] }, facts: { name: '王芳', say: 'taken' }, state: 'sent' },
    ])
  })

  it('a code whose update was surely refused is still unused: "no good" afterwards means that nothing was shown', async () => {
    stage.says(aCard())
    await stage.sendCard({ id: 'm' })
    await stage.messages.settleOne('m', { say: 'taken', facts: {}, version: 2 }, stage.clock.now())
    stage.platform.failNext(45009, 60140)
    await stage.dispatch()
    expect(stage.messages.get('m')).to.deep.include({ settlingCode: null, awaits: 'settling' })
    await stage.dispatchLater()
    expect(stage.messages.get('m')).to.deep.include({ stale: true, codes: [] })
  })

  it('an update whose outcome nobody knew is not taken for shown once its code has expired', async () => {
    stage.says(aCard())
    await stage.sendCard({ id: 'm' })
    await stage.messages.settleOne('m', { say: 'taken', facts: {}, version: 2 }, stage.clock.now())
    stage.platform.failNext('lost_request')
    await stage.dispatch()
    stage.clock.set(hoursLater(73))
    await stage.dispatch()
    expect(stage.messages.get('m')).to.deep.include({ stale: true, settlingCode: null })
  })
})
