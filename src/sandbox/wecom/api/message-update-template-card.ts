import { isInteractive, parseCard, type Card } from '../card/card.ts'
import { checkCard } from '../card/check-card.ts'
import { longTexts } from '../card/long-texts.ts'
import { greyButtons, replaceCard } from '../card/replace-card.ts'
import { checkAgent } from '../message/check-agent.ts'
import { resolveReceivers } from '../message/receivers.ts'
import type { Platform } from '../platform.ts'
import type { EntryRecord, MessageRecord, ResponseCodeRecord } from '../records.ts'
import { isRefusal, type ApiCall, type ApiMethod } from '../server/api-method.ts'
import { intAt, objectAt, textAt, textsAt } from '../server/fields.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import type { Agent } from '../world.ts'

const PATH = '/cgi-bin/message/update_template_card'

type Change = { replaceName: string } | { card: Card }

/** `POST /cgi-bin/message/update_template_card` (wecom.md 4.5): forms A and B, one use per code, copy by copy. */
export const messageUpdateTemplateCard: ApiMethod = {
  path: PATH,
  verb: 'POST',
  token: 'required',
  run(platform, call) {
    const { agent, body } = call
    const wrongAgent = checkAgent(platform, agent, body)
    if (wrongAgent !== undefined) return wrongAgent
    const named = namedTargets(body)
    if (isRefusal(named)) return named
    const code = findCode(platform, agent, textAt(body, 'response_code'))
    if (isRefusal(code)) return code
    const message = platform.records.messages.get(code.messageId)
    if (message === undefined) return refuse(42016, 'task_id not exist')
    const change = parseChange(platform, call, message)
    if (isRefusal(change)) return change
    const { copies, invalid } = findCopies(platform, agent, message, named)
    if (copies.length === 0) return refuse(82102, 'no target received this card')
    platform.records.responseCodes.put(code.code, { ...code, used: true })
    for (const copy of copies) {
      if ('card' in change) replaceCard(platform, copy, change.card)
      else greyButtons(platform, copy, change.replaceName)
    }
    if ('card' in change) keepTaskId(platform, agent, message, change.card)
    return { ok: invalid.length > 0 ? { invaliduser: invalid } : {} }
  },
}

interface Targets {
  atAll: boolean
  users: string[]
  parties: number[]
  tags: number[]
}

function namedTargets(body: Record<string, unknown>): Targets | Refusal {
  const numbers = (key: string): number[] => {
    const value = body[key]
    return Array.isArray(value) ? value.filter((each) => typeof each === 'number') : []
  }
  const targets = {
    atAll: intAt(body, 'atall') === 1,
    users: textsAt(body, 'userids') ?? [],
    parties: numbers('partyids'),
    tags: numbers('tagids'),
  }
  const { users, parties, tags } = targets
  if (users.length > 1000) return refuse(40032, 'invalid user list size')
  if (parties.length > 100) return refuse(82002, 'too many parties')
  if (tags.length > 100) return refuse(82003, 'too many tags')
  const none = !targets.atAll && users.length + parties.length + tags.length === 0
  return none ? refuse(82101, 'userids, partyids, tagids and atall are all empty') : targets
}

/** The code must be known, of this app (42015), not expired and not used (60140). */
function findCode(platform: Platform, agent: Agent, given: string): ResponseCodeRecord | Refusal {
  const code = platform.records.responseCodes.get(given)
  if (code === undefined) return refuse(60140, 'response_code invalid')
  if (code.agentId !== agent.agentId) return refuse(42015, 'card was sent by another app')
  if (code.used) return refuse(platform.switches.usedCodeErrcode, 'response_code invalid, it was used')
  return code.expiresAt <= platform.now() ? refuse(60140, 'response_code invalid, it has expired') : code
}

function parseChange(platform: Platform, { agent, body }: ApiCall, message: MessageRecord): Change | Refusal {
  if (body.template_card === undefined) {
    const replaceName = textAt(objectAt(body, 'button'), 'replace_name')
    if (replaceName === '') return refuse(42019, 'replace_name missing')
    const buttons = isInteractive(parseCard({ card_type: message.cardType }))
    return buttons ? { replaceName } : refuse(40058, 'this card has no buttons to replace')
  }
  const card = parseCard(body.template_card)
  // Without a task id of its own the card keeps the one it had.
  const wrong = checkCard(card.task_id === '' ? { ...card, task_id: 'kept' } : card)
  if (wrong !== undefined) return wrong
  for (const detail of longTexts(card)) platform.report({ kind: 'cut', api: PATH, errcode: 0, detail })
  const holder = platform.records.taskIds.get(`${agent.agentId}|${card.task_id}`)
  const same = holder === message.id && platform.switches.sameTaskIdOnUpdate
  return card.task_id !== '' && holder !== undefined && !same
    ? refuse(42014, 'taskid has existed or empty or exceed max len')
    : { card }
}

function keepTaskId(platform: Platform, agent: Agent, message: MessageRecord, card: Card): void {
  if (card.task_id !== '') platform.records.taskIds.put(`${agent.agentId}|${card.task_id}`, message.id)
}

/** The copies to change, and the named users who are out of range or never got the card, lower-cased. */
function findCopies(
  platform: Platform,
  agent: Agent,
  message: MessageRecord,
  targets: Targets,
): { copies: EntryRecord[]; invalid: string[] } {
  const { members, invalidUsers } = resolveReceivers(platform, agent, {
    everyone: false,
    users: targets.users,
    parties: targets.parties.map(String),
    tags: targets.tags.map(String),
  })
  const reached = targets.atAll ? Object.keys(message.copies) : members.map((member) => member.userId)
  const copyOf = (userId: string): EntryRecord | undefined =>
    platform.records.entries.get(message.copies[userId] ?? '')
  const withoutCard = targets.users.filter((name) => {
    const member = platform.directory.visible(agent, name)
    return member !== undefined && copyOf(member.userId) === undefined
  })
  const invalid = [...invalidUsers, ...withoutCard.map((name) => name.toLowerCase())]
  return { copies: reached.flatMap((userId) => copyOf(userId) ?? []), invalid: [...new Set(invalid)] }
}
