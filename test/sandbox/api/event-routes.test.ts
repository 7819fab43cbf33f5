import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { expect } from 'chai'
import { withSandbox, type SandboxServer } from './sandbox-server.ts'

/** Opens the stream and hands out its text piece by piece. */
async function listen(sandbox: SandboxServer): Promise<{ next(): Promise<unknown>; leave(): void }> {
  const asked = get(`${sandbox.url}/sandbox/api/events`)
  const [res] = (await once(asked, 'response')) as [IncomingMessage]
  expect(res.headers['content-type']).to.equal('text/event-stream; charset=utf-8')
  const pieces = res.setEncoding('utf8')[Symbol.asyncIterator]()
  return {
    next: async () => (await pieces.next()).value as unknown,
    leave: () => asked.destroy(),
  }
}

describe('sandbox events', () => {
  it('tells many changes at once as one `changed`, and a later one as another', () =>
    withSandbox({}, async (sandbox) => {
      const stream = await listen(sandbox)
      expect(await stream.next()).to.equal('retry: 1000\n\n')
      for (let i = 0; i < 20; i += 1) sandbox.phones.deliver('ZhangWei', { text: String(i) })
      expect(await stream.next()).to.equal('event: changed\ndata: {}\n\n')
      await sandbox.post('/clock', { advance: 'PT1H' })
      expect(await stream.next()).to.equal('event: changed\ndata: {}\n\n')
    }))

  it('ends open streams when the server stops, and listens no longer', () =>
    withSandbox({}, async (sandbox) => {
      const [one, two] = [await listen(sandbox), await listen(sandbox)]
      await Promise.all([one.next(), two.next()])
      expect(sandbox.phones.listening()).to.equal(1)
      await sandbox.close()
      expect([await one.next(), await two.next()]).to.deep.equal([undefined, undefined])
      expect(sandbox.phones.listening()).to.equal(0)
    }))

  it('stops listening when the last browser has gone', () =>
    withSandbox({}, async (sandbox) => {
      const stream = await listen(sandbox)
      await stream.next()
      stream.leave()
      while (sandbox.phones.listening() > 0) await new Promise((resolve) => setTimeout(resolve, 5))
      sandbox.phones.deliver('ZhangWei', { text: '没有人看' })
    }))
})
