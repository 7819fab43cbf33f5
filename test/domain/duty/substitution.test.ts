import { expect } from 'chai'
import type { Shift } from '../../../src/config/communities.ts'
import { createCalendar } from '../../../src/domain/calendar/index.ts'
import { changeAt, nextChange } from '../../../src/domain/duty/changes.ts'
import { gapsBetween } from '../../../src/domain/duty/gaps.ts'
import {
  crewAt,
  departmentAt,
  principalsOf,
  standInFor,
  whoAnswers,
} from '../../../src/domain/duty/substitution.ts'
import { isRunning, turnOn } from '../../../src/domain/duty/turns.ts'
import { aPlan, away, shanghai } from '../../support/duty.ts'

const NOON = shanghai('2026-11-24T12:00:00')
const NIGHT = shanghai('2026-11-24T23:00:00')
const day = (userId: string, deputy?: string) =>
  away(userId, '2026-11-24T00:00:00', '2026-11-25T00:00:00', deputy)
const ids = (people: readonly { userId: string }[]) => people.map(({ userId }) => userId)
const answers = (...args: Parameters<typeof whoAnswers>) => {
  const { people, by } = whoAnswers(...args)
  return `${by}: ${ids(people).join(' ')}`.trim()
}

describe('the order of substitution', () => {
  it('on duty, then the deputy, then the other holders, then nobody', () => {
    const dayShift = [day('WangFang'), day('ChenJing')]
    const allDesk = [...dayShift, day('LiuYang'), day('ZhouMin')]
    expect(answers(aPlan(), 'front_desk', NOON)).to.equal('on_duty: WangFang ChenJing')
    expect(answers(aPlan([day('WangFang')]), 'front_desk', NOON)).to.equal('on_duty: ChenJing')
    expect(answers(aPlan([day('WangFang', 'LinXiao'), day('ChenJing')]), 'front_desk', NOON)).to.equal(
      'deputies: LinXiao',
    )
    expect(answers(aPlan(dayShift), 'front_desk', NOON)).to.equal('others: LiuYang ZhouMin')
    expect(answers(aPlan(allDesk), 'front_desk', NOON)).to.equal('nobody:')
    expect(answers(aPlan([...allDesk, day('LiuYang', 'LinXiao')]), 'front_desk', NOON)).to.equal(
      'deputies: LinXiao',
    )
  })

  it('a deputy of the configuration stands in only while the member is away', () => {
    const members = aPlan().community.members.map((member) =>
      member.userId === 'SunLi' ? { ...member, deputy: 'ChenJing' } : member,
    )
    expect(answers(aPlan([], { members }), 'supervisor', NOON)).to.equal('on_duty: SunLi')
    const plan = aPlan([day('SunLi')], { members })
    expect(answers(plan, 'supervisor', NOON)).to.equal('deputies: ChenJing')
    expect(answers(plan, 'supervisor', shanghai('2026-11-25T00:00:00'))).to.equal('on_duty: SunLi')
    expect(ids(principalsOf(plan, 'chenjing', NOON))).to.deep.equal(['SunLi'])
    expect(ids(departmentAt(plan, 'customer_service', NOON))[0]).to.equal('ChenJing')
  })

  it('a deputy of a deputy stands in; circles, strangers and other communities lead to nobody', () => {
    const standIn = (...absences: ReturnType<typeof day>[]) =>
      standInFor(aPlan(absences), 'SunLi', NOON)?.userId
    expect(standIn(day('SunLi', 'ChenJing'), day('ChenJing', 'LinXiao'))).to.equal('LinXiao')
    expect(standIn(day('SunLi', 'ChenJing'), day('ChenJing', 'SunLi'))).to.equal(undefined)
    expect(
      standIn(day('SunLi', 'ChenJing'), day('ChenJing', 'LinXiao'), day('LinXiao', 'ChenJing')),
    ).to.equal(undefined)
    expect(standIn(day('SunLi', 'SunLi'))).to.equal(undefined)
    expect(standIn(day('SunLi', 'Nobody'))).to.equal(undefined)
    const elsewhere = away('SunLi', '2026-11-24T00:00:00', '2026-11-25T00:00:00', 'ChenJing', 'bihai')
    expect(standIn(elsewhere)).to.equal(undefined)
  })

  it('one person may stand in for two, and in two communities at once', () => {
    const plan = aPlan([day('SunLi', 'LinXiao'), day('WangFang', 'LinXiao'), day('ChenJing', 'LinXiao')])
    expect(answers(plan, 'front_desk', NOON)).to.equal('deputies: LinXiao')
    expect(ids(principalsOf(plan, 'LinXiao', NOON))).to.have.members(['SunLi', 'WangFang', 'ChenJing'])
    const there = { ...plan, community: { ...plan.community, id: 'bihai' } }
    const both = [
      ...plan.absences,
      away('SunLi', '2026-11-24T00:00:00', '2026-11-25T00:00:00', 'LinXiao', 'bihai'),
    ]
    expect(answers({ ...there, absences: both }, 'supervisor', NOON)).to.equal('deputies: LinXiao')
    expect(answers({ ...plan, absences: both }, 'supervisor', NOON)).to.equal('deputies: LinXiao')
  })
})

describe('turns', () => {
  const shift = (from: string, to: string, days: Shift['days'] = 'every_day'): Shift => ({
    title: '班',
    role: 'front_desk',
    from,
    to,
    days,
    members: ['WangFang'],
  })
  const berlin = createCalendar('Europe/Berlin', [])
  const hours = (of: Shift, date: string) => {
    const turn = turnOn(of, date, berlin)
    return turn === undefined ? 0 : (turn.to.getTime() - turn.from.getTime()) / 3_600_000
  }

  it('over midnight are an hour shorter or longer when the clock is put on or back, and never in two pieces', () => {
    expect(hours(shift('22:00', '06:00'), '2026-03-28')).to.equal(7)
    expect(hours(shift('22:00', '06:00'), '2026-10-24')).to.equal(9)
    const early = shift('02:30', '10:00')
    const turn = turnOn(early, '2026-10-25', berlin)
    for (let ms = turn?.from.getTime() ?? 0; ms < (turn?.to.getTime() ?? 0); ms += 600_000)
      expect(isRunning(early, new Date(ms), berlin), new Date(ms).toISOString()).to.equal(true)
    expect(hours(shift('02:15', '02:45'), '2026-03-29')).to.equal(0.5)
  })

  it('know 29 February, 24:00 and the weekday on which a night begins', () => {
    expect(turnOn(shift('20:00', '08:00'), '2028-02-28', berlin)?.to.toISOString()).to.equal(
      '2028-02-29T07:00:00.000Z',
    )
    expect(hours(shift('16:00', '24:00'), '2028-02-29')).to.equal(8)
    const sundayNight = shift('22:00', '06:00', [7])
    expect(isRunning(sundayNight, new Date('2026-11-23T05:59:00+01:00'), berlin)).to.equal(true)
    expect(isRunning(sundayNight, new Date('2026-11-23T06:00:00+01:00'), berlin)).to.equal(false)
    expect(isRunning(sundayNight, new Date('2026-11-23T22:00:00+01:00'), berlin)).to.equal(false)
  })
})

describe('changes of shift', () => {
  it('name those who go and those who come; deputies change in the place of who is away', () => {
    const change = nextChange(aPlan([day('LiuYang', 'LinXiao')]), 'front_desk', NOON)
    expect(change?.at).to.deep.equal(shanghai('2026-11-24T20:00:00'))
    expect(ids(change?.leaving ?? [])).to.deep.equal(['WangFang', 'ChenJing'])
    expect(ids(change?.coming ?? [])).to.deep.equal(['LinXiao', 'ZhouMin'])
    expect(nextChange(aPlan(), 'supervisor', NOON)).to.equal(undefined)
  })

  it('of overlapping shifts leave out who stays, and are none when nobody changes', () => {
    const { shifts } = aPlan().community
    const [first, second] = shifts
    if (first === undefined || second === undefined) throw new Error('the sample has two shifts')
    const overlap = [
      { ...first, to: '21:00' },
      { ...second, members: ['ChenJing', 'LiuYang'] },
    ]
    const plan = aPlan([], { shifts: overlap })
    const at20 = nextChange(plan, 'front_desk', NOON)
    expect([ids(at20?.leaving ?? []), ids(at20?.coming ?? [])]).to.deep.equal([[], ['LiuYang']])
    const at21 = nextChange(plan, 'front_desk', at20?.at ?? NOON)
    expect([ids(at21?.leaving ?? []), ids(at21?.coming ?? [])]).to.deep.equal([['WangFang'], []])
    const same = aPlan([], { shifts: [first, { ...second, members: [...first.members] }] })
    expect(nextChange(same, 'front_desk', NOON)).to.equal(undefined)
  })

  it('are found across the longest holidays', () => {
    const shifts: Shift[] = [
      {
        title: '班',
        role: 'front_desk',
        from: '08:00',
        to: '18:00',
        days: 'workdays',
        members: ['WangFang'],
      },
    ]
    const change = nextChange(aPlan([], { shifts }), 'front_desk', shanghai('2026-10-01T00:00:00'))
    expect(change?.at).to.deep.equal(shanghai('2026-10-08T08:00:00'))
    expect(changeAt(aPlan([], { shifts }), 'front_desk', shanghai('2026-10-08T09:00:00'))).to.equal(undefined)
  })
})

describe('gaps', () => {
  const gaps = (...absences: ReturnType<typeof away>[]) =>
    gapsBetween(aPlan(absences), NOON, shanghai('2026-11-26T12:00:00')).map(
      ({ title, role, from, to }) => `${title ?? role} ${from.toISOString()} ${to.toISOString()}`,
    )

  it('are the parts of shifts, and of roles without shifts, in which nobody is there', () => {
    expect(gaps()).to.deep.equal([])
    expect(gaps(day('WangFang'))).to.deep.equal([])
    expect(gaps(day('LiuYang'), day('ZhouMin'))).to.deep.equal([
      '前台夜班 2026-11-24T12:00:00.000Z 2026-11-24T16:00:00.000Z',
    ])
    expect(gaps(day('LiuYang'), day('ZhouMin', 'LinXiao'))).to.deep.equal([])
    expect(gaps(day('SunLi'))).to.deep.equal(['supervisor 2026-11-24T04:00:00.000Z 2026-11-24T16:00:00.000Z'])
  })
})

describe('whatever happens', () => {
  it('crews are those of the shift or deputies, never somebody who is away', () => {
    const plan = aPlan([day('WangFang', 'LiuYang'), day('LiuYang', 'ZhouMin')])
    expect(ids(crewAt(plan, 'front_desk', NOON))).to.deep.equal(['ZhouMin', 'ChenJing'])
    expect(ids(crewAt(plan, 'front_desk', NIGHT))).to.deep.equal(['ZhouMin'])
  })
})
