import { writeFileSync } from 'node:fs'
import { CATEGORY_KEYS, KINDS } from '../../src/understanding/index.ts'
import { featuresOf } from '../../src/understanding/learned/features.ts'
import { CODE_START, CODE_ZERO, STEP } from '../../src/understanding/learned/model.ts'
import { readableText } from '../../src/understanding/understand.ts'
import { load } from './labelled.ts'
import type { Labelled } from './labelled.ts'
import { createRandom, learn } from './softmax.ts'

/* Learns `src/understanding/learned/weights.ts` from the labelled messages of training.jsonl and development.jsonl
   (or the sets named on the command line): one softmax regression for kinds and one for categories. The same messages
   give the same weights. */

/** A run of characters has to occur in this many messages. */
const LEAST_MESSAGES = 2
/** Smaller weights are dropped. */
const SMALLEST = 0.5
const LINE = 104
const POLITE_SHARE = 0.6
const GREETINGS = [
  '你好，',
  '您好，',
  '物业你好，',
  '那个，',
  '麻烦，',
  '管家，',
  '我们家，',
  '物业，',
  '师傅，',
]
const CLOSINGS = ['，谢谢', '，麻烦了', '哈', '，尽快', '，急', '啊', '，谢谢！', '！！', '，拜托了', '。']

/** Every message once more with greeting and closing words, so that politeness and haste speak for no category. */
function addPolite(rows: Labelled[]): Labelled[] {
  const random = createRandom(7)
  const pick = (words: readonly string[]): string =>
    random() < POLITE_SHARE ? (words[Math.floor(random() * words.length)] ?? '') : ''
  const polite = rows
    .filter(({ kind }) => kind !== 'other')
    .map((row) => ({ ...row, text: pick(GREETINGS) + row.text + pick(CLOSINGS) }))
  return [...rows, ...polite]
}

const featuresIn = ({ text }: Labelled): string[] => [...featuresOf(readableText(text))]

function encode(weights: Float64Array | undefined, offset: number): string {
  let codes = ''
  weights?.forEach((weight, index) => {
    if (Math.abs(weight) < SMALLEST) return
    const steps = Math.max(-CODE_ZERO, Math.min(CODE_ZERO, Math.round(weight / STEP)))
    codes += String.fromCharCode(CODE_START + offset + index, CODE_START + CODE_ZERO + steps)
  })
  return codes
}

function toLines(entries: string[]): string[] {
  const lines: string[] = []
  for (const entry of entries) {
    const last = lines.at(-1)
    if (last === undefined || last.length + entry.length > LINE) lines.push(entry)
    else lines[lines.length - 1] = `${last}\t${entry}`
  }
  return lines
}

const sets = process.argv.slice(2)
const rows = (sets.length > 0 ? sets : ['training', 'development']).flatMap(load)
const counts = new Map<string, number>()
for (const feature of rows.flatMap(featuresIn)) counts.set(feature, (counts.get(feature) ?? 0) + 1)

const taught = addPolite(rows)
const features = taught.map((row) =>
  featuresIn(row).filter((feature) => (counts.get(feature) ?? 0) >= LEAST_MESSAGES),
)
const examples = (labels: number[]) =>
  features.map((present, at) => ({ features: present, label: labels[at] ?? 0 }))
const kinds = learn(examples(taught.map(({ kind }) => KINDS.indexOf(kind))), KINDS.length)
const categories = learn(
  examples(taught.map(({ category }) => CATEGORY_KEYS.indexOf(category))),
  CATEGORY_KEYS.length,
)
const entries = [...kinds.keys()]
  .sort()
  .map(
    (feature) =>
      [feature, encode(kinds.get(feature), 0) + encode(categories.get(feature), KINDS.length)] as const,
  )
  .filter(([, codes]) => codes !== '')
  .map(([feature, codes]) => `${feature}|${codes}`)
const body = toLines(entries)
  .map((line) => `  ${JSON.stringify(line)},\n`)
  .join('')
writeFileSync(
  new URL('../../src/understanding/learned/weights.ts', import.meta.url),
  `/* Written by bench/understanding/train.ts; do not edit by hand. */

/** Runs of characters with their weights: \`run|codes\`, parted by tabs; two code characters name a class and its weight. */
export const WEIGHTS: readonly string[] = [
${body}]
`,
)
console.log(`${rows.length} messages, ${entries.length} runs of characters`)
