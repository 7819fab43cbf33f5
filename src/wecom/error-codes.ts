/**
 * What to do about an answer of the platform (wecom.md 11): `retry` later, `refresh_token` once and repeat once,
 * `back_off` until the rate window ends, `drop` because it can never succeed, `alarm` because an operator must act.
 */
export type Handling = 'retry' | 'refresh_token' | 'back_off' | 'drop' | 'alarm'

const RETRY = [-1, 6000]

const REFRESH_TOKEN = [40014, 42001]

const BACK_OFF = [45009, 45033]

/** Secret, agent, permission, address or account is wrong: every call will fail until somebody repairs it. */
const ALARM = [
  ...[40001, 40013, 40056, 40057, 40091, 41002, 41004, 43009, 43012],
  ...[48001, 48002, 48004, 48005, 48006, 48007, 48008, 48009],
  ...[50001, 50003, 60020, 60021, 60030, 60031, 80001, 85005],
  ...[93000, 93001, 93004, 93006, 93008, 93019],
  // 微信客服: account gone or withdrawn, wrong mode, switched off, given to another app, corp not verified.
  ...[95003, 95004, 95005, 95011, 95012, 95017, 95023, 95026, 95027],
  ...[301002, 301005, 301007, 301042, 853000],
]

const HANDLING: ReadonlyMap<number, Handling> = new Map([
  ...RETRY.map((code) => [code, 'retry'] as const),
  ...REFRESH_TOKEN.map((code) => [code, 'refresh_token'] as const),
  ...BACK_OFF.map((code) => [code, 'back_off'] as const),
  ...ALARM.map((code) => [code, 'alarm'] as const),
])

/** The app cannot write into this group: unknown, dissolved, not its own, or groups are not allowed to it (wecom.md 5.1). */
export const GROUP_OUT_OF_REACH: ReadonlySet<number> = new Set([40050, 48002, 49008, 86001, 86003, 86008])

/** Somebody in the list of a group call is no good; the others may be (wecom.md 5.1). */
export const MEMBER_REFUSED: ReadonlySet<number> = new Set([40003, 60111, 81013, 86007, 86216])

/**
 * The handling of an `errcode`. Codes that are data or programming errors, and codes nobody listed, are `drop`:
 * repeating them cannot help, and one odd message must not stop the queue.
 */
export function classifyErrcode(code: number): 'ok' | Handling {
  if (code === 0) return 'ok'
  return HANDLING.get(code) ?? 'drop'
}
