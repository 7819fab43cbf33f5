import { z } from 'zod'

const route = z.string().default('*')
const times = z.number().int().positive().optional()

/**
 * One thing that goes wrong on purpose. `route` is an API path or a beginning of one (`*` = all); `times` is how
 * often it happens, until cleared when absent; `forMs` ends it by the emulator's clock.
 */
export const FaultSchema = z.discriminatedUnion('kind', [
  /** Answers an errcode without acting: -1, 45009 for a window, 60020, 50003, 48006 … */
  z.strictObject({
    kind: z.literal('errcode'),
    route,
    errcode: z.number().int(),
    times,
    forMs: z.number().int().positive().optional(),
  }),
  /** Answers an HTTP status such as 502 without acting. */
  z.strictObject({ kind: z.literal('status'), route, status: z.number().int().min(400).max(599), times }),
  /** Waits before acting, or after acting but before answering; real milliseconds. */
  z.strictObject({
    kind: z.literal('latency'),
    route,
    ms: z.number().int().min(0).max(600_000),
    when: z.enum(['before', 'after']).default('before'),
    times,
  }),
  /** Resets the connection before acting, or after acting: the answer is lost though the act was done. */
  z.strictObject({
    kind: z.literal('reset'),
    route,
    when: z.enum(['before', 'after']).default('before'),
    times,
  }),
  /** Answers 45033 to calls above so many at once. */
  z.strictObject({ kind: z.literal('concurrency'), route, limit: z.number().int().min(0) }),
  /** Kills every access token at once (40014 from now on). */
  z.strictObject({ kind: z.literal('revoke_tokens') }),
  /** The platform's clock runs ahead (or behind, negative) of everybody else's. */
  z.strictObject({ kind: z.literal('clock_skew'), ms: z.number().int() }),
  /** Webhooks delivered twice, not at all, after the following one, or late (real milliseconds). */
  z.strictObject({
    kind: z.literal('webhook'),
    effect: z.enum(['duplicate', 'drop', 'reorder', 'delay']),
    /** Only events of this name, such as `template_card_event` or `text`. */
    event: z.string().optional(),
    ms: z.number().int().min(0).max(600_000).default(100),
    times,
  }),
  /** Acknowledgements to an AI bot's WebSocket frames that come late (real milliseconds), never, or with the line cut. */
  z.strictObject({
    kind: z.literal('socket'),
    effect: z.enum(['late_ack', 'lost_ack', 'cut']),
    /** Only frames with this cmd, such as `aibot_respond_msg`. */
    cmd: z.string().optional(),
    ms: z.number().int().min(0).max(600_000).default(6000),
    times,
  }),
])

/** A fault as it works. */
export type Fault = z.infer<typeof FaultSchema>

/** A fault as it is ordered, defaults left out. */
export type FaultOrder = z.input<typeof FaultSchema>
