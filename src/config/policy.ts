import { z } from 'zod'
import { createCalendar, deadlineAfter, termProblem, type Term } from '../domain/calendar/index.ts'
import { MEDIA_FORMATS } from '../media/format.ts'
import { acceptance, idle, quietHours, stopLimits } from './clock-fields.ts'
import { administrationSchema } from './administration-policy.ts'
import { dutySchemas } from './duty-policy.ts'
import { role, span, term, timeOfDay } from './fields.ts'
import { checkShape, type Checked } from './problems.ts'
import { remindTimes, weeklyReview } from './review-fields.ts'

const reviewStep = z.strictObject({ after: term, role })

/** The numbers of the rules (作业规程参数), keyed by rule id; a community can override each of them. */
const ruleSchemas = {
  /**
   * Missing fields are asked for; the question stays open this long. The same words of the same person within
   * `repeatWithin` are one report.
   */
  'REC-4.2': z.strictObject({ askWithin: span, repeatWithin: span }),
  /** The supervisor's daily review: when its card comes, after how long it is reminded, and how often at most. */
  'REC-4.3': z.strictObject({ dailyReviewAt: timeOfDay, remindAfter: span, remindTimes }),
  /**
   * The promise to the owner: the department has done it by then; the assignee is warned when this share of the time is
   * over; how long after its end it can be reopened, and when the clock may stand still.
   */
  'REC-4.6': z.strictObject({
    handleWithin: term,
    warnAtShare: z.number().gt(0).lt(1),
    reopenWithin: span,
    stop: stopLimits,
  }),
  /** The first step of the ladder, reckoned from reception. */
  'REC-4.7': reviewStep,
  /** The second step of the ladder, reckoned from reception. */
  'REC-4.8': reviewStep,
  'REC-4.9': weeklyReview,
  /** A matter counts as repeated when the same room reports the same category again within this span. */
  'QM-1': z.strictObject({ repeatWithin: span }),
  acceptance,
  idle,
  quietHours,
}

/** Any start would do to tell the order of two terms; this one is a Monday noon without holidays. */
const ANY_MONDAY = new Date('2024-07-01T12:00:00Z')

/** Faulty terms, told elsewhere, have no order. */
function comesAfter(later: Term, earlier: Term): boolean {
  if (termProblem(later) !== undefined || termProblem(earlier) !== undefined) return true
  const calendar = createCalendar('UTC', [])
  return deadlineAfter(ANY_MONDAY, later, calendar) > deadlineAfter(ANY_MONDAY, earlier, calendar)
}

/** How the desk's own machinery runs; the same for all communities. */
const engineSchema = z.strictObject({
  /** The clock looks for due work this often. */
  tickEvery: span,
  /** Records or messages taken in one go. */
  batchSize: z.int().min(1).max(1000),
  /** A tick belongs to one process this long. */
  tickLeaseFor: span,
  /** A message being sent belongs to one sender this long. */
  sendLeaseFor: span,
  /** Messages on their way to the platform at the same time. */
  sendAtOnce: z.int().min(1).max(50),
  /** The first wait after a failed sending or a failed event; doubled each time up to `retryAtMost`. */
  retryFirstAfter: span,
  retryAtMost: span,
  /** What could not be delivered by then goes to the dead letters. */
  giveUpAfter: span,
  /** WeCom is asked for all its people this often, besides what it tells by itself. */
  directoryEvery: span,
  /** So many people may go within that span without doubt, and above it so large a share of all (0 to 1). */
  directoryLoss: z.strictObject({ always: z.int().min(0), share: z.number().min(0).max(1) }),
  /** The platform lets a card be changed this long after it was sent (wecom.md 4.5). */
  cardUpdatableFor: span,
  /** The members of groups are compared with the configuration this often. */
  groupsEvery: span,
  /** The desk looks this often whether anything was left undone, and calls it so when it is this late. */
  auditEvery: span,
  auditGrace: span,
})

/** At most so many within any span of this length. */
const quotaWindow = z.strictObject({ limit: z.int().min(1), per: span })
const quota = z.array(quotaWindow).min(1)

/** The platform's quotas (wecom.md 4.1, 5, 7.4, 11); above most of them it drops messages without a word. */
const platformSchema = z.strictObject({
  /** The share of each window that only the danger lane may use, rounded down to whole units. */
  leftToDanger: z.number().min(0).max(0.5),
  /** Messages of the app to one member. */
  member: quota,
  /** Deliveries of the app to members, a message to three counting thrice: paid accounts × 200 a day. */
  memberDeliveries: quota,
  /** Messages of the app to one member through groups. */
  groupMember: quota,
  /** Deliveries of the app through groups, counted by member. */
  groupDeliveries: quota,
  /** Messages to one owner on WeChat; a new message of the owner begins the count anew. */
  owner: quota,
  /** Messages of one group's robot (wecom.md 5.2). */
  robot: quota,
  /** Calls of one method of the API. */
  api: quota,
})

/** What a website may send (REC-3.1.1, 网上): reports and questions about them, and how long a report may be. */
const websiteLimits = z.strictObject({
  reports: quota,
  reads: quota,
  bodyMaxBytes: z.int().min(1024).max(262_144),
})

const mediaKind = z.strictObject({
  mostBytes: z
    .int()
    .min(1)
    .max(20 * 1024 * 1024),
  formats: z.array(z.enum(MEDIA_FORMATS)).min(1),
})

/** What people may send besides words: what is taken, by the bytes and not by the name. */
const mediaSchema = z.strictObject({
  /** The platform forgets media this long after they were sent (wecom.md 8); until then they are fetched. */
  fetchWithin: span,
  kinds: z.strictObject({ image: mediaKind, voice: mediaKind, video: mediaKind, file: mediaKind }),
})

/** The whole of policy.json: the rules' numbers by rule id, what may be sent, and the engine's pace. */
export const policySchema = z
  .strictObject({
    ...ruleSchemas,
    ...dutySchemas,
    administration: administrationSchema,
    media: mediaSchema,
    engine: engineSchema,
    platform: platformSchema,
    website: websiteLimits,
  })
  .superRefine((policy, context) => {
    if (comesAfter(policy['REC-4.8'].after, policy['REC-4.7'].after)) return
    const message = 'must be later than the step of REC-4.7'
    context.addIssue({ code: 'custom', path: ['REC-4.8', 'after', 'span'], message })
  })

/** The parameters of the procedures in force for one community. */
export type Policy = z.infer<typeof policySchema>
export type { Cadence } from './clock-fields.ts'

/** What a community may say differently: any part of any rule, never the engine or the platform's quotas. */
export const policyOverride = z.record(
  z
    .string()
    .refine(
      (key) => key !== 'engine' && key !== 'platform',
      'is set for all communities in policy.json only',
    ),
  z.unknown(),
)

/** The policy with a community's own values laid over it, checked as a whole. */
export function overridePolicy(base: unknown, override: unknown): Checked<Policy> {
  return checkShape(policySchema, merge(base, override))
}

function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base
  if (!isPlainObject(base) || !isPlainObject(over)) return over
  const merged = new Map(Object.entries(base))
  for (const [key, value] of Object.entries(over)) merged.set(key, merge(merged.get(key), value))
  return Object.fromEntries(merged)
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
