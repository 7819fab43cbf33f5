import { expect } from 'chai'
import { buildListCard } from '../../src/cards/list-card.ts'
import type { TicketList } from '../../src/domain/query/index.ts'
import type { Ticket } from '../../src/domain/ticket/index.ts'
import { aTicket } from '../support/builders.ts'
import { lifeOfATicket, ODD_TEXTS } from '../support/generated-tickets.ts'
import { aSetting } from '../support/views.ts'
import { expectWithinHardLimits } from './hard-limits.ts'

const aList = (overrides: Partial<TicketList> = {}): TicketList => ({
  title: '3-2-501 的工单',
  ids: ['a'],
  from: 0,
  isCut: false,
  namesCommunity: false,
  ...overrides,
})
function build(tickets: readonly Ticket[], list: TicketList) {
  const communityNames = new Map([['cuihu', '翠湖花园']])
  return buildListCard({ ...aSetting(), tickets, list, communityNames })
}

describe('the card of a list', () => {
  it('names each ticket in a row and opens it with a button; no owner stands on it', () => {
    const card = build([aTicket()], aList())
    expect(card?.horizontal_content_list).to.deep.equal([
      { keyname: '1 待接单', value: '11月23日 3-2-501 厨房漏水' },
    ])
    expect(card?.button_list).to.deep.equal([{ text: '1 厨房漏水', style: 2, key: 'card:open-1' }])
    expect(card?.main_title).to.deep.equal({ title: '3-2-501 的工单', desc: '第 1–1 件，共 1 件' })
    expect(JSON.stringify(card)).to.not.match(/张女士|13800000000/)
  })

  it('says how many are left, and has 更多 while there are', () => {
    const ids = Array.from({ length: 17 }, (_, n) => String(n))
    const five = Array.from({ length: 5 }, () => aTicket())
    const first = build(five, aList({ ids }))
    expect(first?.main_title.desc).to.equal('第 1–5 件，共 17 件；还有 12 件，回复「更多」')
    expect(first?.button_list.at(-1)).to.deep.include({ text: '更多', key: 'card:more' })
    const end = build(five.slice(0, 2), aList({ ids, from: 15, isCut: true }))
    expect(end?.main_title.desc).to.equal('第 16–17 件，共 17 件以上')
    expect(end?.button_list).to.have.length(2)
  })

  it('names the community where the reader has several', () => {
    const value = build([aTicket()], aList({ namesCommunity: true }))?.horizontal_content_list[0]?.value
    expect(value).to.match(/^翠湖花园 /)
  })

  it('keeps the platform’s limits whatever the tickets hold', () => {
    const ids = Array.from({ length: 200 }, (_, n) => String(n))
    for (let seed = 1; seed <= 60; seed += 1) {
      const tickets = lifeOfATicket(seed)
        .slice(0, 5)
        .map(({ ticket }) => ticket)
      for (const title of ['今日待办', ...ODD_TEXTS.filter((text) => text !== '\uD800')]) {
        const card = build(tickets, aList({ ids, title, isCut: true, namesCommunity: true }))
        if (card === undefined) throw new Error('no card')
        expectWithinHardLimits(card)
      }
    }
  })

  it('of no tickets is none', () => expect(build([], aList({ ids: [] }))).to.equal(undefined))
})
