/** Characters that an input method offers for the same sounds, in groups; the first stands for the others. */
const HOMOPHONES = [
  '工公功宫弓攻',
  '单丹担胆',
  '待代带呆戴贷',
  '办半班扮辨伴版',
  '今金斤',
  '的得地滴',
  '任认',
  '务物误',
  '帮邦棒绑',
  '助住主注组祝著',
  '统同桶通痛',
  '计记继季技',
  '周州洲舟',
  '查察茶',
  '更跟',
]
const PLAIN = new Map(
  HOMOPHONES.flatMap((group) => Array.from(group, (character) => [character, group.charAt(0)] as const)),
)

/** A word must be this long for one slip of the finger to be forgiven: 帮忙 is no 帮助. */
const LONG_ENOUGH = 4

/** The text with each character in place of which another of the same sound may stand; its length stays. */
export function foldSounds(text: string): string {
  let folded = ''
  for (const unit of text) folded += PLAIN.get(unit) ?? unit
  return folded
}

/**
 * Whether somebody who wrote the text meant the word: the same sounds, or in longer words one character too many, too
 * few, or two in the wrong order. Another character in its place is another word: 我的工资.
 */
export function isSlipOf(text: string, word: string): boolean {
  const written = Array.from(foldSounds(text))
  const meant = Array.from(foldSounds(word))
  if (written.join('') === meant.join('')) return true
  if (meant.length < LONG_ENOUGH || Math.abs(written.length - meant.length) > 1) return false
  const [longer, shorter] = written.length > meant.length ? [written, meant] : [meant, written]
  const at = longer.findIndex((character, index) => character !== shorter[index])
  const rest = longer.slice(at + 1).join('')
  if (longer.length > shorter.length) return rest === shorter.slice(at).join('')
  return (
    longer[at] === shorter[at + 1] &&
    longer[at + 1] === shorter[at] &&
    longer.slice(at + 2).join('') === shorter.slice(at + 2).join('')
  )
}
