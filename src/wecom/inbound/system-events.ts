import { z } from 'zod'
import { UnixSeconds } from '../instant.ts'
import { CONTACT_EVENT_READERS } from './contact-events.ts'
import { bySystem, children, type Reader, Required, Text } from './reader.ts'

const Ids = z
  .array(z.string())
  .default([])
  .transform((ids) => ids.filter((id) => id !== ''))
const appActivity = (
  change:
    | 'inactive_alert'
    | 'low_active_alert'
    | 'close_inactive_agent'
    | 'reopen_inactive_agent'
    | 'low_active'
    | 'active_restored',
): [string, Reader] => [
  change,
  bySystem(
    z.object({ EffectTime: UnixSeconds.optional().catch(undefined) }),
    ({ EffectTime: effectAt }, head) => ({ kind: 'app_activity', ...head, change, effectAt }),
  ),
]
const approval = (source: 'open' | 'system'): Reader =>
  bySystem(z.object({ ApprovalInfo: z.record(z.string(), z.json()) }), ({ ApprovalInfo: info }, head) => ({
    kind: 'approval_change',
    ...head,
    source,
    info,
  }))
const linkedCorp = (change: 'share_agent' | 'share_chain'): Reader =>
  bySystem(z.object({}), (_, head) => ({ kind: 'linked_corp_change', ...head, change }))

/** What the platform itself reports, by `Event` in lower case (wecom.md 2.2, 7.2). */
export const SYSTEM_EVENT_READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...CONTACT_EVENT_READERS,
  [
    // Neither sender nor content: only that there is something to fetch (wecom.md 7.2).
    'kf_msg_or_event',
    bySystem(z.object({ Token: Text, OpenKfId: Required }), ({ Token: token, OpenKfId: openKfId }, head) => ({
      kind: 'kf_wakeup',
      ...head,
      openKfId,
      token,
    })),
  ],
  [
    'kf_account_auth_change',
    bySystem(z.object({ AuthAddOpenKfId: Ids, AuthDelOpenKfId: Ids }), (fields, head) => ({
      kind: 'kf_account_auth_change',
      ...head,
      added: fields.AuthAddOpenKfId,
      removed: fields.AuthDelOpenKfId,
    })),
  ],
  [
    'batch_job_result',
    bySystem(
      z.object({
        BatchJob: children({
          JobId: Required,
          JobType: Text,
          ErrCode: z.coerce.number().default(0),
          ErrMsg: Text,
        }),
      }),
      ({ BatchJob: job }, head) => ({
        kind: 'batch_job_result',
        ...head,
        jobId: job.JobId,
        jobType: job.JobType,
        errcode: job.ErrCode,
        errmsg: job.ErrMsg,
      }),
    ),
  ],
  ['open_approval_change', approval('open')],
  ['sys_approval_change', approval('system')],
  ['share_agent_change', linkedCorp('share_agent')],
  ['share_chain_change', linkedCorp('share_chain')],
  appActivity('inactive_alert'),
  appActivity('low_active_alert'),
  appActivity('close_inactive_agent'),
  appActivity('reopen_inactive_agent'),
  appActivity('low_active'),
  appActivity('active_restored'),
  ['msgaudit_notify', bySystem(z.object({}), (_, head) => ({ kind: 'msgaudit_notify', ...head }))],
])
