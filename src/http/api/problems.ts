import type Koa from 'koa'

/** What can be wrong with a request of a website: status and the sentence its visitor may be shown. */
export const PROBLEMS = {
  bad_json: [400, '请求内容不是有效的 JSON。'],
  token_missing: [401, '缺少访问令牌。'],
  token_unknown: [401, '访问令牌无效。'],
  origin_refused: [403, '此网站来源未获授权。'],
  not_found: [404, '没有找到这条登记。'],
  method: [405, '不支持此请求方法。'],
  key_used: [409, '此幂等键已用于另一条内容不同的登记。'],
  too_long: [413, '提交的内容过长。'],
  not_json: [415, '请以 application/json 提交。'],
  invalid: [422, '填写的内容有误，请检查后重试。'],
  key_missing: [422, '缺少有效的 Idempotency-Key 请求头。'],
  too_many: [429, '提交过于频繁，请稍后再试。'],
  away: [503, '系统暂时无法登记，请稍后再试，或直接致电前台。'],
} as const satisfies Record<string, readonly [number, string]>

/** Answers with a problem; nothing of the desk's inside is told. */
export function refuseWith(
  ctx: Koa.Context,
  code: keyof typeof PROBLEMS,
  problems?: { field: string; message: string }[],
): void {
  const [status, error] = PROBLEMS[code]
  ctx.status = status
  ctx.body = { code, error, ...(problems === undefined ? {} : { problems }) }
}
