import { expect } from 'chai'
import { createSerial } from '../../src/schedulers/serial.ts'

describe('createSerial', () => {
  it('runs calls one after another, in their order, each with its own result', async () => {
    const steps: string[] = []
    const serial = createSerial(async (name: string) => {
      steps.push(`${name} begins`)
      await new Promise((resolve) => setImmediate(resolve))
      steps.push(`${name} ends`)
      return name
    })
    expect(await Promise.all([serial('a'), serial('b'), serial('c')])).to.deep.equal(['a', 'b', 'c'])
    expect(steps).to.deep.equal(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  it('tells a failure to its own caller only', async () => {
    let calls = 0
    const serial = createSerial(() => {
      calls += 1
      return calls === 1 ? Promise.reject(new Error('first')) : Promise.resolve(calls)
    })
    const outcomes = await Promise.allSettled([serial(), serial()])
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['rejected', 'fulfilled'])
  })
})
