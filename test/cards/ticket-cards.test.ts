import { expect } from 'chai'
import { TICKET_CARDS } from '../../src/cards/ticket-cards.ts'
import type { TicketStatus } from '../../src/domain/ticket/index.ts'
import { aTicket, hoursLater } from '../support/builders.ts'
import { lifeOfATicket, ODD_TEXTS } from '../support/generated-tickets.ts'
import { FOLLOW_UP_FACTS } from '../support/mondays.ts'
import { aTicketView, STOP_FACTS } from '../support/views.ts'
import { expectWithinHardLimits } from './hard-limits.ts'

const STATUSES: readonly TicketStatus[] = ['waiting', 'in_progress', 'done', 'closed', 'discarded']
const zhang = { userId: 'ZhangWei', name: '张伟' }

function buttonsOf(kind: string, overrides: Parameters<typeof aTicket>[0] = {}): string[] | undefined {
  return TICKET_CARDS[kind]?.(aTicketView(aTicket(overrides)))?.button_list.map(({ text }) => text)
}
function rowOf(kind: string, name: string, view = aTicketView()): string | undefined {
  return TICKET_CARDS[kind]?.(view)?.horizontal_content_list.find(({ keyname }) => keyname === name)?.value
}

describe('ticket cards', () => {
  const builtWhile: Record<string, readonly TicketStatus[]> = {
    intake: ['waiting'],
    assignment: ['waiting'],
    work: ['in_progress'],
    confirm: ['done'],
    overdue: ['waiting', 'in_progress'],
    correction_form: ['waiting', 'in_progress'],
    stop_form: ['waiting', 'in_progress'],
    follow_up_form: [...STATUSES],
    unaccepted: ['waiting'],
    phone_task: STATUSES,
  }

  it('are all in the table above', () => {
    expect(Object.keys(TICKET_CARDS)).to.have.members(Object.keys(builtWhile))
  })

  for (const [kind, statuses] of Object.entries(builtWhile)) {
    it(`${kind} is built only while its buttons can still do something`, () => {
      const built = STATUSES.filter(
        (status) =>
          TICKET_CARDS[kind]?.(
            aTicketView(aTicket({ status }), { facts: { ...STOP_FACTS, ...FOLLOW_UP_FACTS, what: 'done' } }),
          ) !== undefined,
      )
      expect(built).to.deep.equal(statuses)
    })
  }

  it('REC-4.4 to REC-4.6: the front desk can take, transfer, correct to a complaint or discard', () => {
    expect(buttonsOf('intake')).to.deep.equal(['接单', '转部门', '投诉', '不是工单'])
    expect(buttonsOf('intake', { kind: 'complaint' })).to.deep.equal(['接单', '转部门', '不是工单'])
  })

  it('REC-4.6: the department can take; the assignee can finish, note or transfer; the front desk confirms', () => {
    expect(buttonsOf('assignment')).to.deep.equal(['接单'])
    expect(buttonsOf('work', { status: 'in_progress' })).to.deep.equal([
      '完成',
      '记录进展',
      '转部门',
      '暂停计时',
    ])
    expect(buttonsOf('confirm', { status: 'done' })).to.deep.equal(['确认关闭', '退回重办'])
  })

  it('REC-4.7, REC-4.8b: only the last step of the ladder can close without a result', () => {
    expect(buttonsOf('overdue', { level: 1, responsible: 'supervisor' })).to.deep.equal([
      '接手',
      '催办',
      '升级经理',
    ])
    expect(buttonsOf('overdue', { level: 2, responsible: 'manager' })).to.deep.equal([
      '接手',
      '催办',
      '关闭并说明原因',
    ])
  })

  it('REC-4.7 says for how long, with whom it lies and to whom it has risen', () => {
    const late = aTicketView(aTicket({ level: 1, responsible: 'supervisor' }), { now: hoursLater(51) })
    expect(rowOf('overdue', '已受理', late)).to.equal('2天3小时')
    expect(rowOf('overdue', '处理人', late)).to.equal('尚无人接单')
    expect(
      rowOf('overdue', '处理人', aTicketView(aTicket({ status: 'in_progress', assignee: zhang }))),
    ).to.equal('张伟')
    expect(TICKET_CARDS.overdue?.(late)?.source.desc).to.equal('翠湖花园 · 超时 · 转客服主管')
  })

  it('REC-4.5 shows the roles above what nobody has taken, to take, remind or transfer', () => {
    expect(buttonsOf('unaccepted')).to.deep.equal(['接单', '催办', '转部门'])
    const waiting = aTicketView(aTicket(), { now: hoursLater(1) })
    expect(rowOf('unaccepted', '已受理', waiting)).to.equal('1小时')
    expect(TICKET_CARDS.unaccepted?.(waiting)?.source).to.deep.equal({
      desc: '翠湖花园 · 无人接单',
      desc_color: 2,
    })
    const again = aTicketView(aTicket(), { facts: { again: 'yes' } })
    expect(TICKET_CARDS.intake?.(again)?.source.desc).to.equal('翠湖花园 · 再次提醒 · 待接单')
    expect(TICKET_CARDS.assignment?.(again)?.source.desc).to.equal('翠湖花园 · 再次提醒 · 转派待接单')
  })

  it('REC-4.2 shows where, who, by whom, until when, and what is missing', () => {
    expect(TICKET_CARDS.intake?.(aTicketView())?.horizontal_content_list).to.deep.equal([
      { keyname: '位置', value: '3-2-501' },
      { keyname: '业主', value: '张女士 13800000000' },
      { keyname: '上报', value: '赵强 11月23日 10:00' },
      { keyname: '时限', value: '11月25日 10:00 前' },
    ])
    const bare = aTicketView(aTicket({ text: '漏水' }))
    expect(rowOf('intake', '位置', bare)).to.equal('房号待补充')
    expect(rowOf('intake', '待补充', bare)).to.equal('房号、业主称呼、联系电话')
    expect(rowOf('intake', '业主', bare)).to.equal(undefined)
  })

  it('keeps the promise row even with everything else to show (six rows at most)', () => {
    const { reception } = aTicket({ text: '漏水' })
    const photo = { hash: 'h', contentType: 'image/jpeg', bytes: 1 }
    const full = aTicketView(
      aTicket({ reception: { ...reception, ownerName: '张女士', attachments: [photo] } }),
    )
    expect(rowOf('intake', '时限', full)).to.equal('11月25日 10:00 前')
    expect(rowOf('intake', '附件', full)).to.equal('1 个')
  })

  it('offers the department of the category first, also when it is not the first in the list', () => {
    const selected = (ticket = aTicket()) =>
      TICKET_CARDS.intake?.(aTicketView(ticket))?.button_selection?.selected_id
    expect(selected()).to.equal('engineering')
    expect(selected(aTicket({ department: 'finance' }))).to.equal('finance')
    expect(selected(aTicket({ department: 'quality' })), 'a department the community does not have').to.equal(
      'engineering',
    )
    expect(TICKET_CARDS.intake?.(aTicketView(aTicket(), { departments: [] }))?.button_selection).to.equal(
      undefined,
    )
  })

  it('says who sent it back instead of the deadline', () => {
    const sentBack = aTicketView(aTicket({ status: 'in_progress' }), { facts: { sentBackBy: '王芳' } })
    expect(rowOf('work', '退回', sentBack)).to.equal('王芳 请重新处理')
    expect(rowOf('work', '时限', sentBack)).to.equal(undefined)
  })

  it('is red and says so when it is urgent', () => {
    const card = TICKET_CARDS.intake?.(aTicketView(aTicket({ text: '5栋1单元电梯困人，快来' })))
    expect(card?.source.desc_color).to.equal(2)
    expect(card?.main_title.title).to.match(/^【紧急】/)
    expect(TICKET_CARDS.intake?.(aTicketView())?.source.desc_color).to.equal(0)
  })

  for (const text of ODD_TEXTS) {
    it(`keeps the platform's limits for «${text.slice(0, 12)}» (${text.length})`, () => {
      const long = {
        reception: { ...aTicket({ text }).reception, ownerName: text, location: text, matter: text },
        result: text,
      }
      for (const overrides of [{ text }, long]) {
        for (const [kind, [status]] of Object.entries(builtWhile)) {
          const view = aTicketView(aTicket({ ...overrides, status: status ?? 'waiting' }), {
            facts: { sentBackBy: text, ...STOP_FACTS, ...FOLLOW_UP_FACTS, what: 'done' },
            communityName: text,
          })
          const card = TICKET_CARDS[kind]?.(view)
          if (card === undefined) throw new Error(`${kind} was not built`)
          expectWithinHardLimits(card)
        }
      }
    })
  }

  it('keeps the limits through 80 random lives', () => {
    let built = 0
    for (let seed = 1; seed <= 80; seed += 1) {
      for (const { ticket, now } of lifeOfATicket(seed)) {
        for (const [kind, build] of Object.entries(TICKET_CARDS)) {
          const card = build(aTicketView(ticket, { now, facts: { ...STOP_FACTS, ...FOLLOW_UP_FACTS } }))
          if (card === undefined) continue
          built += 1
          try {
            expectWithinHardLimits(card, `${ticket.id}-${String(ticket.version)}-0`)
          } catch (error) {
            throw new Error(`seed ${seed}, ${kind}`, { cause: error })
          }
        }
      }
    }
    expect(built).to.be.above(500)
  })
})
