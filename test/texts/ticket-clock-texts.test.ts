import { expect } from 'chai'
import { planTake, type Ticket } from '../../src/domain/ticket/index.ts'
import { TICKET_TEXTS } from '../../src/texts/ticket-texts.ts'
import { after, aTicket, frontDesk, hoursLater } from '../support/builders.ts'
import { aTicketView } from '../support/views.ts'

const taken = after(aTicket(), planTake(aTicket(), frontDesk, hoursLater(1)))
const say = (kind: string, ticket: Ticket, facts: Record<string, string>, hour: number) =>
  TICKET_TEXTS[kind]?.(aTicketView(ticket, { facts, now: hoursLater(hour) }))
const since = { since: hoursLater(1).toISOString() }
const due = { dueAt: hoursLater(48).toISOString() }

describe('what time has to say about a ticket', () => {
  it('REC-4.6 reminds the assignee, tells the supervisor, warns of the deadline', () => {
    expect(say('idle_reminder', taken, since, 13)).to.equal(
      '【提醒】JD-20261123-0001 「3-2-501 厨房漏水」已12小时没有进展，请在卡片上点“记录进展”或“完成”。',
    )
    expect(say('idle_told', taken, since, 37)).to.equal(
      '【无进展】JD-20261123-0001 「3-2-501 厨房漏水」由王芳接单后已1天12小时没有进展，多次提醒未果，请跟进。',
    )
    expect(say('due_soon', taken, due, 42)).to.equal(
      '【临近时限】JD-20261123-0001 「3-2-501 厨房漏水」须在 11月25日 10:00 前处理完。',
    )
  })

  it('REC-4.6 says nothing when it was held and has become untrue', () => {
    const closed = { ...taken, status: 'closed' as const }
    expect(say('idle_reminder', closed, since, 13)).to.equal(undefined)
    expect(say('idle_told', { ...taken, status: 'waiting', assignee: null }, since, 13)).to.equal(undefined)
    expect(say('idle_reminder', taken, { since: hoursLater(0).toISOString() }, 13)).to.equal(undefined)
    expect(say('due_soon', closed, due, 42)).to.equal(undefined)
    expect(say('due_soon', taken, due, 48)).to.equal(undefined)
    expect(say('due_soon', { ...taken, dueAt: hoursLater(60) }, due, 42)).to.equal(undefined)
  })

  it('REC-4.7 speaks of the step that is in force, and of none when it is over', () => {
    const risen = { ...taken, level: 2 }
    for (const kind of ['overdue_told', 'overdue_notice']) {
      expect(say(kind, risen, { role: 'manager', level: '2' }, 170)).to.include('经理')
      expect(say(kind, risen, { role: 'supervisor', level: '1' }, 170)).to.equal(undefined)
      expect(say(kind, { ...risen, status: 'done' }, { role: 'manager', level: '2' }, 170)).to.equal(
        undefined,
      )
    }
  })
})
