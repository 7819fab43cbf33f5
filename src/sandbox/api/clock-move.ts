import { DateTime, Duration } from 'luxon'
import { z } from 'zod'

/** The time zone of the sandbox's communities; a day of `advance` is a day there. */
const ZONE = 'Asia/Shanghai'

/** The furthest single move, in days: everything due on the way is done, so a slip of the pen must stay bounded. */
const FURTHEST_DAYS = 366

/** Body of `POST /sandbox/api/clock`: either an ISO duration or an ISO instant with its offset. */
export const ClockMove = z
  .strictObject({
    advance: z
      .string()
      .max(100)
      .refine((text) => Duration.fromISO(text).isValid, '不是 ISO 8601 时长，例如 P2DT1H')
      .exactOptional(),
    to: z.iso
      .datetime({ offset: true, error: '不是带时区的 ISO 8601 时刻，例如 2026-11-30T09:00:00+08:00' })
      .exactOptional(),
  })
  .refine(
    ({ advance, to }) => (advance === undefined) !== (to === undefined),
    'advance 和 to 必须且只能填一个',
  )

/** Where the clock is to go, or why it cannot, in Chinese. A body checked by {@link ClockMove} is taken for granted. */
export function planClockMove(
  move: z.infer<typeof ClockMove>,
  now: Date,
): { to: Date } | { refused: string } {
  const start = DateTime.fromJSDate(now, { zone: ZONE })
  const end =
    move.to === undefined ? start.plus(Duration.fromISO(move.advance ?? 'PT0S')) : DateTime.fromISO(move.to)
  if (!end.isValid || end > start.plus({ days: FURTHEST_DAYS }))
    return { refused: `${fieldOf(move)}：一次最多前进 ${FURTHEST_DAYS} 天` }
  if (end < start)
    return {
      refused: `${fieldOf(move)}：时钟只能向前走，现在已经是 ${start.toFormat('yyyy-MM-dd HH:mm:ss')}`,
    }
  return { to: end.toJSDate() }
}

function fieldOf(move: z.infer<typeof ClockMove>): string {
  return move.to === undefined ? 'advance' : 'to'
}
