import { expect } from 'chai'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { startS3Server } from '../media/support/s3-server.ts'
import { startDeskOnEmulator, type DeskOnEmulator } from '../support/desk-on-emulator.ts'

const REPORT = '3栋2单元501 张女士 13800000000 厨房漏水'

describe('what people send besides words', function () {
  this.timeout(60_000)
  let setting: DeskOnEmulator
  afterEach(() => setting.close())

  const sends = async (message: object, userId = 'ZhaoQiang') => {
    await setting.emulator.phones.memberWrites(userId, message as never)
    await setting.settle()
  }
  const answers = (part: string, userId = 'ZhaoQiang') => {
    const shown = setting.emulator.phones.memberInbox(userId)
    if ('refused' in shown) throw new Error(shown.refused)
    return shown.filter(({ from, text }) => from !== 'self' && text.includes(part)).length
  }
  const kept = () => {
    const folder = join(setting.config.dataDir, 'media')
    return existsSync(folder) ? readdirSync(folder) : []
  }
  const later = async (ms: number) => {
    setting.clock.moveTo(new Date(setting.clock.now().getTime() + ms))
    await setting.settle()
  }

  it('REC-4.2 a photo joins the matter, and the same photo is kept once', async () => {
    setting = await startDeskOnEmulator()
    await sends({ type: 'text', content: REPORT })
    await sends({ type: 'image' })
    await sends({ type: 'image' })
    expect(answers('附在')).to.equal(2)
    expect(kept()).to.have.length(1)
  })

  it('REC-4.2 a photo that comes before the words joins the report that follows, and nobody has to send it again', async () => {
    setting = await startDeskOnEmulator()
    await sends({ type: 'image' })
    expect(answers('照片已收到，请用一句话说明房号和事由。')).to.equal(1)
    expect(kept()).to.deep.equal([])
    await sends({ type: 'text', content: REPORT })
    expect(answers('附在')).to.equal(1)
    expect(kept()).to.have.length(1)
    expect(answers('再发')).to.equal(0)
  })

  it('that cannot be fetched for two days are fetched then, by whichever desk', async () => {
    setting = await startDeskOnEmulator()
    await sends({ type: 'text', content: REPORT })
    setting.emulator.faults.set({ kind: 'status', route: '/cgi-bin/media/get', status: 502 })
    await sends({ type: 'image' })
    expect(kept()).to.deep.equal([])
    await later(47 * 3_600_000)
    expect(kept()).to.deep.equal([])
    setting.emulator.faults.clear()
    const another = setting.another()
    setting.clock.moveTo(new Date(setting.clock.now().getTime() + 3_600_000))
    await Promise.all([another.engine.settle(), setting.settle()])
    await setting.settle()
    await another.engine.stop()
    expect(kept()).to.have.length(1)
    expect(answers('附在')).to.equal(1)
  })

  it('that the platform has forgotten meanwhile are asked for again', async () => {
    setting = await startDeskOnEmulator()
    await sends({ type: 'text', content: REPORT })
    setting.emulator.faults.set({ kind: 'errcode', route: '/cgi-bin/media/get', errcode: -1 })
    await sends({ type: 'image' })
    await later(72 * 3_600_000)
    await later(60_000)
    expect(answers('请再发一次')).to.equal(1)
    expect(kept()).to.deep.equal([])
  })

  it('an owner’s photo joins the owner’s matter', async () => {
    setting = await startDeskOnEmulator()
    const owner = setting.config.sandbox!.owners[0]!.externalUserId
    await setting.emulator.phones.ownerWrites(owner, { type: 'text', content: REPORT })
    await setting.settle()
    await setting.emulator.phones.ownerWrites(owner, { type: 'image' })
    await setting.settle()
    expect(kept()).to.have.length(1)
  })

  it('an owner’s photo that comes first joins what the owner writes then', async () => {
    setting = await startDeskOnEmulator()
    const owner = setting.config.sandbox!.owners[0]!.externalUserId
    await setting.emulator.phones.ownerWrites(owner, { type: 'image' })
    await setting.settle()
    expect(kept()).to.deep.equal([])
    await setting.emulator.phones.ownerWrites(owner, { type: 'text', content: REPORT })
    await setting.settle()
    expect(kept()).to.have.length(1)
  })

  it('lie in a bucket when one is configured, and wait while it is away', async () => {
    const server = await startS3Server()
    const { endpoint, bucket, region, accessKey, secretKey } = server.bucket
    setting = await startDeskOnEmulator({
      env: {
        MEDIA_S3_ENDPOINT: endpoint,
        MEDIA_S3_BUCKET: bucket,
        MEDIA_S3_REGION: region,
        MEDIA_S3_ACCESS_KEY: accessKey,
        MEDIA_S3_SECRET_KEY: secretKey,
      },
    })
    await sends({ type: 'text', content: REPORT })
    server.failNext(503, 503)
    await sends({ type: 'image' })
    expect(server.objects.size).to.equal(0)
    await later(60_000)
    expect(server.objects.size).to.equal(1)
    expect(kept()).to.deep.equal([])
    expect(answers('附在')).to.equal(1)
    await server.close()
  })
})
