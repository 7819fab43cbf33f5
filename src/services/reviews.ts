import type { Community } from '../config/communities.ts'
import { nextLocalTime, previousWeek, spanMs } from '../domain/calendar/index.ts'
import type { Change, Refusal } from '../domain/record.ts'
import type { Rules } from '../domain/rules.ts'
import { planReview } from '../domain/review/open-review.ts'
import { reviewIdOf, type Review, type ReviewKind } from '../domain/review/review.ts'
import type { Addressing } from './addressing.ts'
import { changeRecord, type Outcome } from './change-record.ts'
import { createDigests } from './digests.ts'
import type { Figures } from './figures.ts'
import type { ReviewStore, TicketStore } from './stores.ts'

const DAY_MS = 86_400_000
/** A desk that was down opens the reviews that it missed, this far back. */
const CATCH_UP_DAYS = 14
/** A review lists at most so many tickets; the week's figures count all of them. */
const MOST_TICKETS = 5000

/** A review that its hour has not brought. */
export interface MissingReview {
  id: string
  communityId: string
  kind: ReviewKind
  at: Date
}

/** The recorded reviews of REC-4.3 and REC-4.9. */
export interface ReviewService {
  /** Opens every review whose hour has come; resolves to how many were opened. Rejects with the first failure when all others are opened. */
  openDue(now: Date): Promise<number>
  /** The reviews that should have been opened by the instant and were not, the first of each community and kind. */
  missing(before: Date): Promise<MissingReview[]>
  /** The next instant at which a review is to be opened. */
  nextOpeningAt(now: Date): Date
  change(
    id: string,
    eventId: string,
    now: Date,
    decide: (review: Review) => Change<Review> | Refusal | undefined,
  ): Promise<Outcome<Review>>
  find(id: string): Promise<Review | undefined>
}

/** The use cases of reviews over their store and the tickets. */
export function createReviewService(deps: {
  store: ReviewStore
  tickets: Pick<TicketStore, 'touchedIn' | 'withIds'>
  figures: Pick<Figures, 'load'>
  addressing: Addressing
  /** The communities as they stand. */
  communities: () => readonly Community[]
  rules: (communityId: string) => Rules
}): ReviewService {
  const { store, tickets, addressing, communities, rules } = deps
  const digests = createDigests(deps)

  function nextHour(kind: ReviewKind, communityId: string, after: Date): Date {
    const { policy, calendar } = rules(communityId)
    if (kind === 'daily') return nextLocalTime(after, policy['REC-4.3'].dailyReviewAt, calendar.timeZone)
    const { at, weekday } = policy['REC-4.9']
    return nextLocalTime(after, at, calendar.timeZone, weekday)
  }

  /** Hours that this process has looked at already; a period without tickets leaves no review to tell that. */
  const lookedAt = new Map<string, Date>()

  /** The hours since the last review that have come, oldest first. */
  async function hoursDue(kind: ReviewKind, communityId: string, now: Date): Promise<Date[]> {
    const horizon = new Date(now.getTime() - CATCH_UP_DAYS * DAY_MS)
    const last = lookedAt.get(`${kind} ${communityId}`) ?? (await store.lastPeriodEnd(communityId, kind))
    const hours: Date[] = []
    let hour = nextHour(kind, communityId, last !== undefined && last > horizon ? last : horizon)
    while (hour <= now) {
      hours.push(hour)
      hour = nextHour(kind, communityId, hour)
    }
    return hours
  }

  function periodOf(kind: ReviewKind, communityId: string, hour: Date): { from: Date; to: Date } {
    return kind === 'daily'
      ? { from: new Date(hour.getTime() - DAY_MS), to: hour }
      : previousWeek(hour, rules(communityId).calendar.timeZone)
  }

  /** The first hour of this kind that has come, has something to review, and has no review. */
  async function missingOf(
    kind: ReviewKind,
    communityId: string,
    before: Date,
  ): Promise<MissingReview | undefined> {
    for (const hour of await hoursDue(kind, communityId, before)) {
      const period = periodOf(kind, communityId, hour)
      const id = reviewIdOf(kind, communityId, period)
      if (
        (await tickets.touchedIn(communityId, period, 1)).length > 0 &&
        (await store.find(id)) === undefined
      )
        return { id, communityId, kind, at: hour }
    }
    return undefined
  }

  async function open(kind: ReviewKind, communityId: string, hour: Date, now: Date): Promise<boolean> {
    const { policy } = rules(communityId)
    const period = periodOf(kind, communityId, hour)
    const touched = await tickets.touchedIn(communityId, period, MOST_TICKETS)
    const { remindAfter, remindTimes } = kind === 'daily' ? policy['REC-4.3'] : policy['REC-4.9']
    const { listMessages } = policy['REC-4.9']
    const reminders = { afterMs: spanMs(remindAfter), left: remindTimes }
    const unread = await store.countUnread(communityId, kind, hour)
    const span = { from: period.from, to: period.to }
    const digest = kind === 'weekly' ? { digest: await digests.of(communityId, span, touched, hour) } : {}
    const opening = { reminders, unread, listMessages, ...digest }
    const planned = planReview(kind, communityId, span, touched, opening, hour)
    if (planned === undefined) return false
    const { set, entries, messages } = planned
    return store.create({
      ...set,
      timeline: entries.map((entry) => ({ ...entry, eventId: `open-${set.id}` })),
      outbox: addressing.address(set, 1, messages, now, 'clock'),
    })
  }

  async function openOf(kind: ReviewKind, communityId: string, now: Date): Promise<number> {
    let opened = 0
    for (const hour of await hoursDue(kind, communityId, now)) {
      if (await open(kind, communityId, hour, now)) opened += 1
      lookedAt.set(`${kind} ${communityId}`, hour)
    }
    return opened
  }

  return {
    async missing(before) {
      const found: MissingReview[] = []
      for (const { id } of communities())
        for (const kind of ['daily', 'weekly'] as const) {
          const review = await missingOf(kind, id, before)
          if (review !== undefined) found.push(review)
        }
      return found
    },
    find: (id) => store.find(id),
    change: (id, eventId, now, decide) => changeRecord(store, addressing, id, eventId, now, decide),
    nextOpeningAt(now) {
      const hours = communities().flatMap(({ id }) => [
        nextHour('daily', id, now),
        nextHour('weekly', id, now),
      ])
      return new Date(Math.min(...hours.map((hour) => hour.getTime())))
    },
    async openDue(now) {
      let opened = 0
      const failures: unknown[] = []
      for (const { id } of communities()) {
        for (const kind of ['daily', 'weekly'] as const) {
          try {
            opened += await openOf(kind, id, now)
          } catch (error) {
            failures.push(error)
          }
        }
      }
      if (failures.length > 0) throw failures[0]
      return opened
    },
  }
}
