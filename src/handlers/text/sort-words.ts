import {
  CATEGORIES,
  KIND_TITLES,
  KINDS,
  understand,
  type Category,
  type Kind,
} from '../../understanding/index.ts'

/** Groups that are no matter for the desk: nothing is corrected to them, it is discarded. */
const NO_TICKET = 'non_ticket'

/**
 * The kind or category that somebody names in a few words: by its title, by a part of just one category's title, or in
 * words of his own that clearly speak for one category.
 */
export function readSort(words: string): { kind: Kind } | { category: Category } | undefined {
  const name = words.trim().replace(/[。.!！]+$/u, '')
  if (name === '') return undefined
  const kind = KINDS.find((known) => KIND_TITLES[known] === name)
  if (kind !== undefined) return { kind }
  const known = [...CATEGORIES].filter(([, { group }]) => group !== NO_TICKET)
  const named = known.find(([, { title }]) => title === name)
  if (named !== undefined) return { category: named[0] }
  const partly = known.filter(([, { title }]) => title.includes(name))
  if (partly.length > 0) return partly.length === 1 && partly[0] ? { category: partly[0][0] } : undefined
  const heard = understand(name)
  const isSaid = heard.evidence.some(({ field }) => field === 'category')
  const isMatter = CATEGORIES.get(heard.category)?.group !== NO_TICKET
  return isSaid && isMatter ? { category: heard.category } : undefined
}
