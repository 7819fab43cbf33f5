import { CATEGORIES, KIND_TITLES, KINDS, normalise, isAboutSomething } from '../../understanding/index.ts'
import type { About, PeriodName, Query, Vocabulary } from './query.ts'
import { foldSounds } from './slips.ts'

const COMMAND = foldSounds('统计')
const BEFORE =
  /^(?:请|麻烦|帮我|给我|我要|我想|看一下|看看|看下|查一下|查下|查看|查询|查|看|做个|做一下|来个)+/u
const FILLER_BEFORE = /^(?:一下|下|的)/u
const FILLER_AFTER = /(?:的|情况|数据|报表|汇总|工单)+$/u
/** A name that is not known is asked back about when it is no longer than this; longer words are a report. */
const MOST_NAME_CHARS = 4

const PERIODS: readonly [name: PeriodName, words: RegExp][] = (
  [
    ['today', '今天|今日|当天|当日'],
    ['yesterday', '昨天|昨日'],
    ['this_week', '本周|这周|这一周|这个?星期|本星期|这个?礼拜|本礼拜'],
    ['last_week', '上周|上一周|上个?星期|上个?礼拜'],
    ['this_month', '本月|这个?月|当月'],
    ['last_month', '上个?月'],
  ] as const
).map(([name, words]) => [name, new RegExp(foldSounds(words), 'u')])

/** 统计 本周 工程, in any order; the week at hand when no period is named. */
export function parseStatistics(
  plain: string,
  communityId: string | null,
  vocabulary: Vocabulary,
): Query | undefined {
  const bare = plain.replaceAll(/[\s\p{P}\p{S}]/gu, '').replace(BEFORE, '')
  if (bare === 'tongji') return { ask: 'statistics', period: 'this_week', about: null, communityId }
  const folded = foldSounds(bare)
  const isFirst = folded.startsWith(COMMAND)
  if (!isFirst && !folded.endsWith(COMMAND)) return undefined
  const asked = isFirst ? bare.slice(COMMAND.length) : bare.slice(0, -COMMAND.length)
  const { period, rest } = cutPeriod(asked.replace(FILLER_BEFORE, ''))
  const words = rest.replace(FILLER_BEFORE, '').replace(FILLER_AFTER, '')
  if (words === '') return { ask: 'statistics', period: period ?? 'this_week', about: null, communityId }
  const about = findAbout(words, vocabulary) ?? (isFirst && period !== undefined ? askBack(words) : undefined)
  return about === undefined
    ? undefined
    : { ask: 'statistics', period: period ?? 'this_week', about, communityId }
}

function cutPeriod(text: string): { period: PeriodName | undefined; rest: string } {
  const folded = foldSounds(text)
  for (const [period, words] of PERIODS) {
    const found = words.exec(folded)
    if (found !== null)
      return { period, rest: text.slice(0, found.index) + text.slice(found.index + found[0].length) }
  }
  return { period: undefined, rest: text }
}

function findAbout(words: string, { departments, people }: Vocabulary): About | undefined {
  const department = departments.find(({ title }) => [title, title.replace(/部$/u, '')].includes(words))
  if (department !== undefined) return { department: department.key, title: department.title }
  const person = people.find(({ name }) => normalise(name) === words)
  if (person !== undefined) return { person: person.userId, title: person.name }
  const kind = KINDS.find((key) => KIND_TITLES[key] === words)
  if (kind !== undefined) return { kind, title: KIND_TITLES[kind] }
  const category = [...CATEGORIES].find(([, { title }]) => title === words)
  return category === undefined ? undefined : { category: category[0], title: category[1].title }
}

function askBack(words: string): About | undefined {
  return words.length > MOST_NAME_CHARS || isAboutSomething(words) ? undefined : { unknown: words }
}
