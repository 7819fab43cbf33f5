import { expect } from 'chai'
import { buildReviewCard } from '../../src/cards/review-card.ts'
import { aTicket } from '../support/builders.ts'
import { ODD_TEXTS } from '../support/generated-tickets.ts'
import { aReview, aReviewView } from '../support/views.ts'
import { expectWithinHardLimits } from './hard-limits.ts'

describe('the review card', () => {
  it('REC-4.3 and REC-4.9 show the figures, 已审核 and the list', () => {
    const card = buildReviewCard(aReviewView())
    expect(card?.horizontal_content_list.map(({ keyname }) => keyname)).to.deep.equal([
      '接待',
      '办结',
      '投诉',
      '曾超时',
      '未结',
    ])
    expect(card?.button_list.map(({ key }) => key)).to.deep.equal(['card:reviewed', 'card:review-list'])
    expect(card?.main_title.title).to.equal('11月24日 接待日审')
    expect(buildReviewCard(aReviewView(aReview('weekly')))?.source.desc).to.equal('翠湖花园 · 周一审核')
  })

  it('REC-4.3 is marked when it is a reminder', () => {
    const card = buildReviewCard(aReviewView(aReview(), { facts: { again: 'yes' } }))
    expect(card?.main_title.title).to.match(/^【待审核】/)
    expect(card?.source.desc_color).to.equal(2)
  })

  it('is not built once somebody has reviewed', () => {
    expect(buildReviewCard(aReviewView({ ...aReview(), status: 'reviewed', reviewedBy: '孙丽' }))).to.equal(
      undefined,
    )
  })

  it('keeps the platform’s limits for a week of odd tickets', () => {
    const tickets = Array.from({ length: 40 }, (_, n) =>
      aTicket({ text: ODD_TEXTS[n % ODD_TEXTS.length] ?? '' }),
    )
    const review = aReview('weekly', tickets)
    const card = buildReviewCard(aReviewView(review, { facts: { again: 'yes' } }))
    if (card === undefined) throw new Error('no card')
    expectWithinHardLimits(card, `${review.id}-1-1`)
  })
})
