import { expect } from 'chai'
import { TICKET_CARDS } from '../../src/cards/ticket-cards.ts'
import { buildChangeCard } from '../../src/cards/change-card.ts'
import { buildListCard } from '../../src/cards/list-card.ts'
import { buildLeaveCard, HANDOVER_CARDS } from '../../src/cards/duty-cards.ts'
import { REVIEW_CARDS } from '../../src/cards/review-card.ts'
import { FORM_CARDS } from '../../src/cards/registration-cards.ts'
import { BUTTON_KEYS } from '../../src/cards/button-keys.ts'
import { codeOf } from '../../src/errors.ts'
import { createTapTable } from '../../src/handlers/taps/index.ts'
import { takeTap } from '../../src/handlers/taps/take.ts'
import { aStop, aTicket } from '../support/builders.ts'
import { aMonday, FOLLOW_UP_FACTS } from '../support/mondays.ts'
import { aHandoverView, aLeaveView } from '../support/duty.ts'
import { aForm, aReviewView, aSetting, aTicketView, STOP_FACTS } from '../support/views.ts'

function failureOf(build: () => unknown): string {
  try {
    build()
  } catch (error) {
    return codeOf(error)
  }
  return 'did not fail'
}

describe('the table of buttons', () => {
  const all = [...createTapTable().values()]

  it('has exactly one handler for every key', () => {
    expect(all.map(({ on }) => on)).to.have.members([...BUTTON_KEYS])
  })

  it('cannot be built with a handler missing or twice', () => {
    for (const key of BUTTON_KEYS) {
      expect(
        failureOf(() => createTapTable(all.filter(({ on }) => on !== key))),
        key,
      ).to.equal('button_table')
    }
    expect(failureOf(() => createTapTable([...all, takeTap]))).to.equal('button_table')
    expect(failureOf(() => createTapTable([]))).to.equal('button_table')
  })

  it('has a button on some card for every key', () => {
    const shown = new Set<string>()
    for (const build of Object.values(REVIEW_CARDS)) {
      const view = aReviewView(aMonday(), { facts: { ticket: aMonday().followUps?.[0]?.ticketId ?? '' } })
      for (const { key } of build(view)?.button_list ?? []) shown.add(key)
    }
    const list = {
      title: '',
      ids: ['a', 'b', 'c', 'd', 'e', 'f'],
      from: 0,
      isCut: false,
      namesCommunity: false,
    }
    const tickets = Array.from({ length: 5 }, () => aTicket())
    const listView = { ...aSetting(), list, tickets, communityNames: new Map<string, string>() }
    for (const { key } of buildListCard(listView)?.button_list ?? []) shown.add(key)
    for (const build of Object.values(TICKET_CARDS)) {
      for (const status of ['waiting', 'in_progress', 'done'] as const) {
        for (const level of [0, 2]) {
          for (const stop of [null, aStop()]) {
            const card = build(
              aTicketView(aTicket({ status, level, stop }), {
                facts: { ...STOP_FACTS, ...FOLLOW_UP_FACTS, what: 'done' },
              }),
            )
            for (const { key } of [...(card?.button_list ?? []), ...(card?.action_menu?.action_list ?? [])])
              shown.add(key)
          }
        }
      }
    }
    for (const build of Object.values(FORM_CARDS))
      for (const { key } of build({ ...aSetting(), form: aForm() })?.button_list ?? []) shown.add(key)
    const duty = [
      buildLeaveCard(aLeaveView()),
      ...Object.values(HANDOVER_CARDS).map((build) => build(aHandoverView())),
    ]
    for (const card of duty) for (const { key } of card?.button_list ?? []) shown.add(key)
    const facts = { until: '2099-01-01T00:00:00Z' }
    for (const { key } of buildChangeCard(aSetting({ facts }))?.button_list ?? []) shown.add(key)
    expect([...shown]).to.have.members([...BUTTON_KEYS])
  })
})
