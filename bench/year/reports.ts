import { DateTime } from 'luxon'
import type { Chance } from './chance.ts'

/** Something an owner or a member of staff tells the desk in the year. */
export interface PlannedReport {
  at: Date
  from: { owner: string } | { member: string }
  text: string
}

/** An owner as the emulator's world knows him. */
export interface YearOwner {
  externalUserId: string
  name: string
  openKfId: string
  rooms: string[]
}

/** How the reports of a day spread over its hours: few at night, most in the morning and after work. */
const HOURS = [1, 1, 1, 1, 1, 1, 3, 6, 9, 9, 8, 7, 6, 6, 7, 7, 7, 8, 9, 9, 7, 5, 3, 2]

const MATTERS = [
  '厨房水龙头漏水',
  '卫生间下水堵了',
  '家里跳闸了合不上',
  '楼道灯不亮',
  '单元门禁刷卡没反应',
  '电梯一直响还抖',
  '垃圾桶满了没清',
  '楼上半夜拖椅子太吵',
  '车位被外来车占了',
  '可视对讲没有声音',
  '地下车库积水',
  '阳台窗户把手坏了',
  '想预约一次油烟机清洗',
  '路灯有两盏不亮',
  '物业费发票怎么开',
  '楼下有人不牵绳遛狗',
] as const

const DANGERS = ['家里燃气味很重', '电梯困人了', '楼道冒烟了', '水管爆了水一直往外喷'] as const

/** Of a hundred reports: told in the chat by the front desk, by other staff; the rest by owners on WeChat. */
const BY_DESK = 20
const BY_STAFF = 12
/** Of a hundred: dangers; reports that leave something out. */
const DANGER = 1
const INCOMPLETE = 15

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'.split('')

/** People who live in the rooms of the community. */
export function planOwners(rooms: readonly string[], count: number, chance: Chance): YearOwner[] {
  return Array.from({ length: count }, (_, i) => ({
    externalUserId: `wmYear${String(i).padStart(4, '0')}`,
    name: `${chance.pick(SURNAMES, 'surname', i)}${chance.of('sir', i) < 0.5 ? '先生' : '女士'}`,
    openKfId: 'wkDesk1',
    rooms: [chance.pick(rooms, 'room', i)],
  }))
}

/** The reports of the days from `from` on, in their order; no two at the same minute. */
export function planReports(plan: {
  from: Date
  days: number
  count: number
  timeZone: string
  owners: readonly YearOwner[]
  frontDesk: readonly string[]
  staff: readonly string[]
  chance: Chance
}): PlannedReport[] {
  const { from, days, count, timeZone, owners, frontDesk, staff, chance } = plan
  const start = DateTime.fromJSDate(from, { zone: timeZone }).startOf('day')
  const taken = new Set<number>()
  const reports = Array.from({ length: count }, (_, i): PlannedReport => {
    const day = start.plus({ days: Math.floor(chance.of('day', i) * days) })
    let at = day.set({ hour: hourOf(chance, i), minute: Math.floor(chance.of('minute', i) * 60) })
    while (taken.has(at.toMillis())) at = at.plus({ minutes: 1 })
    taken.add(at.toMillis())
    const owner = chance.pick(owners, 'who', i)
    const by = chance.of('by', i) * 100
    const matter =
      chance.of('danger', i) * 100 < DANGER
        ? chance.pick(DANGERS, 'which', i)
        : chance.pick(MATTERS, 'which', i)
    const phone = `138${String(Math.floor(chance.of('phone', owner.externalUserId) * 1e8)).padStart(8, '0')}`
    const whole = `${owner.rooms[0] ?? ''} ${owner.name} ${phone} ${matter}`
    const left = `${owner.rooms[0] ?? ''} ${matter}`
    const text = chance.of('whole', i) * 100 < INCOMPLETE ? left : whole
    const from =
      by < BY_DESK
        ? { member: onDuty(frontDesk, at, chance, i) }
        : by < BY_DESK + BY_STAFF
          ? { member: chance.pick(staff, 'staff', i) }
          : { owner: owner.externalUserId }
    return { at: at.toJSDate(), from, text }
  })
  return reports.sort((a, b) => a.at.getTime() - b.at.getTime())
}

function hourOf(chance: Chance, i: number): number {
  let rest = chance.of('hour', i) * HOURS.reduce((sum, weight) => sum + weight, 0)
  return HOURS.findIndex((weight) => (rest -= weight) < 0)
}

/** The first half of the front desk works by day, the other by night, as the sample community's shifts say. */
function onDuty(frontDesk: readonly string[], at: DateTime, chance: Chance, i: number): string {
  const half = Math.ceil(frontDesk.length / 2)
  const isDay = at.hour >= 8 && at.hour < 20
  return chance.pick(isDay ? frontDesk.slice(0, half) : frontDesk.slice(half), 'desk', i)
}
