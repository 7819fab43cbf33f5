import { expect } from 'chai'
import { createCollect } from '../../src/media/collect.ts'
import type { Blob } from '../../src/media/blob-store.ts'
import { hashOf } from '../../src/media/hash.ts'
import { DeskError } from '../../src/errors.ts'
import type { AwaitedMedia } from '../../src/services/media.ts'
import { reporterKey } from '../../src/services/stores.ts'
import { sayMediaWaits } from '../../src/texts/media-texts.ts'
import { planAttachment, type Attachment } from '../../src/domain/ticket/index.ts'
import { WecomError } from '../../src/wecom/wecom-error.ts'
import { aTicket, hoursLater, MONDAY_10, samplePolicy } from '../support/builders.ts'
import { wecomError } from '../support/fake-wecom.ts'
import { createFixedClock } from '../support/fixed-clock.ts'
import { createMemoryMedia } from '../support/memory-media.ts'
import { createCapturedLog } from '../wecom/support/captured-log.ts'

const PHOTO = Buffer.from('\xff\xd8\xff photo', 'latin1')
const MEDIUM: AwaitedMedia = {
  id: 'e1',
  mediaId: 'media1',
  kind: 'image',
  ticketId: 't1',
  communityId: 'cuihu',
  sender: { userId: 'ZhaoQiang', name: '赵强' },
  sentAt: MONDAY_10,
  expiresAt: hoursLater(72),
}

/** The collector over stores in memory; the next downloads and uploads fail as told, one each. */
function aStage(given: { bytes?: Buffer; isOver?: boolean } = {}) {
  const clock = createFixedClock(MONDAY_10)
  const media = createMemoryMedia()
  const log = createCapturedLog()
  const downloads: (Error | undefined)[] = []
  const uploads: (Error | undefined)[] = []
  const kept: Blob[] = []
  const said: string[] = []
  const attached: Attachment[] = []
  const ticket = aTicket(given.isOver === true ? { status: 'closed' } : {})
  const collect = createCollect({
    media,
    wecom: {
      downloadMedia: () => {
        const failure = downloads.shift()
        const bytes = given.bytes ?? PHOTO
        return failure === undefined
          ? Promise.resolve({ bytes, contentType: 'application/octet-stream' })
          : Promise.reject(failure)
      },
    },
    blobs: {
      put(blob) {
        const failure = uploads.shift()
        if (failure !== undefined) return Promise.reject(failure)
        kept.push(blob)
        return Promise.resolve()
      },
      get: () => Promise.resolve(undefined),
      has: () => Promise.resolve(false),
    },
    tickets: {
      change(_id, _eventId, now, decide) {
        const decision = decide(ticket)
        if (decision === undefined || 'refused' in decision)
          return Promise.resolve({ refused: 'already_over', record: ticket })
        attached.push(...(decision.set.reception?.attachments ?? []))
        expect(decision).to.deep.equal(planAttachment(ticket, MEDIUM.sender as never, attached[0]!, now))
        return Promise.resolve({ changed: ticket })
      },
    },
    replies: { say: (to, text) => Promise.resolve(void said.push(`${JSON.stringify(to)} ${text}`)) },
    policyFor: () => samplePolicy,
    clock,
    logger: log.logger,
    leaseMs: 60_000,
    backoff: { firstMs: 2000, mostMs: 600_000 },
    random: () => 1,
    atOnce: 4,
  })
  return {
    ...{ clock, media, log, downloads, uploads, kept, said, attached, collect },
    begin: async (overrides: Partial<AwaitedMedia> = {}) => {
      const { ticketId: id, communityId, ...sent } = { ...MEDIUM, ...overrides }
      await media.add({ ...sent, communityId, waitsUntil: hoursLater(2) })
      await media.join(reporterKey(sent.sender), { id, communityId }, MONDAY_10)
    },
    later: async () => {
      clock.set((await media.nextDueAt()) ?? clock.now())
      return collect()
    },
    end: () => media.get('e1').end,
  }
}

describe('collecting media', () => {
  it('REC-4.2 fetches a photo, keeps it under its hash and joins it to its ticket', async () => {
    const stage = aStage()
    await stage.begin()
    expect(await stage.collect()).to.equal(1)
    const attachment = { hash: hashOf(PHOTO), contentType: 'image/jpeg', bytes: PHOTO.length }
    expect(stage.attached).to.deep.equal([attachment])
    expect(stage.kept.map(({ hash }) => hash)).to.deep.equal([attachment.hash])
    expect(stage.end()).to.deep.equal({ state: 'kept', attachment })
    expect(await stage.collect()).to.equal(0)
    expect(stage.said).to.deep.equal([])
  })

  it('tries again with growing pauses while the platform or the store is away', async () => {
    const stage = aStage()
    await stage.begin()
    const away = new WecomError('wecom_timeout', 'away', { handling: 'retry', outcome: 'unknown' })
    stage.downloads.push(away, wecomError(60020), undefined)
    stage.uploads.push(new DeskError('media_store_away', 'away', { retryable: true }))
    await stage.collect()
    const waits: number[] = []
    while (stage.end() === null) {
      const due = await stage.media.nextDueAt()
      waits.push((due?.getTime() ?? 0) - stage.clock.now().getTime())
      await stage.later()
    }
    expect(waits).to.deep.equal([2000, 4000, 8000])
    expect(stage.end()).to.include({ state: 'kept' })
    expect(stage.kept).to.have.length(1)
  })

  it('asks to send it again when the platform has forgotten it, at the latest after its three days', async () => {
    const stage = aStage()
    await stage.begin()
    const away = new WecomError('wecom_timeout', 'away', { handling: 'retry', outcome: 'unknown' })
    stage.downloads.push(...Array.from({ length: 1000 }, () => away))
    await stage.collect()
    while (stage.end() === null) await stage.later()
    expect(stage.clock.now()).to.deep.equal(hoursLater(72))
    expect(stage.end()).to.deep.equal({ state: 'gone' })
    expect(stage.said).to.deep.equal([
      '{"users":["ZhaoQiang"]} 您之前发来的照片没能取到，现在已取不到了。请再发一次。',
    ])
  })

  it('asks at once when the id is unknown to the platform', async () => {
    const stage = aStage()
    await stage.begin()
    stage.downloads.push(wecomError(40007))
    await stage.collect()
    expect(stage.end()).to.deep.equal({ state: 'gone' })
    expect(stage.said).to.have.length(1)
  })

  it('an owner is told on WeChat', async () => {
    const stage = aStage({ bytes: Buffer.alloc(0) })
    const owner = { externalUserId: 'wm1', openKfId: 'wk1' }
    await stage.begin({ sender: { owner } })
    await stage.collect()
    expect(stage.said).to.deep.equal([`${JSON.stringify({ owner })} 收到的照片没有内容，请再发一次。`])
  })

  const refused: [name: string, bytes: Buffer | Error, text: string][] = [
    [
      'a program in a photo’s clothes',
      Buffer.from('MZ\0\0'),
      '这种照片看不了，没有收下。可以收的格式：JPG、PNG',
    ],
    ['more than media/get hands over', wecomError(830002), '照片太大，没有收下（最大 10 MB）'],
    [
      'an endless answer',
      new WecomError('wecom_answer_too_big', 'big', { handling: 'drop', outcome: 'unknown' }),
      '照片太大',
    ],
  ]
  for (const [name, given, text] of refused)
    it(`refuses ${name} in words and keeps nothing`, async () => {
      const stage = aStage(Buffer.isBuffer(given) ? { bytes: given } : {})
      if (given instanceof Error) stage.downloads.push(given)
      await stage.begin()
      await stage.collect()
      expect(stage.said.join()).to.include(text)
      expect(stage.end()).to.include({ state: 'refused' })
      expect([...stage.kept, ...stage.attached]).to.deep.equal([])
    })

  it('REC-4.2 for a matter that is over waits for the next one, and the sender is told', async () => {
    const stage = aStage({ isOver: true })
    await stage.begin()
    await stage.collect()
    expect(stage.said).to.deep.equal([`{"users":["ZhaoQiang"]} ${sayMediaWaits('image')}`])
    expect(stage.media.get('e1')).to.include({ end: null, ticketId: null, nextActionAt: null })
    expect(stage.media.get('e1').waitsUntil).to.deep.equal(hoursLater(2))
    expect(await stage.collect()).to.equal(0)
  })

  it('does what a dead process had begun again, when its claim has run out', async () => {
    const stage = aStage()
    await stage.begin()
    await stage.media.claim(MONDAY_10, 'dead', hoursLater(1))
    expect(await stage.collect()).to.equal(0)
    stage.clock.set(hoursLater(1))
    expect(await stage.collect()).to.equal(1)
    expect(stage.end()).to.include({ state: 'kept' })
  })

  it('fetches a handful at once and leaves the rest for the next round', async () => {
    const stage = aStage()
    for (const id of ['e1', 'e2', 'e3', 'e4', 'e5']) await stage.begin({ id })
    expect(await stage.collect()).to.equal(4)
    expect(await stage.collect()).to.equal(1)
  })

  it('logs neither names nor words', async () => {
    const stage = aStage()
    await stage.begin()
    stage.downloads.push(wecomError(60020))
    await stage.collect()
    expect(stage.log.lines.map(({ code }) => code)).to.deep.equal(['wecom_refused'])
    expect(JSON.stringify(stage.log.lines)).not.to.match(/赵强|ZhaoQiang/)
  })
})
