import { expect } from 'chai'
import type { NewMessage } from '../../src/outbox/message.ts'
import { aCard, aMessage, createStage, GIVE_UP_MS, LEASE_MS, UPDATABLE_MS, type Stage } from './stage.ts'

const GROUP: Partial<NewMessage> = {
  id: 'm',
  isCard: false,
  kind: 'transfer_notice',
  to: { chatId: 'group1' },
}
const OWNER: Partial<NewMessage> = {
  id: 'm',
  isCard: false,
  kind: 'registered',
  to: { owner: { externalUserId: 'wmOwnerZhang', openKfId: 'wkDesk1' } },
}

describe('sending', () => {
  let stage: Stage
  beforeEach(() => {
    stage = createStage()
  })

  it('sends a card and keeps who sees it, its task id and the code to change it with', async () => {
    await stage.queue({ id: 'm' })
    expect(await stage.dispatch()).to.equal(1)
    expect(stage.messages.get('m')).to.deep.include({
      state: 'sent',
      awaits: 'nothing',
      viewers: ['WangFang', 'ChenJing'],
      taskId: 'm',
      codes: [{ code: 'code-m', expiresAt: new Date(stage.clock.now().getTime() + UPDATABLE_MS) }],
      request: null,
      claim: null,
    })
    expect(await stage.dispatch()).to.equal(0)
    expect(stage.platform.arrivals).to.have.length(1)
  })

  it('drops what has nothing true to say any more', async () => {
    stage.says(undefined)
    await stage.queue({ id: 'm' })
    await stage.dispatch()
    expect(stage.messages.get('m').state).to.equal('dropped')
    expect(stage.platform.arrivals).to.deep.equal([])
  })

  describe('the same words to the same members', () => {
    const words = (id: string) => ({ id, isCard: false, kind: 'said', to: { users: ['WangFang'] } })
    const checks = () =>
      stage.platform.arrivals.map((arrival) =>
        arrival.call === 'message' ? arrival.message.duplicateCheckSeconds : 'no message',
      )
    beforeEach(() => stage.says({ form: 'text', text: '照片已收到。' }))

    it('are sent without the check that would swallow them, others with it', async () => {
      await stage.queue(words('a'), words('b'), { ...words('c'), to: { users: ['ChenJing'] } })
      await stage.dispatch()
      stage.says({ form: 'text', text: '照片已收到！' })
      await stage.queue(words('d'))
      await stage.dispatch()
      expect(checks()).to.deep.equal([14_400, undefined, 14_400, 14_400])
    })

    it('are checked again when the platform has forgotten the first', async () => {
      await stage.queue(words('a'))
      await stage.dispatch()
      stage.clock.set(new Date(stage.clock.now().getTime() + 4 * 3_600_000 + LEASE_MS))
      await stage.queue(words('b'))
      await stage.dispatch()
      stage.clock.set(new Date(stage.clock.now().getTime() + 4 * 3_600_000 + LEASE_MS + 1))
      await stage.queue(words('c'))
      await stage.dispatch()
      expect(checks()).to.deep.equal([14_400, undefined, 14_400])
    })

    it('are repeated to the letter after an unknown outcome, with the check or without', async () => {
      stage.platform.failNext('lost_request')
      await stage.queue(words('a'))
      await stage.dispatch()
      const kept = stage.messages.get('a').request
      stage.platform.failNext('lost_answer')
      await stage.queue(words('b'))
      await stage.dispatch()
      expect(stage.messages.get('a').request).to.deep.equal(kept).and.not.to.have.property('isSaidAgain')
      expect(stage.messages.get('b').request).to.have.property('isSaidAgain', true)
      await stage.dispatchLater()
      expect(checks().toSorted()).to.deep.equal([14_400, undefined, undefined])
      expect(await stage.messages.countByState()).to.deep.equal({ sent: 2 })
    })
  })

  it('after a refusal waits and then says what is true by then', async () => {
    stage.platform.failNext(45009)
    await stage.queue({ id: 'm' })
    await stage.dispatch()
    expect(stage.messages.get('m')).to.deep.include({
      state: 'queued',
      awaits: 'sending',
      request: null,
      dueAt: new Date(stage.clock.now().getTime() + 2000),
    })
    const newer = aCard()
    if (newer.form === 'card') newer.card.main_title.title = '厨房漏水，已漏到楼下'
    stage.says(newer)
    await stage.dispatchLater()
    expect(JSON.stringify(stage.platform.arrivals)).to.include('已漏到楼下')
  })

  it('after an unknown outcome repeats the same request to the letter, whatever became of the ticket', async () => {
    stage.platform.failNext('lost_request')
    await stage.queue({ id: 'm' })
    await stage.dispatch()
    const first = stage.messages.get('m').request
    stage.says(undefined)
    await stage.dispatchLater()
    expect(stage.messages.get('m').state).to.equal('sent')
    const [arrival] = stage.platform.arrivals
    expect(first?.to === 'members' && arrival?.call === 'message' && arrival.message.body).to.deep.equal(
      first?.to === 'members' && first.body,
    )
  })

  it('counts 42014 on a repeat as sent: the first attempt had arrived, its code is lost', async () => {
    stage.platform.failNext('lost_answer')
    await stage.queue({ id: 'm' })
    await stage.dispatch()
    await stage.dispatchLater()
    expect(stage.messages.get('m')).to.deep.include({
      state: 'sent',
      viewers: ['WangFang', 'ChenJing'],
      taskId: 'm',
      codes: [],
    })
    expect(stage.platform.arrivals).to.have.length(1)
    expect(await stage.messages.countByState()).to.deep.equal({ sent: 1 })
  })

  it('counts 42014 on a first attempt as the bug that it is', async () => {
    stage.platform.failNext(42014)
    await stage.queue({ id: 'm' })
    await stage.dispatch()
    expect(stage.messages.get('m').state).to.equal('dead')
  })

  it('repeats after a crash between keeping the request and the answer', async () => {
    const message = aMessage({ id: 'm' })
    await stage.messages.enqueue([message], stage.clock.now())
    stage.platform.onCall = () => Promise.reject(new Error('power cut'))
    await stage.dispatch().catch(() => undefined)
    stage.platform.onCall = () => Promise.resolve()
    expect(stage.messages.get('m').request).to.not.equal(null)
    await stage.dispatchLater()
    expect(stage.messages.get('m').state).to.equal('sent')
  })

  for (const [name, errcode, state] of [
    ['a repeat of an owner’s message that the platform knows already is sent', 40058, 'sent'],
    ['a conversation that is over is not', 95001, 'dead'],
    ['too many messages is not', 95002, 'dead'],
  ] as const) {
    it(`微信客服: ${name}`, async () => {
      stage.says({ form: 'text', text: '已登记' })
      stage.platform.failNext('lost_answer', errcode)
      await stage.queue(OWNER)
      await stage.dispatch()
      await stage.dispatchLater()
      expect(stage.messages.get('m').state).to.equal(state)
    })
  }

  it('REC-4.7: a group that cannot be written to is lost once and told to the managers', async () => {
    stage.says({ form: 'text', text: '【转派】' })
    stage.platform.failNext(86006)
    await stage.queue(GROUP)
    await stage.dispatch()
    expect(stage.messages.get('m').state).to.equal('dead')
    expect(stage.messages.get('m-lost')).to.deep.include({
      kind: 'unreachable',
      to: { chatId: 'managers1' },
      state: 'sent',
    })
  })

  it('waits while the platform’s settings are wrong, with an alarm in the log', async () => {
    stage.platform.failNext(60020)
    await stage.queue({ id: 'm' })
    await stage.dispatch()
    expect(stage.messages.get('m').state).to.equal('queued')
    expect(stage.log.lines).to.have.length(1)
    expect(stage.log.lines[0]).to.include({ level: 50, errcode: 60020, messageId: 'm' })
  })

  it('an alarm throws nothing away, however long it lasts', async () => {
    await stage.queue({ id: 'm' })
    stage.clock.forward(GIVE_UP_MS + 1)
    stage.platform.failNext(60020)
    await stage.dispatch()
    expect(stage.messages.get('m').state).to.equal('queued')
    await stage.dispatchLater()
    expect(stage.messages.get('m').state).to.equal('sent')
  })

  it('gives up after a day, once, and tells the managers’ group whom it did not reach', async () => {
    await stage.queue({ id: 'm' })
    stage.platform.failNext(-1)
    await stage.dispatch()
    stage.clock.forward(GIVE_UP_MS + 1)
    stage.platform.failNext(-1)
    await stage.dispatch()
    expect(stage.messages.get('m').state).to.equal('dead')
    expect(stage.messages.errorCodes.get('m')).to.equal('wecom_refused')
    expect(stage.messages.get('m-lost')).to.deep.include({
      facts: { users: 'WangFang,ChenJing', what: 'intake' },
      lane: 'escalation',
      isCard: false,
    })
    await stage.dispatch()
    expect(stage.messages.all().map(({ id }) => id)).to.deep.equal(['m', 'm-lost'])
  })

  it('does not give up before', async () => {
    await stage.queue({ id: 'm' })
    stage.clock.forward(GIVE_UP_MS)
    stage.platform.failNext(6000)
    await stage.dispatch()
    expect(stage.messages.get('m').state).to.equal('queued')
  })

  it('a loss that itself is lost makes no other', async () => {
    stage.platform.failNext(81013, 86006)
    await stage.queue({ id: 'm' })
    await stage.dispatch()
    expect(await stage.messages.countByState()).to.deep.equal({ dead: 2 })
  })

  it('reports members whom the platform does not know; the others have their card', async () => {
    stage.platform.unknownMembers.add('chenjing')
    await stage.queue({ id: 'm' })
    await stage.dispatch()
    expect(stage.messages.get('m')).to.deep.include({ state: 'sent', viewers: ['WangFang'] })
    expect(stage.messages.get('m-lost').facts.users).to.equal('chenjing')
  })

  it('says nothing to the log that belongs to the owner', async () => {
    stage.platform.unknownMembers.add('chenjing')
    await stage.queue({ id: 'm' })
    stage.platform.failNext(45009)
    await stage.dispatch()
    await stage.dispatchLater()
    expect(stage.log.text()).to.not.match(/13800000000|张女士|厨房/)
  })

  it('sends nothing when its claim was lost while it wrote the message', async () => {
    const slow = createStage()
    await slow.queue({ id: 'm' })
    const keepRequest = slow.messages.keepRequest.bind(slow.messages)
    slow.messages.keepRequest = async (...args) => {
      slow.clock.forward(LEASE_MS)
      await slow.messages.claim(
        'sending',
        slow.clock.now(),
        'somebody else',
        new Date(slow.clock.now().getTime() + LEASE_MS),
      )
      return keepRequest(...args)
    }
    await slow.dispatch()
    expect(slow.platform.arrivals).to.deep.equal([])
    expect(slow.messages.get('m').claim).to.equal('somebody else')
  })
})
