import { expect } from 'chai'
import { REVIEW_CARDS } from '../../src/cards/review-card.ts'
import { TICKET_CARDS } from '../../src/cards/ticket-cards.ts'
import type { Checked } from '../../src/domain/review/digest.ts'
import { planFollowUp } from '../../src/domain/review/follow-up.ts'
import { ITEMS_PER_LIST, PROMISES_PER_LIST } from '../../src/domain/review/open-review.ts'
import { REVIEW_TEXTS } from '../../src/texts/review-texts.ts'
import { expectWithinHardLimits } from '../cards/hard-limits.ts'
import { aTicket, hoursLater, manager, MONDAY_10 } from '../support/builders.ts'
import { createRandom, ODD_TEXTS } from '../support/generated-tickets.ts'
import { afterReview, aMonday, aMondayOf, anOrder, FOLLOW_UP_FACTS, someFigures } from '../support/mondays.ts'
import { aReviewView, aTicketView } from '../support/views.ts'

const HUGE = 5000
const LONG = '🏠栋欧阳'.repeat(200)

/** A week in which everything is as long and as much as it can be. */
function aHugeMonday(seed: number) {
  const random = createRandom(seed)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!
  const matters = [...ODD_TEXTS, LONG]
  const base = aTicket()
  const tickets = Array.from({ length: HUGE }, (_, n) => ({
    ...base,
    id: `t${String(n)}`,
    number: `JD-20261116-${String(n).padStart(4, '0')}`,
    level: pick([0, 1, 2]),
    reopened: pick([0, 99]),
    urgent: pick([true, false]),
    kind: pick(['complaint', 'repair'] as const),
    dueAt: hoursLater(-pick([0, 9999, 99_999])),
    status: pick(['waiting', 'in_progress', 'done', 'closed'] as const),
    reception: { ...base.reception, room: null, location: pick([LONG, '', 'A']), matter: pick(matters) },
  }))
  const checked = tickets.map((ticket): Checked => ({
    what: pick(['follow_up', 'ticket']),
    number: ticket.number,
    place: ticket.reception.location,
    matter: ticket.reception.matter,
    who: pick([LONG, '']),
    dueAt: pick([MONDAY_10, new Date('2027-12-31T12:00:00+08:00')]),
    outcome: pick(['kept', 'late', 'pending', 'broken']),
  }))
  const most = someFigures({
    received: HUGE,
    closed: HUGE,
    complaints: HUGE,
    onTime: { count: HUGE, of: HUGE },
    overdue: { count: HUGE, of: HUGE },
  })
  const review = aMondayOf(tickets, { week: most, before: most, checked })
  const [worst] = review.digest!.cases
  const assignee = { userId: 'ZhangWei', name: LONG }
  return {
    tickets,
    worst: worst!.ticketId,
    review: afterReview(
      review,
      planFollowUp(review, manager, worst!.ticketId, anOrder({ assignee }), MONDAY_10),
    ),
  }
}

describe('the manager’s Monday in words and cards', () => {
  it('REC-4.9 says five figures with those of the week before, and the promises', () => {
    const said = REVIEW_TEXTS.week_report?.(aReviewView(aMonday())) ?? ''
    expect(said.split('\n')).to.deep.equal([
      '【11月16日–11月22日 接待周审】',
      '受理 12 件（前一周 10 件）',
      '关闭 9 件（前一周 9 件）',
      '按时办结 8/10（80%），前一周 8/10（80%）',
      '超时 2/10（20%），前一周 2/10（20%）',
      '投诉 1 件（前一周 1 件）',
      '上次安排的跟进 1 件：已按时完成 0，逾期完成 0，未到期 0，逾期未完成 1',
      '上次清单中的未结工单 3 件：已按时办结 0，逾期办结 0，未到期 0，逾期未结 3',
    ])
    const promises = REVIEW_TEXTS.week_promises?.(aReviewView(aMonday(), { facts: { from: '0' } })) ?? ''
    expect(promises.split('\n')[1]).to.equal(
      '【跟进】 JD-20261116-0003 3-2-501 厨房漏水 张伟 11月24日 10:00 前：逾期未完成',
    )
  })

  it('REC-4.9 shows the worst cases with what makes them one and a button each', () => {
    const card = REVIEW_CARDS.review_cases?.(aReviewView(aMonday()))
    expect(card?.sub_title_text?.split('\n')[0]).to.equal('1. JD-20261116-0003 转客服主管·重开3次')
    expect(card?.horizontal_content_list[0]).to.deep.equal({ keyname: '1 待接单', value: '3-2-501 厨房漏水' })
    expect(card?.button_list.map(({ text }) => text)).to.deep.equal(['跟进 1', '跟进 2', '跟进 3'])
    expect(REVIEW_CARDS.review_cases?.(aReviewView(aMondayOf([aTicket()])))).to.equal(undefined)
  })

  it('REC-4.9 asks on one card whom and until when', () => {
    const card = TICKET_CARDS.follow_up_form?.(aTicketView(aTicket(), { facts: FOLLOW_UP_FACTS }))
    expect(card?.button_selection?.option_list.map(({ text }) => text)).to.deep.equal([
      '张伟 工程部',
      '孙丽 客服主管',
    ])
    expect(card?.button_list.map(({ text }) => text)).to.deep.equal(['1天内', '2天内', '3天内', '7天内'])
    expect(TICKET_CARDS.follow_up_form?.(aTicketView())).to.equal(undefined)
  })

  it('REC-4.9 gives the assignee a card only while the follow-up is open', () => {
    const review = aMonday()
    const facts = { ticket: 't3', again: 'yes' }
    const card = REVIEW_CARDS.follow_up?.(aReviewView(review, { facts }))
    expect(card?.main_title.title).to.equal('【跟进到期】厨房漏水')
    const followUps = review.followUps!.map((one) => ({ ...one, doneAt: MONDAY_10 }))
    expect(REVIEW_CARDS.follow_up?.(aReviewView({ ...review, followUps }, { facts }))).to.equal(undefined)
    expect(REVIEW_CARDS.follow_up?.(aReviewView(review))).to.equal(undefined)
  })

  for (const seed of [1, 2, 3]) {
    it(`REC-4.9 keeps the platform’s limits for a week of ${String(HUGE)} odd tickets (seed ${String(seed)})`, () => {
      const { review, worst, tickets } = aHugeMonday(seed)
      const sizes = { review_list: ITEMS_PER_LIST, week_promises: PROMISES_PER_LIST }
      for (const [kind, each] of Object.entries(sizes)) {
        for (let from = 0; from < HUGE; from += each) {
          const view = aReviewView(review, { facts: { from: String(from) } })
          const said = REVIEW_TEXTS[kind]?.(view) ?? ''
          expect(Buffer.byteLength(said), `${kind} ${String(from)}`).to.be.within(1, 2048)
        }
      }
      const facts = { ticket: worst }
      for (const [kind, say] of Object.entries(REVIEW_TEXTS))
        expect(Buffer.byteLength(say(aReviewView(review, { facts })) ?? ''), kind).to.be.at.most(2048)
      for (const [kind, build] of Object.entries(REVIEW_CARDS)) {
        const card = build(aReviewView(review, { facts }))
        if (card === undefined) throw new Error(`no card ${kind}`)
        expectWithinHardLimits(card, `${review.id}-1-1`)
      }
      const ticket = tickets.find(({ id }) => id === worst)!
      const assignees = Array.from({ length: 30 }, (_, n) => `User${String(n)}`)
      const form = TICKET_CARDS.follow_up_form?.(
        aTicketView(ticket, {
          facts: {
            ...FOLLOW_UP_FACTS,
            assignees: assignees.join(','),
            titles: assignees.map(() => LONG).join(','),
          },
          nameOf: () => LONG,
        }),
      )
      if (form === undefined) throw new Error('no form')
      expectWithinHardLimits(form)
    })
  }
})
