import { expect } from 'chai'
import { ANSWERS } from '../../src/texts/answers.ts'
import { sayMediaWaits } from '../../src/texts/media-texts.ts'
import { EXAMPLE, hoursLater, MONDAY_10 } from '../support/builders.ts'
import { anImage, anOwnersText } from '../support/events.ts'
import { createDeskStage, type Stage } from './stage.ts'

describe('a photo, recording or file', () => {
  let stage: Stage
  beforeEach(() => {
    stage = createDeskStage()
  })
  const awaited = () => stage.awaited().map(({ mediaId, kind, ticketId }) => `${kind} ${mediaId} ${ticketId}`)

  it('REC-4.2 will join the matter that its sender reported last', async () => {
    await stage.hears(EXAMPLE)
    stage.clock.set(hoursLater(1))
    await stage.hears('5栋1单元301 李先生 13900000000 客厅灯不亮')
    const photo = anImage({ from: 'zhaoqiang' })
    await stage.handle(photo)
    const [, second] = stage.tickets.all()
    expect(stage.awaited()).to.deep.equal([
      {
        id: photo.deliveryId,
        mediaId: 'media1',
        kind: 'image',
        ticketId: second?.id,
        communityId: 'cuihu',
        sender: { userId: 'ZhaoQiang', name: '赵强' },
        sentAt: MONDAY_10,
        expiresAt: hoursLater(72),
      },
    ])
  })

  it('is fetched once, however often it is delivered', async () => {
    await stage.hears(EXAMPLE)
    const photo = anImage()
    await stage.handle(photo)
    await stage.handle(photo)
    expect(awaited()).to.have.length(1)
  })

  it('comes as voice, video and file as well', async () => {
    await stage.hears(EXAMPLE)
    const head = { at: MONDAY_10, from: 'zhaoqiang' }
    await stage.handle({ kind: 'voice', deliveryId: 'e1', ...head, mediaId: 'voice1', format: 'amr' })
    await stage.handle({ kind: 'video', deliveryId: 'e2', ...head, mediaId: 'video1', thumbMediaId: 'thumb' })
    await stage.handle({ kind: 'file', deliveryId: 'e3', ...head, mediaId: 'file1' })
    const { id } = stage.ticket()
    expect(awaited()).to.deep.equal([`voice voice1 ${id}`, `video video1 ${id}`, `file file1 ${id}`])
  })

  it('REC-4.2 without a recent matter of the sender waits for his next one, and is answered at once', async () => {
    await stage.handle(anImage())
    await stage.hears(EXAMPLE, 'YangMei')
    await stage.handle(anImage({ mediaId: 'media2' }))
    expect(stage.said()).to.deep.equal([sayMediaWaits('image'), sayMediaWaits('image')])
    expect(stage.said().join()).not.to.include('再发')
    expect(awaited()).to.deep.equal([])
    stage.clock.set(hoursLater(1.9))
    await stage.hears(EXAMPLE)
    const { id } = stage.tickets.all()[1]!
    expect(awaited()).to.deep.equal([`image media1 ${id}`, `image media2 ${id}`])
    await stage.hears('5栋1单元301 李先生 13900000000 客厅灯不亮')
    expect(awaited()).to.deep.equal([`image media1 ${id}`, `image media2 ${id}`])
  })

  it('REC-4.2 waits two hours and no longer', async () => {
    await stage.handle(anImage())
    stage.clock.set(new Date(hoursLater(2).getTime() + 1))
    await stage.hears(EXAMPLE)
    expect(awaited()).to.deep.equal([])
  })

  it('that is delivered again after the report is fetched once; one that crossed the report is not forgotten', async () => {
    const photo = anImage()
    await stage.handle(photo)
    await stage.hears(EXAMPLE)
    await stage.handle(photo)
    expect(awaited()).to.have.length(1)
  })

  it('of an owner on WeChat waits for the owner’s own words', async () => {
    const { item, ...event } = anOwnersText('')
    const { messageId, at, origin } = item
    const owner = { openKfId: item.openKfId ?? '', externalUserId: item.externalUserId ?? '' }
    const image = { kind: 'image', mediaId: 'm', messageId, at, origin, ...owner } as const
    await stage.handle({ ...event, item: image, deliveryId: 'kf:picture' })
    expect(stage.said()).to.deep.equal([sayMediaWaits('image')])
    await stage.handle(anOwnersText(EXAMPLE, { externalUserId: 'wmOwnerLi' }))
    expect(awaited()).to.deep.equal([])
    await stage.handle(anOwnersText('3栋2单元501 张女士 13800000000 客厅灯不亮'))
    expect(awaited()).to.deep.equal([`image m ${stage.tickets.all()[1]!.id}`])
  })

  it('REC-4.2 recent means within two hours', async () => {
    await stage.hears(EXAMPLE)
    stage.clock.set(hoursLater(2))
    await stage.handle(anImage())
    expect(awaited()).to.have.length(1)
    stage.clock.set(new Date(hoursLater(2).getTime() + 1))
    await stage.handle(anImage({ mediaId: 'media2' }))
    expect(awaited()).to.have.length(1)
    expect(stage.said()).to.deep.equal([sayMediaWaits('image')])
  })

  it('from a platform whose clock runs ahead is not kept longer for it', async () => {
    await stage.hears(EXAMPLE)
    await stage.handle(anImage({ at: hoursLater(5) }))
    expect(stage.awaited()[0]?.expiresAt).to.deep.equal(hoursLater(72))
  })
})

describe('places and links', () => {
  it('are asked to be put in words', async () => {
    const stage = createDeskStage()
    const head = { at: MONDAY_10, from: 'ZhaoQiang' }
    await stage.handle({
      kind: 'location',
      deliveryId: 'e1',
      ...head,
      latitude: 0,
      longitude: 0,
      label: '大堂',
    })
    await stage.handle({
      kind: 'link',
      deliveryId: 'e2',
      ...head,
      title: '',
      description: '',
      url: '',
      picUrl: '',
    })
    expect(stage.said()).to.deep.equal([ANSWERS.cannotRead, ANSWERS.cannotRead])
  })

  it('an event that nobody handles is no error', async () => {
    const stage = createDeskStage()
    await stage.handle({ kind: 'enter_agent', deliveryId: 'e1', at: MONDAY_10, from: 'ZhaoQiang' })
    await stage.handle({ kind: 'unknown', deliveryId: 'e2', at: MONDAY_10, name: 'brand_new' })
    expect(stage.said()).to.deep.equal([])
    expect(stage.log.lines.map(({ level }) => level)).to.deep.equal([20, 20])
  })
})
