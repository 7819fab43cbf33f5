import { expect } from 'chai'
import { REVIEW_CARDS } from '../../src/cards/review-card.ts'
import { TICKET_CARDS } from '../../src/cards/ticket-cards.ts'
import { isCardKind } from '../../src/outbox/composer.ts'
import { UNREACHABLE } from '../../src/outbox/report-lost.ts'
import { sayEnd } from '../../src/texts/ends.ts'
import { REVIEW_TEXTS } from '../../src/texts/review-texts.ts'
import { TICKET_TEXTS } from '../../src/texts/ticket-texts.ts'
import {
  keysOfConstant,
  literalsOfArgument,
  literalsOfProperty,
  namesReadFrom,
} from '../support/source-keys.ts'
import { aSetting } from '../support/views.ts'

const TICKET = 'src/domain/ticket'
const REVIEW = 'src/domain/review'

/** What the decisions about one kind of record ask to be sent, read from their source. */
const sentAboutTickets = new Set([
  ...literalsOfProperty(TICKET, 'send'),
  ...literalsOfArgument(TICKET, 'tellReporter', 1),
  ...literalsOfArgument('src/handlers', 'replies.show', 1),
  UNREACHABLE,
])
const sentAboutReviews = new Set([...literalsOfProperty(REVIEW, 'send'), UNREACHABLE])
const ends = new Set([
  ...literalsOfProperty('src/domain', 'say'),
  ...literalsOfArgument(TICKET, 'settleAll', 0),
  // Refusals end the tapped card with the event that was faster.
  ...literalsOfProperty('src/domain', 'event'),
  ...literalsOfArgument('src/handlers/taps', 'endWith', 1),
])

describe('the tables of texts and cards', () => {
  it('are looked for in a source that was really read', () => {
    expect([...sentAboutTickets]).to.include.members([
      'intake',
      'registered_ask',
      'amended',
      'transfer_notice',
    ])
    expect([...sentAboutReviews]).to.include.members(['review', 'review_list'])
    expect([...ends]).to.include.members(['taken', 'closed', 'done', 'escalated', 'renewed'])
  })

  it('have a card or a text for everything that is sent about tickets, and nothing else', () => {
    const known = [...Object.keys(TICKET_CARDS), ...Object.keys(TICKET_TEXTS)]
    expect(known).to.have.members([...sentAboutTickets])
    expect(new Set(known).size, 'a kind is a card or a text, not both').to.equal(known.length)
  })

  it('have a card or a text for everything that is sent about reviews, and nothing else', () => {
    expect([...Object.keys(REVIEW_CARDS), ...Object.keys(REVIEW_TEXTS)]).to.have.members([
      ...sentAboutReviews,
    ])
  })

  it('know the cards by their kind', () => {
    const cards = [...sentAboutTickets, ...sentAboutReviews].filter(isCardKind)
    expect(new Set(cards)).to.deep.equal(
      new Set([...Object.keys(TICKET_CARDS), ...Object.keys(REVIEW_CARDS)]),
    )
  })

  it('have a grey text for every way in which a card can end, and nothing else', () => {
    expect([...keysOfConstant('src/texts', 'ENDS')]).to.have.members([...ends])
    for (const end of ends) {
      if (end !== 'done') expect(sayEnd(end, aSetting()), end).to.not.equal('已处理')
    }
  })

  it('hold no answer that nobody gives', () => {
    expect([...namesReadFrom('src/handlers', 'ANSWERS')]).to.have.members([
      ...keysOfConstant('src/texts', 'ANSWERS'),
    ])
  })
})
