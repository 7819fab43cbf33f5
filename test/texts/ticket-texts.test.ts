import { expect } from 'chai'
import type { MessageIntent } from '../../src/domain/record.ts'
import { planEscalation, planReception, type Ticket } from '../../src/domain/ticket/index.ts'
import { sayEnd } from '../../src/texts/ends.ts'
import { TICKET_TEXTS } from '../../src/texts/ticket-texts.ts'
import { understand } from '../../src/understanding/index.ts'
import { aTicket, hoursLater, sampleCalendar, sampleConfig, samplePolicy } from '../support/builders.ts'
import { lifeOfATicket, ODD_TEXTS } from '../support/generated-tickets.ts'
import { aSetting, aTicketView } from '../support/views.ts'

const IDS = new RegExp(
  [
    ...sampleConfig.communities.flatMap(({ members, groups }) => [
      ...members.map(({ userId }) => userId),
      ...groups.map(({ chatId }) => chatId),
    ]),
    'wmOwnerZhang',
    'wkDesk1',
    'engineering',
    'front_desk',
    'supervisor',
    'cuihu',
  ].join('|'),
)
/** Every kind that a group or somebody who has nothing to do with the matter gets to read. */
const FOR_GROUPS = ['transfer_notice', 'overdue_notice', 'unreachable']

/** Fails unless the words can go out as they are. */
function expectFitToBeSaid(said: string, about: string): void {
  expect(said, about).to.not.match(/undefined|null|NaN|Invalid|\[object/)
  expect(said, about).to.not.match(IDS)
  expect(Buffer.byteLength(said), about).to.be.at.most(2048)
  expect(said.trim(), about).to.not.equal('')
}

/** Everything said in words that these messages make, with the facts that the decisions gave them. */
function* saidOf(
  ticket: Ticket,
  now: Date,
  messages: readonly MessageIntent[],
): Generator<[kind: string, said: string]> {
  for (const message of messages) {
    if ('settle' in message) {
      yield [`end ${message.say}`, sayEnd(message.say, aSetting({ facts: message.facts, now }))]
      continue
    }
    const said = TICKET_TEXTS[message.send]?.(aTicketView(ticket, { facts: message.facts ?? {}, now }))
    if (said !== undefined) yield [message.send, said]
  }
}

describe('the texts about a ticket', () => {
  it('are fit to be said through 400 random lives', () => {
    const seen = new Set<string>()
    for (let seed = 1; seed <= 400; seed += 1) {
      for (const { ticket, now, messages } of lifeOfATicket(seed)) {
        for (const [kind, said] of saidOf(ticket, now, messages)) {
          seen.add(kind)
          expectFitToBeSaid(said, `seed ${seed}, ${kind}`)
        }
      }
    }
    const told = Object.keys(TICKET_TEXTS).filter(
      (kind) => !kind.startsWith('registered') && kind !== 'unreachable' && kind !== 'summary',
    )
    expect(told.filter((kind) => !seen.has(kind))).to.deep.equal([])
  })

  it('summary is fit to be said through 150 random lives', () => {
    for (let seed = 1; seed <= 150; seed += 1) {
      for (const { ticket, now } of lifeOfATicket(seed)) {
        for (const owner of ['shown', 'hidden'])
          expectFitToBeSaid(
            TICKET_TEXTS.summary?.(aTicketView(ticket, { facts: { owner }, now })) ?? '',
            `seed ${seed}, summary`,
          )
      }
    }
  })

  it('are fit to be said when a ticket is opened from any text', () => {
    for (const text of ODD_TEXTS) {
      for (const reporter of [
        { userId: 'ZhaoQiang', name: '赵强' },
        { owner: { externalUserId: 'wmOwnerZhang', openKfId: 'wkDesk1' } },
      ]) {
        const report = {
          text,
          understanding: understand(text),
          channel: 'chat' as const,
          reporter,
          receivedAt: hoursLater(0),
        }
        const { messages } = planReception(report, 'cuihu', samplePolicy, sampleCalendar)
        for (const [kind, said] of saidOf(aTicket({ text }), hoursLater(0), messages))
          expectFitToBeSaid(said, kind)
      }
    }
  })

  it('REC-4.2 still asks for what is missing after a matter of 10,000 characters', () => {
    const said = TICKET_TEXTS.registered_ask?.(
      aTicketView(aTicket({ text: '水'.repeat(10_000) }), { facts: { missing: 'room,ownerName,phone' } }),
    )
    expect(said).to.include('请补充：房号、业主称呼、联系电话')
  })

  it('REC-4.2 asks for nothing once everything is told', () => {
    const said = TICKET_TEXTS.registered_ask?.(aTicketView(aTicket(), { facts: { missing: 'phone' } }))
    expect(said).to.equal('已登记 JD-20261123-0001：「3-2-501 厨房漏水」，已通知前台。')
  })

  it('say the facts of the example as people would', () => {
    const said = (kind: string, facts: Record<string, string> = {}, ticket = aTicket()) =>
      TICKET_TEXTS[kind]?.(aTicketView(ticket, { facts }))
    expect(said('registered')).to.equal(
      '已登记 JD-20261123-0001：「3-2-501 厨房漏水」，已通知前台，最迟 11月25日 10:00 前处理。',
    )
    expect(said('taken', { name: '王芳' })).to.equal(
      'JD-20261123-0001 「3-2-501 厨房漏水」已由王芳接单，正在处理。',
    )
    expect(said('done', {}, aTicket({ result: '已换角阀' }))).to.match(/已处理完成：已换角阀。谢谢。$/)
    expect(said('overdue_told', { role: 'supervisor' })).to.include('现由客服主管负责跟进')
    expect(said('amended_ask', { missing: 'phone,matter' })).to.equal('已补充，还差：联系电话、事由。')
  })

  it('CMP-3.1 apologises on behalf of the department, to the owner or through the member', () => {
    const ticket = aTicket()
    const owner = { owner: { externalUserId: 'wmOwnerZhang', openKfId: 'wkDesk1' } }
    expect(
      TICKET_TEXTS.apology?.(aTicketView({ ...ticket, reception: { ...ticket.reception, reporter: owner } })),
    ).to.match(/^非常抱歉.*代表工程部/)
    expect(TICKET_TEXTS.apology?.(aTicketView(ticket))).to.match(/请先代表工程部向业主致歉/)
  })
})

describe('what a group gets to read', () => {
  const facts = { role: 'supervisor', users: 'zhangwei,WuGang', what: 'work' }

  it('never holds phone, name, room or the owner’s own words', () => {
    const texts = [
      '3栋2单元501 张女士 13800000000 厨房漏水',
      '翠湖花园3栋2单元501的欧阳先生说卫生间顶板渗水 电话13912345678',
      '小区东门旁的路灯坏了 李阿姨 010-62345678',
    ]
    for (const text of texts) {
      const ticket = aTicket({ text })
      const { room, ownerName, phone, location, matter } = ticket.reception
      for (const kind of FOR_GROUPS) {
        const said = TICKET_TEXTS[kind]?.(aTicketView(ticket, { facts })) ?? ''
        for (const secret of [room, ownerName, phone, location, matter, text]) {
          if (secret !== null) expect(said, `${kind} of ${text}`).to.not.include(secret)
        }
        expect(said.replace(ticket.number, '')).to.not.match(/\d{4}|501/)
      }
    }
  })

  it('still tells which building, what sort, and who answers for it (REC-4.7)', () => {
    const late = aTicketView(aTicket({ category: 'water_leak' }), { facts, now: hoursLater(49) })
    expect(TICKET_TEXTS.overdue_notice?.(late)).to.equal(
      '【超时】JD-20261123-0001 3栋 漏水渗水，已受理2天1小时仍未办结，现由客服主管负责。',
    )
    expect(TICKET_TEXTS.transfer_notice?.(late)).to.equal(
      '【转派】JD-20261123-0001 3栋 漏水渗水，请工程部处理。',
    )
    expect(TICKET_TEXTS.unreachable?.(late)).to.include('：张伟、吴刚。')
  })

  it('is everything that the decisions send to groups', () => {
    const toGroups = new Set<string>()
    for (let seed = 1; seed <= 100; seed += 1) {
      for (const { messages } of lifeOfATicket(seed)) {
        for (const message of messages)
          if ('send' in message && 'group' in message.to) toGroups.add(message.send)
      }
    }
    const step = planEscalation(aTicket(), hoursLater(48))
    for (const message of step?.messages ?? [])
      if ('send' in message && 'group' in message.to) toGroups.add(message.send)
    expect(FOR_GROUPS).to.include.members([...toGroups])
  })

  it('REC-3.1.1 say back how it was heard, REC-4.2 which room does not exist', () => {
    const ticket = aTicket()
    const walkIn = { ...ticket, reception: { ...ticket.reception, channel: 'walk_in' as const } }
    expect(TICKET_TEXTS.registered?.(aTicketView(walkIn))).to.match(/^已登记 JD-20261123-0001（上门）：/)
    const odd = { ...ticket, reception: { ...ticket.reception, room: '3-9-9901', roomUnknown: true } }
    const view = aTicketView(odd, { facts: { missing: 'room' } })
    expect(TICKET_TEXTS.registered_ask?.(view)).to.contain('房号 3-9-9901 不存在，请核对。请补充：房号')
    expect(TICKET_TEXTS.amended_ask?.(view)).to.equal('已补充，房号 3-9-9901 不存在，请核对。还差：房号。')
  })

  it('REC-3.1.1 have the front desk ring up whom nobody can write to, with what is worth a call', () => {
    const ticket = aTicket({ result: '已换角阀' })
    const web = { web: { site: 'homepage', name: '张女士', phone: '13800000000' } }
    const asked = { ...ticket, reception: { ...ticket.reception, reporter: web } }
    const say = (what: string) => TICKET_TEXTS.tell_by_phone?.(aTicketView(asked, { facts: { what } }))
    expect(say('done')).to.match(/^【请电话告知】张女士 13800000000（网上上报）：JD-.*已换角阀/)
    expect(say('apology')).to.contain('非常抱歉')
    expect(say('registered')).to.equal(undefined)
    expect(say('taken')).to.equal(undefined)
  })
})
