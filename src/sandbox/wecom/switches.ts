import { z } from 'zod'

/**
 * Behaviours of the platform that no source could confirm, or on which official texts disagree (wecom.md 12, last
 * paragraph); both positions can be played. Times are milliseconds.
 */
export const SwitchesSchema = z.strictObject({
  /** Is a webhook answered with a status other than 200 sent again? (docs 90930 and 90238 disagree) */
  retryOnNon200: z.boolean().default(true),
  /** How often a failed webhook is sent again: 3 makes four deliveries in all, 2 makes three. */
  maxRetries: z.number().int().min(0).max(10).default(3),
  /** Distance between two deliveries, on the emulator's clock; reports read as if there were none. */
  retryDelayMs: z.number().int().min(0).default(0),
  /** How long the app may take to answer a webhook, in real time. */
  webhookTimeoutMs: z.number().int().positive().default(5000),
  /** Does every delivery of one event get its own nonce, timestamp and ciphertext? */
  freshSealOnRetry: z.boolean().default(true),
  /** Form of the event XML: as in the documents, as one captured live, or with blanks, breaks and unknown elements. */
  xmlStyle: z.enum(['documented', 'live', 'spaced']).default('documented'),
  /** Are `+` and `/` of `echostr` percent-encoded in the verification request? */
  encodeEchostr: z.boolean().default(true),
  /** Does gettoken answer the same token while it is valid? When not, a new token kills the old one. */
  sameTokenWhileValid: z.boolean().default(true),
  wrongSecretErrcode: z.union([z.literal(40001), z.literal(40091)]).default(40001),
  /** The answer to a response_code that was used before. */
  usedCodeErrcode: z.number().int().default(60140),
  /** The answer to a login code that was used before. */
  usedLoginCodeErrcode: z.union([z.literal(40029), z.literal(42022)]).default(40029),
  /** Does a passive card reply use up the click's response_code? */
  passiveReplyBurnsCode: z.boolean().default(false),
  /** May the new card of form B carry the task_id of the card it replaces? */
  sameTaskIdOnUpdate: z.boolean().default(true),
  /** Is a repeated request found by the duplicate check before its task_id is refused as used (42014)? */
  duplicateCheckBeforeTaskId: z.boolean().default(true),
  /** Does a request stopped by the duplicate check get the first answer's msgid again? */
  duplicateKeepsMsgid: z.boolean().default(true),
  /** What happens above the day quota of message/send: errcode 45009, or a silent drop. */
  dayQuota: z.enum(['error', 'drop']).default('error'),
  /** Accounts the corp has paid for; times 200 is the day quota in person-deliveries. */
  paidAccounts: z.number().int().positive().default(1000),
  /** Do windows of frequency limits slide, or begin with the calendar minute and hour? */
  quotaWindow: z.enum(['sliding', 'calendar']).default('sliding'),
  /** Errcode of kf/send_msg for a msgid that was used before (not documented). */
  repeatedKfMsgidErrcode: z.number().int().default(40058),
  /** kf/sync_msg calls without token per minute; the real number is unknown. */
  syncWithoutTokenPerMinute: z.number().int().min(0).default(10),
  /** Does kf/service_state/trans accept →4 from states 0 to 2? (documents disagree) */
  kfEndFromAnyState: z.boolean().default(true),
  /** What kf/send_msg answers to an owner who opened the chat but has not written. */
  kfUnspokenErrcode: z.union([z.literal(95018), z.literal(95001)]).default(95018),
  /** Do pages of kf/sync_msg come empty with has_more 1 now and then? */
  kfEmptyPages: z.boolean().default(false),
  /** How often a failed message is sent to an AI bot's address again; cards and other events never are. */
  botMessageRetries: z.number().int().min(0).max(10).default(1),
  /** Distance between the questions for the rest of a stream, in real time. */
  botRefreshMs: z.number().int().positive().default(1000),
  /** How long a stream may take: documents say 6 minutes or 10. */
  botStreamLimitMs: z.number().int().positive().default(360_000),
  /** Does every update of a stream by WebSocket begin its time anew? (seen live, not documented) */
  botStreamRenews: z.boolean().default(false),
  /** Do messages and card events by WebSocket carry a response_url? */
  botResponseUrlInFrames: z.boolean().default(true),
  /** Does a bot get what it missed while it was not connected, when it subscribes again? */
  botKeepsUnheard: z.boolean().default(false),
  /** How long after disconnected_event the former connection is closed, in real time; 2 s to 5 min were seen. */
  botKickCloseMs: z.number().int().positive().default(5000),
  /** May the later answer by response_url be markdown in a group? */
  botGroupResponseMarkdown: z.boolean().default(true),
  /** Does a bot's card take a `replace_text`? (one project reports it) */
  botReplaceText: z.boolean().default(false),
})

/** See {@link SwitchesSchema}. */
export type Switches = z.infer<typeof SwitchesSchema>

/** The switches' defaults with some of them changed; throws zod's error on unknown names or wrong values. */
export function parseSwitches(changes: unknown): Switches {
  return SwitchesSchema.parse(changes)
}
