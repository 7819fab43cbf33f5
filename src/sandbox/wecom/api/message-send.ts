import { isUpdatable } from '../card/card.ts'
import { checkAgent } from '../message/check-agent.ts'
import { MESSAGE_TYPES, readContent, type Content } from '../message/content.ts'
import { deliverMessage, issueResponseCode } from '../message/deliver.ts'
import { checkDuplicate } from '../message/duplicates.ts'
import { reportDrop, takeDayQuota } from '../message/quota.ts'
import { parseReceivers, resolveReceivers, type ResolvedReceivers } from '../message/receivers.ts'
import type { Platform } from '../platform.ts'
import { isRefusal, type ApiCall, type ApiMethod } from '../server/api-method.ts'
import { refuse } from '../server/refusal.ts'
import type { Member } from '../world.ts'

const PATH = '/cgi-bin/message/send'

/** `POST /cgi-bin/message/send` (wecom.md 4.1): fields, then the duplicate check, then who is in range. */
export const messageSend: ApiMethod = {
  path: PATH,
  verb: 'POST',
  token: 'required',
  run(platform, call) {
    const { agent, body } = call
    const wrongAgent = checkAgent(platform, agent, body)
    if (wrongAgent !== undefined) return wrongAgent
    const named = parseReceivers(body)
    if (isRefusal(named)) return named
    const context = { platform, api: PATH, agentId: agent.agentId, mediaStore: 'corp', body }
    const content = readContent(context, MESSAGE_TYPES)
    if (isRefusal(content)) return content

    const first = platform.switches.duplicateCheckBeforeTaskId
    const duplicate = checkDuplicate(platform, call)
    if (first && duplicate.earlier !== undefined) return { ok: duplicate.earlier }
    if (isTaken(platform, call, content))
      return refuse(42014, 'taskid has existed or empty or exceed max len')
    if (duplicate.earlier !== undefined) return { ok: duplicate.earlier }

    const receivers = resolveReceivers(platform, agent, named)
    if (receivers.members.length === 0) {
      return refuse(81013, 'user & party & tag all invalid or not in the visible range')
    }
    const allowed = withinDayQuota(platform, call, receivers.members)
    if (allowed === undefined) return refuse(45009, 'api freq out of limit')
    const answer = send(platform, call, { ...receivers, members: allowed }, content)
    duplicate.keep(answer)
    return { ok: answer }
  },
}

const taskKey = (agentId: number, taskId: string): string => `${agentId}|${taskId}`

function isTaken(platform: Platform, { agent }: ApiCall, { card }: Content): boolean {
  if (card === undefined || card.task_id === '') return false
  return platform.records.taskIds.get(taskKey(agent.agentId, card.task_id)) !== undefined
}

/** Those whom the day quota still reaches; `undefined` when the platform refuses the whole call instead. */
function withinDayQuota(platform: Platform, { agent }: ApiCall, members: Member[]): Member[] | undefined {
  const allowed = members.filter(() => takeDayQuota(platform, agent))
  if (allowed.length === members.length) return members
  if (platform.switches.dayQuota === 'error') return undefined
  reportDrop(platform, `day quota exceeded by ${members.length - allowed.length} deliveries`)
  return allowed
}

function send(
  platform: Platform,
  { agent }: ApiCall,
  receivers: ResolvedReceivers,
  content: Content & { msgType: string },
): Record<string, unknown> {
  const { card } = content
  const msgid = deliverMessage(platform, agent, receivers.members, content)
  if (card !== undefined && card.task_id !== '') {
    platform.records.taskIds.put(taskKey(agent.agentId, card.task_id), msgid)
  }
  const code =
    card !== undefined && isUpdatable(card)
      ? issueResponseCode(platform, { messageId: msgid, agentId: agent.agentId, origin: 'send' })
      : undefined
  const { invalidUsers, invalidParties, invalidTags } = receivers
  return {
    ...(invalidUsers.length > 0 ? { invaliduser: invalidUsers.join('|') } : {}),
    ...(invalidParties.length > 0 ? { invalidparty: invalidParties.join('|') } : {}),
    ...(invalidTags.length > 0 ? { invalidtag: invalidTags.join('|') } : {}),
    msgid,
    ...(code === undefined ? {} : { response_code: code }),
  }
}
