import { DOUBLE_SURNAMES, NOT_A_NAME, SURNAMES } from './surnames.ts'
import { understand } from './understand.ts'

const SURNAME = `(?:${DOUBLE_SURNAMES}|[${SURNAMES}])`
const ADDRESSED = new RegExp(
  `^${SURNAME}[\\u4e00-\\u9fff]{0,2}(?:先生|女士|小姐|太太|阿姨|叔叔|大爷|大妈|大姐|奶奶|爷爷|老师|总|姐|哥)$`,
  'u',
)
const PLAIN_NAME = new RegExp(`^${SURNAME}[\\u4e00-\\u9fff]{1,2}$`, 'u')

/**
 * Whether the normalised words are nothing but somebody's name: 张女士, or a bare 王秀英 where `isBareAllowed`. Words
 * that begin like a name but tell a matter (车位, 石材) are none.
 */
export function looksLikeName(words: string, isBareAllowed: boolean): boolean {
  if (ADDRESSED.test(words)) return true
  if (!isBareAllowed || !PLAIN_NAME.test(words) || NOT_A_NAME.has(words.slice(0, 2))) return false
  return !isAboutSomething(words)
}

/** Whether words in it tell a matter or a place; a sort that was only guessed does not count. */
export function isAboutSomething(words: string): boolean {
  const { evidence, location } = understand(words)
  return location !== null || evidence.some((piece) => piece.field !== 'name' && piece.words.length > 0)
}
