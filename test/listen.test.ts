import { expect } from 'chai'
import Koa from 'koa'
import { codeOf } from '../src/errors.ts'
import { listen, stopListening } from '../src/listen.ts'

function anApp(answer: () => Promise<string> = () => Promise.resolve('here')): Koa {
  const app = new Koa()
  app.use(async (ctx) => {
    ctx.body = await answer()
  })
  return app
}
const read = async (port: number) => (await fetch(`http://127.0.0.1:${String(port)}/`)).text()

describe('listen', () => {
  it('takes a free port and serves until it is stopped', async () => {
    const { server, port } = await listen(anApp(), 0, '127.0.0.1')
    expect(port).to.be.above(0)
    expect(await read(port)).to.equal('here')
    await stopListening(server)
    let refused = false
    await read(port).catch(() => (refused = true))
    expect(refused).to.equal(true)
  })

  it('rejects when the port is taken', async () => {
    const { server, port } = await listen(anApp(), 0, '127.0.0.1')
    const failure = await listen(anApp(), port, '127.0.0.1').then(
      () => 'did not fail',
      (error: unknown) => codeOf(error),
    )
    await stopListening(server)
    expect(failure).to.equal('EADDRINUSE')
  })

  it('lets a request in hand come to its end, and then not wait for the connection that its client keeps', async () => {
    let begun: () => void = () => undefined
    let finish: (body: string) => void = () => undefined
    const arrived = new Promise<void>((resolve) => (begun = resolve))
    const answer = new Promise<string>((resolve) => (finish = resolve))
    const { server, port } = await listen(
      anApp(() => {
        begun()
        return answer
      }),
      0,
      '127.0.0.1',
    )
    const response = read(port)
    await arrived
    const stopped = stopListening(server)
    finish('done')
    expect(await response).to.equal('done')
    await stopped
    // Kept connections would hold the server until its cut after 5 s.
  }).timeout(2500)
})
