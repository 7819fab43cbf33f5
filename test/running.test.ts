import { expect } from 'chai'
import { createUndo } from '../src/running.ts'

describe('createUndo', () => {
  it('undoes the last first, each once', async () => {
    const order: string[] = []
    const stack = createUndo()
    for (const name of ['database', 'server', 'engine']) stack.add(() => Promise.resolve(order.push(name)))
    await stack.undo()
    await stack.undo()
    expect(order).to.deep.equal(['engine', 'server', 'database'])
  })

  it('goes on when a step fails and tells all failures in the end', async () => {
    const order: string[] = []
    const stack = createUndo()
    stack.add(() => Promise.resolve(order.push('database')))
    stack.add(() => Promise.reject(new Error('server stuck')))
    stack.add(() => {
      throw new Error('engine stuck')
    })
    let failure: unknown
    await stack.undo().catch((error: unknown) => (failure = error))
    expect(order).to.deep.equal(['database'])
    expect(failure).to.be.instanceOf(AggregateError)
    expect(failure instanceof AggregateError ? failure.errors.map(String) : []).to.deep.equal([
      'Error: engine stuck',
      'Error: server stuck',
    ])
  })
})
