import { expect } from 'chai'
import { ITEMS_PER_LIST } from '../../src/domain/review/open-review.ts'
import type { Ticket } from '../../src/domain/ticket/index.ts'
import { REVIEW_TEXTS } from '../../src/texts/review-texts.ts'
import { aTicket } from '../support/builders.ts'
import { aMonday } from '../support/mondays.ts'
import { aReview, aReviewView } from '../support/views.ts'

/** A week in which every line of the list is as long as Chinese text can make it. */
function aFullWeek(matter: string, count = ITEMS_PER_LIST * 60): ReturnType<typeof aReview> {
  const { reception } = aTicket()
  const long = { ...reception, room: null, location: '公共车库入口处东侧墙边'.repeat(3), matter }
  return aReview('weekly', Array<Ticket>(count).fill(aTicket({ reception: long, level: 1 })))
}

describe('the texts about a review', () => {
  it('REC-4.9 list every ticket once, over several messages of at most 2048 bytes', () => {
    const review = aFullWeek('厨房水管漏水已经漏到楼下邻居家')
    for (let from = 0; from < review.items.length; from += ITEMS_PER_LIST) {
      const said = REVIEW_TEXTS.review_list?.(aReviewView(review, { facts: { from: String(from) } })) ?? ''
      expect(Buffer.byteLength(said)).to.be.at.most(2048)
      expect(said.split('\n')).to.have.length(ITEMS_PER_LIST + 1)
      expect(said).to.include(
        `清单 ${String(from + 1)}–${String(from + ITEMS_PER_LIST)}（共${String(review.items.length)}件）`,
      )
    }
  })

  it('REC-4.3 name number, place, matter, state and whether it was overdue', () => {
    const said = REVIEW_TEXTS.review_list?.(
      aReviewView(aReview('daily', [aTicket({ level: 1 })]), { facts: { from: '0' } }),
    )
    expect(said).to.equal(
      '11月24日 接待日审 清单 1–1（共1件）\nJD-20261123-0001 3-2-501 厨房漏水 待接单（曾超时）',
    )
  })

  it('say what a week is: Monday to Sunday', () => {
    const view = aReviewView({
      ...aReview('weekly'),
      period: { from: new Date('2026-11-16T00:00:00+08:00'), to: new Date('2026-11-23T00:00:00+08:00') },
    })
    expect(REVIEW_TEXTS.review_kept?.(view)).to.match(/^11月16日–11月22日 接待周审已记录/)
  })

  it('hold neither ids nor holes', () => {
    for (const [kind, say] of Object.entries(REVIEW_TEXTS)) {
      const said = say(aReviewView(aMonday(), { facts: { ticket: 't3' } }))
      expect(said, kind).to.match(/./)
      expect(said, kind).to.not.match(/undefined|null|NaN|Invalid|cuihu|daily|weekly|t3/)
      expect(say(aReviewView()) ?? '', kind).to.not.match(/undefined|null|NaN|Invalid|cuihu|daily/)
    }
  })
})
