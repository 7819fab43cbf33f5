import { localDate, saySpan } from '../domain/calendar/index.ts'
import type { Indicators, Share } from '../domain/quality/index.ts'

const PERCENT = 100
const DAY_END_MS = 1

/** The figures of one community and period in words (统计). */
export function sayFigures(
  about: { community: string; period: { from: Date; to: Date }; timeZone: string; of: string },
  figures: Indicators,
): string {
  const { firstResponse, carriedOver, received, discarded } = figures
  const last = new Date(about.period.to.getTime() - DAY_END_MS)
  const days = [about.period.from, last].map((at) => sayDay(at, about.timeZone))
  const head = [about.community, about.of, [...new Set(days)].join('–')].filter((part) => part !== '')
  const response =
    firstResponse.medianMs === null || firstResponse.p90Ms === null
      ? ''
      : `，半数在${saySpan(firstResponse.medianMs)}内，九成在${saySpan(firstResponse.p90Ms)}内`
  return [
    `【统计】${head.join(' · ')}`,
    `受理 ${String(received)} 件${discarded === 0 ? '' : `（另有不建单 ${String(discarded)} 件）`}`,
    `首次响应 ${sayShare(firstResponse)}${response}`,
    `按时办结 ${sayShare(figures.onTime)}`,
    `超时 ${sayShare(figures.overdue)}`,
    `期内关闭 ${sayShare(figures.closed)}${carriedOver === 0 ? '' : `，含上期遗留 ${String(carriedOver)} 件`}`,
    `重复报事 ${sayShare(figures.repeated)}`,
    `回访 ${sayShareOrNone(figures.callback)}；满意 ${sayShareOrNone(figures.satisfied)}`,
  ].join('\n')
}

/** 8/10（80%）; a rate of nothing has no percentage. */
export function sayShare({ count, of }: Share): string {
  const rate = of === 0 ? '—' : `${String(Math.round((count / of) * PERCENT))}%`
  return `${String(count)}/${String(of)}（${rate}）`
}

function sayShareOrNone(share: Share | null): string {
  return share === null ? '尚无记录' : sayShare(share)
}

function sayDay(at: Date, timeZone: string): string {
  const [, month, day] = localDate(at, timeZone).split('-')
  return `${String(Number(month))}月${String(Number(day))}日`
}
