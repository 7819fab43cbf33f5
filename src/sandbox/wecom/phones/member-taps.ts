import { questionsOf, type Card } from '../card/card.ts'
import { defaultOptions, viewedButtons, type ViewedButton } from '../card/show-card.ts'
import { issueResponseCode } from '../message/deliver.ts'
import type { PhoneRefusal, Tap } from '../../phones.ts'
import type { Platform } from '../platform.ts'
import type { EntryRecord } from '../records.ts'
import { cardEvent } from '../webhook/events.ts'
import type { Outcome } from '../webhook/queue.ts'
import { writeXml } from '../webhook/xml.ts'

type Selected = { questionKey: string; optionIds: string[] }[]

/**
 * The member taps a card. Every tap makes a fresh response_code; nothing is locked until the app updates the card.
 * Resolves when the webhook is delivered; when it is given up the member sees a failure and may tap again.
 */
export async function memberTaps(
  platform: Platform,
  userId: string,
  cardId: string,
  tap: Tap,
): Promise<{ id: string } | PhoneRefusal> {
  const tapped = platform.store.batch(() => {
    const found = findTap(platform, userId, cardId, tap)
    return 'refused' in found ? found : push(platform, found)
  })
  if ('refused' in tapped) return tapped
  const outcome = await tapped.delivery
  if (outcome === 'no_address') return { refused: '应用没有设置接收消息的地址' }
  return outcome === 'given_up' ? { refused: '操作失败，请稍后重试' } : { id: tapped.id }
}

interface FoundTap {
  entry: EntryRecord
  card: Card
  button: ViewedButton
  userId: string
  selected: Selected | undefined
}

function findTap(platform: Platform, userId: string, cardId: string, tap: Tap): FoundTap | PhoneRefusal {
  const member = platform.directory.member(userId)
  if (member === undefined) return { refused: '没有这个成员' }
  const lines = platform.threads.of(`member:${member.userId}`)
  const entry = lines.findLast((line) => line.card !== null && (line.id === cardId || line.taskId === cardId))
  if (entry?.card == null) return { refused: '没有这张卡片' }
  const button = viewedButtons(entry.card).find((each) => each.key === tap.key)
  if (button === undefined) return { refused: '卡片上没有这个按钮' }
  if (entry.replacedBy !== null && !button.inMenu) return { refused: `按钮已失效：${entry.replacedBy}` }
  if (button.url !== '') return { refused: `这个按钮打开网页，不通知应用：${button.url}` }
  const selected = button.inMenu ? undefined : select(entry.card, tap.selected ?? {})
  if (selected !== undefined && 'refused' in selected) return selected
  return { entry, card: entry.card, button, userId: member.userId, selected }
}

/** The selection that the client sends along: what was chosen, else what stands there by default. */
function select(card: Card, chosen: Record<string, string[]>): Selected | undefined | PhoneRefusal {
  const questions = questionsOf(card)
  const known = new Map(questions.map((question) => [question.question_key, question]))
  for (const [key, ids] of Object.entries(chosen)) {
    const question = known.get(key)
    if (question === undefined) return { refused: '卡片上没有这个问题' }
    if (question.disable) return { refused: '这个选项已锁定' }
    if (!question.multiple && ids.length > 1) return { refused: '只能选择一项' }
    if (ids.some((id) => !question.option_list.some((option) => option.id === id)))
      return { refused: '没有这个选项' }
  }
  if (questions.length === 0) return undefined
  return questions.map((question) => ({
    questionKey: question.question_key,
    optionIds: chosen[question.question_key] ?? defaultOptions(question),
  }))
}

function push(platform: Platform, found: FoundTap): { id: string; delivery: Promise<Outcome> } {
  const { entry, card, button, userId, selected } = found
  const agent = platform.directory.agent(entry.agentId ?? 0) ?? platform.world.agents[0]
  if (agent === undefined) return { id: '', delivery: Promise.resolve('no_address') }
  const responseCode = issueResponseCode(platform, {
    messageId: entry.messageId ?? '',
    agentId: agent.agentId,
    origin: 'click',
  })
  const nodes = cardEvent(platform, agent, userId, {
    key: button.key,
    taskId: entry.taskId,
    cardType: card.card_type,
    responseCode,
    selected,
    inMenu: button.inMenu,
  })
  const delivery = platform.webhooks.push(agent, {
    xml: writeXml(nodes, platform.switches.xmlStyle),
    event: button.inMenu ? 'template_card_menu_event' : 'template_card_event',
    userId,
    entryId: entry.id,
    code: responseCode,
  })
  return { id: `t${platform.next('tap')}`, delivery }
}
