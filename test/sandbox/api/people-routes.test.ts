import { expect } from 'chai'
import { PEOPLE } from './fake-phones.ts'
import { startSandbox } from './sandbox-server.ts'

describe('sandbox people', () => {
  it('lists members, owners and groups', async () => {
    const sandbox = await startSandbox()
    expect(await sandbox.get('/people')).to.deep.equal({ status: 200, body: PEOPLE })
    await sandbox.close()
  })

  it('counts what each phone has received, not what it wrote', async () => {
    const sandbox = await startSandbox()
    sandbox.phones.deliver('ZhangWei', { from: 'self', text: '报修' })
    sandbox.phones.deliver('ZhangWei', { text: '已收到' })
    sandbox.phones.deliver('chat-service', { from: { name: '物业服务台' }, text: '通知' })
    const { body } = await sandbox.get('/received')
    expect(body).to.have.nested.property('members.ZhangWei', 1)
    expect(body).to.have.nested.property('groups.chat-service', 1)
    expect(body).to.have.nested.property('owners.wm-zhang', 0)
    await sandbox.close()
  })

  it('answers 500 and logs once when the people cannot be read', async () => {
    const sandbox = await startSandbox({ people: () => Promise.reject(new Error('inner text')) })
    expect(await sandbox.get('/people')).to.deep.equal({
      status: 500,
      body: { error: '服务台内部出错，请查看日志' },
    })
    await sandbox.close()
  })
})

describe('sandbox faults', () => {
  it('passes the body on, shows what is on, and gives a refusal as 400', async () => {
    const on: unknown[] = []
    const sandbox = await startSandbox({
      faults: {
        apply: (body) => (body === 'nonsense' ? { refused: '不认识的故障' } : { on: on.push(body) }),
        list: () => ({ faults: on }),
      },
    })
    expect(await sandbox.post('/faults', { name: 'down' })).to.deep.equal({ status: 200, body: { on: 1 } })
    expect((await sandbox.get('/faults')).body).to.deep.equal({ faults: [{ name: 'down' }] })
    expect(await sandbox.post('/faults', '"nonsense"')).to.deep.equal({
      status: 400,
      body: { error: '不认识的故障' },
    })
    await sandbox.close()
  })

  it('does not exist where no emulator stands behind', async () => {
    const sandbox = await startSandbox()
    expect(await sandbox.post('/faults', {})).to.have.property('status', 404)
    await sandbox.close()
  })
})
