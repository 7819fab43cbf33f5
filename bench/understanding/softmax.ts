const EPOCHS = 15
const RATE = 0.5
const SEED = 20261123

/** One message for the regression: what is present in it and the number of its class. */
export interface Example {
  features: string[]
  label: number
}

/** Park-Miller generator between 0 and 1, so that what is learned can be reproduced. */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

/** Softmax regression by AdaGrad: one weight for each feature and class. */
export function learn(examples: Example[], classes: number): Map<string, Float64Array> {
  const random = createRandom(SEED)
  const weights = new Map<string, Float64Array>()
  const squares = new Map<string, Float64Array>()
  for (const feature of examples.flatMap(({ features }) => features)) {
    if (weights.has(feature)) continue
    weights.set(feature, new Float64Array(classes))
    squares.set(feature, new Float64Array(classes).fill(0.01))
  }
  const shuffled = [...examples]
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (let at = shuffled.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1))
      ;[shuffled[at], shuffled[other]] = [shuffled[other]!, shuffled[at]!]
    }
    for (const example of shuffled) improve(weights, squares, example, classes)
  }
  return weights
}

function improve(
  weights: Map<string, Float64Array>,
  squares: Map<string, Float64Array>,
  { features, label }: Example,
  classes: number,
): void {
  const scale = 1 / Math.sqrt(Math.max(features.length, 1))
  const sums = new Float64Array(classes)
  for (const feature of features) {
    weights.get(feature)!.forEach((weight, index) => (sums[index]! += weight * scale))
  }
  const top = Math.max(...sums)
  const shares = sums.map((sum) => Math.exp(sum - top))
  const total = shares.reduce((sum, share) => sum + share, 0)
  const slopes = shares.map((share, index) => (share / total - (index === label ? 1 : 0)) * scale)
  for (const feature of features) {
    const weight = weights.get(feature)!
    const square = squares.get(feature)!
    for (let index = 0; index < classes; index += 1) {
      square[index]! += slopes[index]! ** 2
      weight[index]! -= (RATE * slopes[index]!) / Math.sqrt(square[index]!)
    }
  }
}
