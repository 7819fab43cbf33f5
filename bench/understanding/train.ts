import { writeFileSync } from 'node:fs'
import { CATEGORY_KEYS, KINDS } from '../../src/understanding/index.ts'
import { featuresOf } from '../../src/understanding/learned/features.ts'
import { CODE_START, CODE_ZERO, STEP } from '../../src/understanding/learned/model.ts'
import { readableText } from '../../src/understanding/understand.ts'
import { load } from './labelled.ts'

/* Learns `src/understanding/learned/weights.ts` from the labelled messages: softmax regression over runs of characters,
   one for kinds and one for categories, by AdaGrad. Same input, same output: the shuffle is seeded. */

const EPOCHS = 15
const RATE = 0.5
/** A run of characters has to occur in this many messages. */
const LEAST_MESSAGES = 2
/** Smaller weights are dropped. */
const SMALLEST = 0.45
const LINE = 104

interface Example {
  features: string[]
  label: number
}

/** Park-Miller generator, so that the result can be reproduced. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

function learn(examples: Example[], classes: number): Map<string, Float64Array> {
  const random = createRandom(20261123)
  const weights = new Map<string, Float64Array>()
  const squares = new Map<string, Float64Array>()
  for (const { features } of examples) {
    for (const feature of features) {
      weights.set(feature, new Float64Array(classes))
      squares.set(feature, new Float64Array(classes).fill(0.01))
    }
  }
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (let at = examples.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1))
      ;[examples[at], examples[other]] = [examples[other]!, examples[at]!]
    }
    for (const { features, label } of examples) improve(weights, squares, features, label, classes)
  }
  return weights
}

function improve(
  weights: Map<string, Float64Array>,
  squares: Map<string, Float64Array>,
  features: string[],
  label: number,
  classes: number,
): void {
  const scale = 1 / Math.sqrt(Math.max(features.length, 1))
  const sums = new Float64Array(classes)
  for (const feature of features)
    weights.get(feature)!.forEach((weight, index) => (sums[index]! += weight * scale))
  const top = Math.max(...sums)
  const shares = sums.map((sum) => Math.exp(sum - top))
  const total = shares.reduce((sum, share) => sum + share, 0)
  const gradient = shares.map((share, index) => (share / total - (index === label ? 1 : 0)) * scale)
  for (const feature of features) {
    const weight = weights.get(feature)!
    const square = squares.get(feature)!
    for (let index = 0; index < classes; index += 1) {
      const slope = gradient[index]!
      square[index]! += slope * slope
      weight[index]! -= (RATE * slope) / Math.sqrt(square[index]!)
    }
  }
}

function encode(weights: Float64Array | undefined, offset: number): string {
  let codes = ''
  weights?.forEach((weight, index) => {
    if (Math.abs(weight) < SMALLEST) return
    const steps = Math.max(-CODE_ZERO, Math.min(CODE_ZERO, Math.round(weight / STEP)))
    codes += String.fromCharCode(CODE_START + offset + index, CODE_START + CODE_ZERO + steps)
  })
  return codes
}

const sets = process.argv.slice(2)
const rows = (sets.length > 0 ? sets : ['training', 'development']).flatMap(load)
const counts = new Map<string, number>()
const texts = rows.map(({ text }) => [...featuresOf(readableText(text))])
for (const features of texts)
  for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1)
const examples = texts.map((features) => features.filter((feature) => counts.get(feature)! >= LEAST_MESSAGES))
const kinds = learn(
  examples.map((features, at) => ({ features, label: KINDS.indexOf(rows[at]!.kind) })),
  KINDS.length,
)
const categories = learn(
  examples.map((features, at) => ({ features, label: CATEGORY_KEYS.indexOf(rows[at]!.category) })),
  CATEGORY_KEYS.length,
)

const lines: string[] = []
let line = ''
for (const feature of [...kinds.keys()].sort()) {
  const codes = encode(kinds.get(feature), 0) + encode(categories.get(feature), KINDS.length)
  if (codes === '') continue
  const entry = `${feature}|${codes}`
  if (line !== '' && line.length + entry.length > LINE) {
    lines.push(line)
    line = ''
  }
  line += (line === '' ? '' : '\t') + entry
}
lines.push(line)
const body = lines.map((text) => `  ${JSON.stringify(text)},`).join('\n')
writeFileSync(
  new URL('../../src/understanding/learned/weights.ts', import.meta.url),
  `/* Written by bench/understanding/train.ts; do not edit by hand. */\n\n/** Runs of characters with their weights: \`run|codes\`, parted by tabs; two code characters name a class and its weight. */\nexport const WEIGHTS: readonly string[] = [\n${body}\n]\n`,
)
console.log(`${rows.length} messages, ${kinds.size} runs, ${lines.length} lines`)
