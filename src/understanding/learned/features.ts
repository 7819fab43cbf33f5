/** Longest run of characters that is looked at. */
const LONGEST = 3

/**
 * The runs of one to three characters of a normalised text, each once: digits and Latin letters count as `0`, marks as
 * a space, the ends as `^` and `$`.
 */
export function featuresOf(text: string): Set<string> {
  const plain = text
    .replace(/[0-9a-zA-Z]+/g, '0')
    .replace(/[\s,，。.!！?？、;；:：~～…·\-'"()[\]/|]+/g, ' ')
    .trim()
  const marked = `^${plain}$`
  const features = new Set<string>()
  for (let length = 1; length <= LONGEST; length += 1) {
    for (let at = 0; at + length <= marked.length; at += 1) features.add(marked.slice(at, at + length))
  }
  return features
}
