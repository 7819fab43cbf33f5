import { expect } from 'chai'
import { ANSWERS } from '../../src/texts/answers.ts'
import { EXAMPLE, hoursLater, MONDAY_10 } from '../support/builders.ts'
import { anImage, aTap } from '../support/events.ts'
import { createDeskStage, type Stage } from './stage.ts'

describe('a photo, recording or file', () => {
  let stage: Stage
  beforeEach(() => {
    stage = createDeskStage()
  })

  it('REC-4.2 joins the matter that its sender reported last', async () => {
    await stage.hears(EXAMPLE)
    stage.clock.set(hoursLater(1))
    await stage.hears('5栋1单元301 李先生 13900000000 客厅灯不亮')
    await stage.handle(anImage())
    const [first, second] = stage.tickets.all()
    expect(first?.reception.attachments.length).to.equal(second === undefined ? -1 : 0)
    expect(second?.reception.attachments).to.deep.equal([
      { hash: 'hash of media1', contentType: 'image/jpeg', bytes: 3 },
    ])
    expect(second === undefined ? [] : stage.sends(second.id)).to.include('attached')
  })

  it('joins once, replayed or sent twice', async () => {
    await stage.hears(EXAMPLE)
    const photo = anImage()
    await stage.handle(photo)
    await stage.handle(photo)
    await stage.handle(anImage())
    expect(stage.ticket().reception.attachments).to.have.length(1)
    expect(stage.ticket().version).to.equal(3)
  })

  it('comes as voice, video and file as well', async () => {
    await stage.hears(EXAMPLE)
    const head = { at: MONDAY_10, from: 'zhaoqiang' }
    await stage.handle({ kind: 'voice', deliveryId: 'e1', ...head, mediaId: 'voice1', format: 'amr' })
    await stage.handle({ kind: 'video', deliveryId: 'e2', ...head, mediaId: 'video1', thumbMediaId: 'thumb' })
    await stage.handle({ kind: 'file', deliveryId: 'e3', ...head, mediaId: 'file1' })
    expect(stage.ticket().reception.attachments.map(({ hash }) => hash)).to.deep.equal([
      'hash of voice1',
      'hash of video1',
      'hash of file1',
    ])
  })

  it('without a recent matter of the sender asks for words first', async () => {
    await stage.handle(anImage())
    await stage.hears(EXAMPLE, 'YangMei')
    await stage.handle(anImage())
    expect(stage.said()).to.deep.equal([ANSWERS.textFirst, ANSWERS.textFirst])
  })

  it('REC-4.2 recent means within two hours', async () => {
    await stage.hears(EXAMPLE)
    stage.clock.set(hoursLater(2))
    await stage.handle(anImage())
    expect(stage.ticket().reception.attachments).to.have.length(1)
    stage.clock.set(new Date(hoursLater(2).getTime() + 1))
    await stage.handle(anImage({ mediaId: 'media2' }))
    expect(stage.ticket().reception.attachments).to.have.length(1)
    expect(stage.said()).to.deep.equal([ANSWERS.textFirst])
  })

  it('for a matter that is over is not lost without a word', async () => {
    await stage.hears(EXAMPLE)
    await stage.handle(aTap('card:discard', { taskId: stage.ticket().id }))
    await stage.handle(anImage())
    expect(stage.ticket().reception.attachments).to.deep.equal([])
    expect(stage.said()).to.deep.equal([ANSWERS.textFirst])
  })

  it('fails when the platform is away, so that it is replayed', async () => {
    await stage.hears(EXAMPLE)
    stage.keepMedia = () => Promise.reject(new Error('platform away'))
    let failure = ''
    await stage.handle(anImage()).catch((error: unknown) => (failure = String(error)))
    expect(failure).to.include('platform away')
    expect(stage.ticket().reception.attachments).to.deep.equal([])
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
