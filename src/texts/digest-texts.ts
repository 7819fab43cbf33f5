import { sayInstant } from '../domain/calendar/index.ts'
import type { Checked, Digest, FollowUp, Outcome, WorstCase } from '../domain/review/digest.ts'
import { followUpOf } from '../domain/review/follow-up.ts'
import { PROMISES_PER_LIST } from '../domain/review/open-review.ts'
import { cutToChars } from './cut.ts'
import { sayShare } from './figure-texts.ts'
import type { ReviewView, Setting } from './view.ts'
import { roleTitle } from './words.ts'

/** Characters of each part; a line stays under 190 bytes, ten of them with their head under 2048. */
const PLACE_CHARS = 9
const MATTER_CHARS = 12
const NAME_CHARS = 6
/** The role that each level of the ladder stands for (REC-4.7, REC-4.8). */
const LEVEL_ROLES = ['front_desk', 'supervisor', 'manager'] as const

const OUTCOMES: Readonly<Record<Checked['what'], Readonly<Record<Outcome, string>>>> = {
  follow_up: { kept: '已按时完成', late: '逾期完成', pending: '未到期', broken: '逾期未完成' },
  ticket: { kept: '已按时办结', late: '逾期办结', pending: '未到期', broken: '逾期未结' },
}

/** The follow-up that a message is about. */
export function toldFollowUp({ review, facts }: ReviewView): FollowUp | undefined {
  return followUpOf(review, facts.ticket ?? '')
}

/** 「3-2-501 厨房漏水」 of a case or follow-up, short. */
export function nameOfCase({ place, matter }: Pick<WorstCase, 'place' | 'matter'>): string {
  const words = [cutToChars(place, PLACE_CHARS), cutToChars(matter, MATTER_CHARS)]
  return `「${words.filter((word) => word !== '').join(' ')}」`
}

/** What makes a case one: 转经理·逾期3天·投诉. */
export function sayCase({ level, daysLate, isComplaint, isUrgent, reopened, reminded }: WorstCase): string {
  return [
    level > 0 ? `转${roleTitle(LEVEL_ROLES[level])}` : '',
    daysLate > 0 ? `逾期${String(daysLate)}天` : '',
    isComplaint ? '投诉' : '',
    isUrgent ? '紧急' : '',
    reopened > 0 ? `重开${String(reopened)}次` : '',
    reminded > 0 ? `提醒${String(reminded)}次` : '',
  ]
    .filter((part) => part !== '')
    .join('·')
}

/** The five figures with those of the week before, and how many promises were kept (REC-4.9). */
export function sayWeek({ week, before, checked }: Digest): string {
  return [
    `受理 ${String(week.received)} 件（前一周 ${String(before.received)} 件）`,
    `关闭 ${String(week.closed)} 件（前一周 ${String(before.closed)} 件）`,
    `按时办结 ${sayShare(week.onTime)}，前一周 ${sayShare(before.onTime)}`,
    `超时 ${sayShare(week.overdue)}，前一周 ${sayShare(before.overdue)}`,
    `投诉 ${String(week.complaints)} 件（前一周 ${String(before.complaints)} 件）`,
    sayCounts('follow_up', '上次安排的跟进', checked),
    sayCounts('ticket', '上次清单中的未结工单', checked),
  ].join('\n')
}

/** The messages in words of a manager's Monday and its follow-ups, by kind. */
export const DIGEST_TEXTS: Readonly<Record<string, (view: ReviewView, title: string) => string | undefined>> =
  {
    week_report: ({ review: { digest } }, title) =>
      digest === undefined ? undefined : `【${title}】\n${sayWeek(digest)}`,
    week_promises: (view, title) => {
      const { review, facts } = view
      const from = Number(facts.from ?? 0)
      const all = review.digest?.checked ?? []
      const lines = all.slice(from, from + PROMISES_PER_LIST).map((one) => sayChecked(one, view))
      if (lines.length === 0) return undefined
      const head = `${title} 上次承诺 ${String(from + 1)}–${String(from + lines.length)}（共${String(all.length)}件）`
      return [head, ...lines].join('\n')
    },
    follow_up_kept: (view) =>
      about(view, ({ number, assignee, dueAt }, name) => {
        const until = sayInstant(dueAt, view.now, view.timeZone)
        return `已安排${cutToChars(assignee.name, NAME_CHARS)}在 ${until} 前跟进 ${number} ${name}，下次周审会告知结果。`
      }),
    followed_up_note: (view) => about(view, ({ number }, name) => `已记录：${number} ${name}跟进完成。`),
    followed_up_told: (view) =>
      about(
        view,
        ({ number, assignee }, name) =>
          `${number} ${name}的跟进（${cutToChars(assignee.name, NAME_CHARS)}）已完成。`,
      ),
    follow_up_due: (view) =>
      about(view, ({ number, assignee, doneAt }, name) =>
        doneAt === null
          ? `【跟进到期】${number} ${name}由${cutToChars(assignee.name, NAME_CHARS)}跟进，时间已到，尚未完成，已提醒。`
          : undefined,
      ),
  }

function about(
  view: ReviewView,
  say: (followUp: FollowUp, name: string) => string | undefined,
): string | undefined {
  const followUp = toldFollowUp(view)
  return followUp === undefined ? undefined : say(followUp, nameOfCase(followUp))
}

function sayChecked(
  { what, number, place, matter, who, dueAt, outcome }: Checked,
  { now, timeZone }: Pick<Setting, 'now' | 'timeZone'>,
): string {
  const words = [
    what === 'follow_up' ? '【跟进】' : '',
    number,
    cutToChars(place, PLACE_CHARS),
    cutToChars(matter, MATTER_CHARS),
    cutToChars(who, NAME_CHARS),
    `${sayInstant(dueAt, now, timeZone)} 前`,
  ]
  return `${words.filter((word) => word !== '').join(' ')}：${OUTCOMES[what][outcome]}`
}

function sayCounts(what: Checked['what'], title: string, checked: readonly Checked[]): string {
  const own = checked.filter((one) => one.what === what)
  if (own.length === 0) return `${title}：无`
  const counts = (['kept', 'late', 'pending', 'broken'] as const).map((outcome) => {
    const count = own.filter((one) => one.outcome === outcome).length
    return `${OUTCOMES[what][outcome]} ${String(count)}`
  })
  return `${title} ${String(own.length)} 件：${counts.join('，')}`
}
