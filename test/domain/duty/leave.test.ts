import { expect } from 'chai'
import {
  planHandoverReminder,
  planSignature,
  planHandoverNote,
  NOTES_AT_MOST,
} from '../../../src/domain/duty/handover.ts'
import {
  planLeaveCancelled,
  planLeaveConfirmed,
  planLeaveDeclined,
  planLeaveReminder,
  type Leave,
} from '../../../src/domain/duty/leave.ts'
import { readDays } from '../../../src/domain/duty/leave-words.ts'
import { draftHandover, planHandoverOpening } from '../../../src/domain/duty/open-handover.ts'
import { approverOf, planLeaveRequest } from '../../../src/domain/duty/request-leave.ts'
import type { Change, Refusal } from '../../../src/domain/record.ts'
import {
  anActor,
  aTicket,
  hoursLater,
  manager,
  MONDAY_10,
  refusalOf,
  sends,
  supervisor,
} from '../../support/builders.ts'
import { aHandover, aLeave, aPlan, away, shanghai } from '../../support/duty.ts'

const DAY_MS = 86_400_000
const wangFang = anActor()
const liuYang = anActor({ userId: 'LiuYang', name: '刘洋' })
const limits = { atMostMs: 60 * DAY_MS, aheadAtMostMs: 180 * DAY_MS, remindAfterMs: 4 * 3_600_000 }
const person = { userId: 'WangFang', name: '王芳' }

function ask(
  from: string,
  to: string,
  more: { deputy?: string; known?: Leave[]; plan?: ReturnType<typeof aPlan> } = {},
) {
  const { deputy, known = [], plan = aPlan() } = more
  const planned = planLeaveRequest(
    {
      person,
      deputy: deputy === undefined ? null : { userId: deputy, name: deputy },
      from: shanghai(`${from}T00:00:00`),
      to: new Date(shanghai(`${to}T00:00:00`).getTime() + DAY_MS),
      reason: null,
    },
    known,
    plan,
    { approver: 'supervisor', limits, startOfToday: shanghai('2026-11-23T00:00:00') },
    MONDAY_10,
  )
  return 'problem' in planned ? planned.problem : planned.set.status
}

function applied<T extends { version: number; timeline: object[] }>(
  record: T,
  decision: Change<T> | Refusal | undefined,
): T {
  if (decision === undefined || 'refused' in decision)
    throw new Error(`no change: ${JSON.stringify(decision)}`)
  const timeline = [...record.timeline, ...decision.entries.map((entry) => ({ ...entry, eventId: 'e' }))]
  return { ...record, ...decision.set, version: record.version + 1, timeline }
}

describe('asking for leave', () => {
  it('refuses the past, the wrong order, ten years, the far future and what lies over another', () => {
    expect(ask('2026-11-24', '2026-11-26')).to.equal('requested')
    expect(ask('2026-11-23', '2026-11-23')).to.equal('requested')
    expect(ask('2026-11-22', '2026-11-24')).to.equal('past')
    expect(ask('2026-11-26', '2026-11-24')).to.equal('order')
    expect(ask('2026-11-24', '2036-11-24')).to.equal('too_long')
    expect(ask('2027-11-24', '2027-11-24')).to.equal('too_far')
    const known = [aLeave()]
    expect(ask('2026-11-24', '2026-11-24', { known })).to.equal('overlap')
    expect(ask('2026-11-25', '2026-11-25', { known })).to.equal('requested')
    expect(ask('2026-11-24', '2026-11-24', { known: [aLeave({ status: 'declined' })] })).to.equal('requested')
    expect(ask('2026-11-24', '2026-11-24', { known, deputy: 'ChenJing' })).to.equal('requested')
  })

  it('refuses a deputy who is the member himself, away too, or stood in for by him', () => {
    const plan = (deputy?: string) =>
      aPlan([away('ChenJing', '2026-11-24T00:00:00', '2026-11-25T00:00:00', deputy)])
    expect(ask('2026-11-24', '2026-11-24', { deputy: 'wangfang' })).to.equal('deputy_self')
    expect(ask('2026-11-23', '2026-11-24', { deputy: 'ChenJing', plan: plan() })).to.equal('deputy_away')
    expect(ask('2026-11-24', '2026-11-24', { deputy: 'ChenJing', plan: plan('WangFang') })).to.equal(
      'deputy_circle',
    )
    expect(ask('2026-11-24', '2026-11-24', { deputy: 'ChenJing', plan: plan('LinXiao') })).to.equal(
      'requested',
    )
    expect(ask('2026-11-25', '2026-11-25', { deputy: 'ChenJing', plan: plan() })).to.equal('requested')
  })

  it('is confirmed one role up, and holds at once where nobody stands above', () => {
    const { members } = aPlan().community
    const of = (userId: string) =>
      approverOf(
        members.find((one) => one.userId === userId)!,
        members,
      )
    expect([
      of('WangFang'),
      of('ZhangWei'),
      of('SunLi'),
      of('LiJianguo'),
      of('HeZhiyuan'),
      of('ZhengGuodong'),
    ]).to.deep.equal(['supervisor', 'supervisor', 'manager', 'manager', 'general_manager', null])
  })

  const TODAY = '2026-11-23'
  for (const [said, from, to] of [
    ['11月25日 到 11月27日', '2026-11-25', '2026-11-27'],
    ['11月25日-27日', '2026-11-25', '2026-11-27'],
    ['明天', '2026-11-24', '2026-11-24'],
    ['明天起3天 家里有事', '2026-11-24', '2026-11-26'],
    ['今天到后天', '2026-11-23', '2026-11-25'],
    ['周三', '2026-11-25', '2026-11-25'],
    ['下周一', '2026-11-30', '2026-11-30'],
    ['12月30日 至 1月2日', '2026-12-30', '2027-01-02'],
    ['１１月２５日', '2026-11-25', '2026-11-25'],
    ['2028-02-29', '2028-02-29', '2028-02-29'],
    ['11月20日', '2026-11-20', '2026-11-20'],
    ['28号到2号', '2026-11-28', '2026-12-02'],
  ] as const) {
    it(`reads ${said}`, () => {
      expect(readDays(said, TODAY)).to.include({ from, to })
    })
  }

  it('knows days that the calendar does not have, and words that are none', () => {
    for (const said of ['2月29日', '2027-02-29', '11月31日', '13月1日', '99号'])
      expect(readDays(said, TODAY), said).to.equal('no_such_day')
    expect(readDays('2月29日', '2028-02-01')).to.include({ from: '2028-02-29' })
    for (const said of ['', '很久', 'x'.repeat(100_000)]) expect(readDays(said, TODAY)).to.equal(undefined)
  })
})

describe('deciding on leave', () => {
  it('is the approver’s, once, and never the own', () => {
    const confirmed = applied(aLeave(), planLeaveConfirmed(aLeave(), supervisor, MONDAY_10))
    expect(confirmed).to.include({ status: 'confirmed', decidedBy: '孙丽', nextActionAt: null })
    expect(planLeaveDeclined(confirmed, manager, MONDAY_10)).to.deep.include({
      refused: 'already_over',
      facts: { event: 'leave_confirmed', by: '孙丽', at: MONDAY_10.toISOString() },
    })
    expect(refusalOf(planLeaveConfirmed(aLeave(), wangFang, MONDAY_10))).to.equal('not_allowed')
    const acting = anActor({ roles: ['front_desk', 'supervisor'] })
    expect(refusalOf(planLeaveConfirmed(aLeave(), acting, MONDAY_10))).to.equal('not_allowed')
  })

  it('is reminded once, then passed up, and given up when the leave is over', () => {
    const first = applied(aLeave(), planLeaveReminder(aLeave(), hoursLater(4)))
    expect(planLeaveReminder(aLeave(), hoursLater(3))).to.equal(undefined)
    expect(first).to.include({ approver: 'supervisor', reminded: 1 })
    const second = planLeaveReminder(first, hoursLater(8))
    expect(sends(second)).to.deep.equal(['leave → "manager"'])
    const lapsed = applied(first, planLeaveReminder(applied(first, second), hoursLater(400)))
    expect(lapsed.status).to.equal('lapsed')
  })

  it('销假 ends a running leave now and a coming one altogether, and only the own', () => {
    const leave = aLeave({ status: 'confirmed' })
    const noon = shanghai('2026-11-24T12:00:00')
    expect(applied(leave, planLeaveCancelled(leave, wangFang, noon))).to.deep.include({
      status: 'cancelled',
      to: noon,
    })
    expect(applied(leave, planLeaveCancelled(leave, wangFang, MONDAY_10)).to).to.deep.equal(leave.to)
    expect(refusalOf(planLeaveCancelled(leave, liuYang, noon))).to.equal('not_allowed')
    expect(refusalOf(planLeaveCancelled(leave, wangFang, hoursLater(400)))).to.equal('already_over')
  })
})

describe('a handover', () => {
  const at = shanghai('2026-11-23T20:00:00')
  const minutes = (n: number) => new Date(at.getTime() + n * 60_000)
  const change = {
    at,
    leaving: aHandover().leaving,
    coming: aHandover().coming,
    ended: [],
    begun: ['前台夜班'],
  }
  const planned = aHandover({ status: 'planned', nextActionAt: at })

  it('opens at the change with counts, cards for both and the list, not a second earlier', () => {
    const tickets = [
      aTicket({ dueAt: minutes(60) }),
      aTicket({ id: 't2', status: 'done', dueAt: minutes(90_000) }),
      aTicket({ id: 't3', status: 'closed' }),
    ]
    expect(planHandoverOpening(planned, change, tickets, new Date(at.getTime() - 1))).to.equal(undefined)
    const opening = planHandoverOpening(planned, change, tickets, at)
    expect(sends(opening)).to.deep.equal([
      'handover_out → ["WangFang","ChenJing"]',
      'handover_in → ["LiuYang","ZhouMin"]',
      'handover_list → ["WangFang","ChenJing","LiuYang","ZhouMin"]',
    ])
    expect(opening?.set.counts).to.deep.equal({ open: 2, due: 1, unaccepted: 1, unconfirmed: 1 })
  })

  it('with nobody on the next shift tells the supervisor and needs one signature only', () => {
    const nobody = { ...change, coming: [] }
    const opening = planHandoverOpening(planned, nobody, [aTicket()], at)
    expect(sends(opening)).to.include.members([
      'handover_nobody → "supervisor"',
      'handover_list → "supervisor"',
    ])
    const opened = applied(planned, opening)
    const done = applied(opened, planSignature(opened, 'out', wangFang, at))
    expect(done.status).to.equal('signed')
    const closing = planHandoverOpening(planned, { ...nobody, begun: [] }, [], at)
    expect(sends(closing)).to.deep.equal(['handover_out → ["WangFang","ChenJing"]'])
  })

  it('is void when the shifts were changed, and told as missed when the desk was down', () => {
    expect(planHandoverOpening(planned, undefined, [], at)?.set.status).to.equal('void')
    const late = planHandoverOpening(planned, change, [], planned.until)
    expect(late?.set.status).to.equal('missed')
    expect(sends(late)).to.deep.equal(['handover_missed → "supervisor"'])
    const draft = draftHandover('cuihu', change, minutes(720), { remindAfterMs: 1, tellAfterMs: 1 })
    expect(draft).to.deep.include({ id: `handover-cuihu-${String(at.getTime())}`, nextActionAt: at })
  })

  it('is signed by one of each side, in either order; strangers and second signatures are refused', () => {
    const handover = aHandover()
    expect(refusalOf(planSignature(handover, 'in', wangFang, at))).to.equal('not_allowed')
    expect(refusalOf(planSignature(handover, 'out', supervisor, at))).to.equal('not_allowed')
    const taken = applied(handover, planSignature(handover, 'in', liuYang, at))
    expect(taken.status).to.equal('open')
    expect(refusalOf(planSignature(taken, 'in', liuYang, at))).to.equal('already_over')
    const both = planSignature(taken, 'out', wangFang, minutes(2))
    expect(sends(both)).to.deep.equal(['handover_signed → ["WangFang","ChenJing","LiuYang","ZhouMin"]'])
    expect(applied(taken, both)).to.deep.include({ status: 'signed', nextActionAt: null })
    expect(refusalOf(planSignature(aHandover({ status: 'lapsed' }), 'out', wangFang, at))).to.equal('not_now')
  })

  it('unsigned is reminded, then told to the supervisor, and left at the next change', () => {
    const first = planHandoverReminder(aHandover(), minutes(15))
    expect(planHandoverReminder(aHandover(), minutes(14))).to.equal(undefined)
    expect(sends(first)).to.have.length(2)
    const reminded = applied(aHandover(), first)
    const second = planHandoverReminder(reminded, minutes(30))
    expect(sends(second)).to.deep.equal(['handover_unsigned → "supervisor"'])
    const told = applied(reminded, second)
    expect(planHandoverReminder(told, minutes(60))).to.equal(undefined)
    expect(planHandoverReminder(told, told.until)?.set.status).to.equal('lapsed')
  })

  it('keeps notes of both shifts, of nobody else, and not without end', () => {
    const noted = applied(aHandover(), planHandoverNote(aHandover(), wangFang, ` ${'电'.repeat(5000)} `, at))
    expect(noted.notes[0]?.text).to.have.length(500)
    expect(refusalOf(planHandoverNote(noted, supervisor, '备注', at))).to.equal('not_allowed')
    expect(refusalOf(planHandoverNote(noted, liuYang, '  ', at))).to.equal('text_missing')
    const full = aHandover({
      notes: Array.from({ length: NOTES_AT_MOST }, () => ({ by: '王芳', text: '满' })),
    })
    expect(refusalOf(planHandoverNote(full, wangFang, '再一条', at))).to.equal('not_now')
    expect(refusalOf(planHandoverNote(aHandover({ status: 'signed' }), wangFang, '晚了', at))).to.equal(
      'not_now',
    )
  })
})
