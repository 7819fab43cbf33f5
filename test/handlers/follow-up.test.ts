import { expect } from 'chai'
import { ASSIGNEE_QUESTION } from '../../src/cards/button-keys.ts'
import { ANSWERS } from '../../src/texts/answers.ts'
import { aTicket, hoursLater, MONDAY_10 } from '../support/builders.ts'
import { aTap } from '../support/events.ts'
import { aMondayOf } from '../support/mondays.ts'
import { createDeskStage, type Stage } from './stage.ts'

describe('following up a worst case', () => {
  let stage: Stage
  let review: string
  beforeEach(() => {
    stage = createDeskStage()
    const ticket = aTicket({ level: 1, department: 'engineering' })
    stage.tickets.put(ticket)
    const monday = aMondayOf([ticket])
    review = monday.id
    stage.reviews.put(monday)
  })

  const taps = (key: string, taskId: string, from = 'HeZhiyuan', selected = {}) =>
    aTap(key, { from, taskId, selected })
  /** The form that the manager has tapped for. */
  async function form(): Promise<string> {
    await stage.handle(taps('card:case-1', review))
    const shown = stage.messages.all().find(({ kind }) => kind === 'follow_up_form')
    if (shown === undefined) throw new Error('no form')
    return shown.id
  }
  const stored = () => stage.reviews.all()[0]!

  it('REC-4.9 offers the head of its department first, the supervisor, the other heads', async () => {
    await form()
    const { facts } = stage.messages.all().find(({ kind }) => kind === 'follow_up_form')!
    const head = stage.directory.department('cuihu', 'engineering')?.head?.userId
    expect(facts.assignees?.split(',').slice(0, 2)).to.deep.equal([head, 'SunLi'])
    expect(new Set(facts.assignees?.split(',')).size).to.equal(facts.assignees?.split(',').length)
  })

  it('REC-4.9 records the chosen person and date on the review and on the ticket’s timeline', async () => {
    const tap = taps('card:follow-up-2', await form(), 'HeZhiyuan', { [ASSIGNEE_QUESTION]: ['SunLi'] })
    await stage.handle(tap)
    expect(stored().followUps?.[0]?.assignee).to.deep.equal({ userId: 'SunLi', name: '孙丽' })
    expect(stored().followUps?.[0]?.dueAt).to.deep.equal(hoursLater(48))
    expect(stage.ticket().timeline.at(-1)).to.deep.include({ type: 'follow_up_set', at: MONDAY_10 })
    expect(stage.sends(review)).to.deep.equal(['follow_up', 'follow_up_kept'])
    expect(stage.ended().at(-1)).to.match(/follow_up_set$/)
    // Again after a crash: nothing twice.
    await stage.handle(tap)
    expect(stage.sends(review)).to.have.length(2)
    expect(stage.ticket().timeline.filter(({ type }) => type === 'follow_up_set')).to.have.length(1)
  })

  it('REC-4.9 makes up for the ticket’s line when a crash came between', async () => {
    const tap = taps('card:follow-up-1', await form())
    const apply = stage.tickets.apply.bind(stage.tickets)
    stage.tickets.apply = () => Promise.reject(new Error('database away'))
    let failed = false
    await stage.handle(tap).catch(() => (failed = true))
    expect(failed).to.equal(true)
    stage.tickets.apply = apply
    await stage.handle(tap)
    expect(stored().followUps).to.have.length(1)
    expect(stage.ticket().timeline.at(-1)?.type).to.equal('follow_up_set')
  })

  it('REC-4.9 of two dates tapped at once one holds, the other card ends with what happened', async () => {
    const [one, two] = [await form(), await form()]
    await Promise.all([
      stage.handle(taps('card:follow-up-1', one)),
      stage.handle(taps('card:follow-up-4', two)),
    ])
    expect(stored().followUps).to.have.length(1)
    expect(stage.ticket().timeline.filter(({ type }) => type === 'follow_up_set')).to.have.length(1)
    await stage.handle(taps('card:case-1', review))
    expect(stage.said()).to.include(ANSWERS.followUpSet)
  })

  it('REC-4.9 is refused to others, to people who are not on the card, and after the choices have changed', async () => {
    await stage.handle(taps('card:case-1', review, 'SunLi'))
    expect(stage.messages.all().some(({ kind }) => kind === 'follow_up_form')).to.equal(false)
    await stage.handle(taps('card:case-3', review))
    expect(stage.said().at(-1)).to.equal(ANSWERS.cardUnknown)
    const id = await form()
    await stage.handle(taps('card:follow-up-1', id, 'SunLi'))
    await stage.handle(taps('card:follow-up-1', id, 'HeZhiyuan', { [ASSIGNEE_QUESTION]: ['ZhaoQiang'] }))
    expect(stored().followUps).to.deep.equal([])
  })

  it('REC-4.9 is told to be done once, in time or not, on review and ticket', async () => {
    await stage.handle(
      taps('card:follow-up-1', await form(), 'HeZhiyuan', { [ASSIGNEE_QUESTION]: ['SunLi'] }),
    )
    await stage.messages.enqueue(
      [
        {
          id: 'task',
          subject: { type: 'review', id: review, version: 2 },
          communityId: 'cuihu',
          kind: 'follow_up',
          isCard: true,
          facts: { ticket: 't1' },
          lane: 'task',
          to: { users: ['SunLi'] },
        },
      ],
      MONDAY_10,
    )
    stage.clock.set(hoursLater(30))
    await stage.handle(taps('card:followed-up', 'task', 'ZhaoQiang'))
    expect(stored().followUps?.[0]?.doneAt).to.equal(null)
    await stage.handle(taps('card:followed-up', 'task', 'SunLi'))
    expect(stored().followUps?.[0]?.doneAt).to.deep.equal(hoursLater(30))
    expect(stage.ticket().timeline.at(-1)?.type).to.equal('followed_up')
    await stage.handle(taps('card:followed-up', 'task', 'SunLi'))
    expect(stage.ended().slice(-2)).to.deep.equal(['task: followed_up', 'task: followed_up'])
  })
})

describe('the list behind a review', () => {
  it('REC-4.9 comes page by page, to those whose review it is', async () => {
    const stage = createDeskStage()
    const tickets = Array.from({ length: 7 }, (_, n) => aTicket({ id: `t${String(n)}` }))
    for (const ticket of tickets) stage.tickets.put(ticket)
    const monday = aMondayOf(tickets)
    stage.reviews.put(monday)
    const tap = (from: string) => aTap('card:review-list', { from, taskId: monday.id })
    await stage.handle(tap('WangFang'))
    expect(stage.messages.all().some(({ kind }) => kind === 'found')).to.equal(false)
    await stage.handle(tap('HeZhiyuan'))
    await stage.hears('更多', 'HeZhiyuan')
    const pages = stage.messages.all().filter(({ kind }) => kind === 'found')
    expect(pages.map(({ facts }) => facts.from)).to.deep.equal(['0', '5'])
    expect(pages[0]?.facts.ids?.split(',')).to.have.length(7)
  })
})
