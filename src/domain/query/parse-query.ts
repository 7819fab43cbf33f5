import { normalise } from '../../understanding/index.ts'
import { parseSearch } from './parse-search.ts'
import { parseStatistics } from './parse-statistics.ts'
import type { Query, Vocabulary } from './query.ts'
import { isSlipOf } from './slips.ts'

/** Longer texts are no queries; reading them would only cost time. */
const MOST_CHARS = 40

const WORDS = {
  mine: ['我的工单', '我的单子', '我的任务', '我的待办', '我手上的工单', 'wodegongdan'],
  today: ['今日待办', '今天待办', '今天的待办', '今日任务', '今天的任务', '待办事项', '待办', 'jinridaiban'],
  help: ['帮助', '使用帮助', '使用说明', '怎么使用', '怎么用', 'bangzhu', 'help'],
  more: ['更多', '下一页', '看更多', 'gengduo'],
} as const
const SIMPLE = ['mine', 'today', 'help', 'more'] as const
const POLITE_BEFORE = /^(?:请|麻烦|帮我|给我|我要|我想)*(?:看一下|看看|看下|查一下|查下|查看|查询|查|看)?/u
const POLITE_AFTER = /(?:有哪些|有什么|列表|一下|谢谢|呢|吧|啊|吗)+$/u

/**
 * What a member of staff asks for, slips forgiven; `undefined` when it may be a report, which must never be swallowed:
 * whatever says more than a query has to say is none.
 */
export function parseQuery(text: string, vocabulary: Vocabulary): Query | undefined {
  const written = text.trim()
  if (written === '' || written.length > MOST_CHARS || /[\r\n]/u.test(written)) return undefined
  if (/^[?？]{1,3}$/u.test(written)) return { ask: 'help' }
  const plain = normalise(written)
  const bare = plain.replaceAll(/[\s\p{P}\p{S}]/gu, '')
  const asked = [bare, bare.replace(POLITE_BEFORE, '').replace(POLITE_AFTER, '')]
  const simple = SIMPLE.find((ask) => WORDS[ask].some((word) => asked.some((one) => isSlipOf(one, word))))
  if (simple !== undefined) return { ask: simple }
  const { rest, communityId } = cutCommunity(plain, vocabulary)
  return parseStatistics(rest, communityId, vocabulary) ?? parseSearch(rest, communityId)
}

/** The text without the name of a community, and which it was. */
function cutCommunity(
  plain: string,
  { communities }: Vocabulary,
): { rest: string; communityId: string | null } {
  const named = communities
    .filter(({ name }) => plain.includes(normalise(name)))
    .sort((a, b) => b.name.length - a.name.length)[0]
  if (named === undefined) return { rest: plain, communityId: null }
  return { rest: plain.replace(normalise(named.name), ' ').trim(), communityId: named.id }
}
