import { createHash } from 'node:crypto'
import { expect } from 'chai'
import { MINUTE, setStage, testWorld, type Json, type Stage } from './support/stage.ts'

const KEY = '693a91f6-7xxx'
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

describe('Check 21: group webhooks', () => {
  let stage: Stage
  const say = async (body: object, key = KEY): Promise<Json> => {
    const init = { method: 'POST', body: JSON.stringify(body) }
    return (await (await fetch(`${stage.base}/cgi-bin/webhook/send?key=${key}`, init)).json()) as Json
  }
  const upload = async (type: string, bytes: Buffer, key = KEY): Promise<Json> => {
    const form = new FormData()
    form.append('media', new Blob([Buffer.from(bytes)]), '报表.txt')
    const address = `${stage.base}/cgi-bin/webhook/upload_media?key=${key}&type=${type}`
    return (await (await fetch(address, { method: 'POST', body: form })).json()) as Json
  }
  const text = { msgtype: 'text', text: { content: '停水通知' } }
  beforeEach(async () => {
    const robots = [
      { key: KEY, chatId: 'owners', name: '翠湖播报' },
      { key: 'second', chatId: 'owners' },
    ]
    stage = await setStage({ world: testWorld({ robots }) })
  })

  it('write to their group by key alone, without a msgid', async () => {
    const answer = await say({
      msgtype: 'text',
      text: { content: '停水', mentioned_list: ['LiGong', '@all'] },
    })
    expect(answer).to.deep.equal({ errcode: 0, errmsg: 'ok' })
    const shown = stage.emulator.phones.groupMessages('owners')
    expect(shown).to.have.nested.property('[0].text', '停水 @李工 @所有人')
    expect(shown).to.have.deep.nested.property('[0].from', { name: '翠湖播报' })
  })

  it('answer a wrong key with 93000, and look at a file before the key', async () => {
    expect((await say(text, 'wrong')).errcode).to.equal(93000)
    expect((await upload('file', Buffer.alloc(0), 'wrong')).errcode).to.equal(44001)
    expect((await upload('file', Buffer.from('report'), 'wrong')).errcode).to.equal(93000)
  })

  it('take 20 messages a minute each, then 45009 until the minute is over', async () => {
    for (let n = 0; n < 20; n += 1) expect((await say(text)).errcode).to.equal(0)
    expect((await say(text)).errcode).to.equal(45009)
    expect((await say(text, 'second')).errcode).to.equal(0)
    stage.clock.advance(MINUTE)
    expect((await say(text)).errcode).to.equal(0)
  })

  it('have media of their own', async () => {
    const { media_id } = await upload('file', Buffer.from('report of the day'))
    expect((await say({ msgtype: 'file', file: { media_id } })).errcode).to.equal(0)
    expect((await say({ msgtype: 'file', file: { media_id } }, 'second')).errcode).to.equal(40007)
    expect((await stage.get('/cgi-bin/media/get', { media_id: String(media_id) })).errcode).to.equal(40007)
    expect((await upload('image', PNG)).errcode).to.equal(40005)
  })

  const image = (md5 = createHash('md5').update(PNG).digest('hex')): object => ({
    msgtype: 'image',
    image: { base64: PNG.toString('base64'), md5 },
  })
  const card = {
    card_type: 'text_notice',
    main_title: { title: '日报' },
    card_action: { type: 1, url: 'https://a.cn' },
  }
  const cases: [what: string, body: object, errcode: number][] = [
    ['a text above 2048 B', { msgtype: 'text', text: { content: '水'.repeat(683) } }, 40058],
    ['an empty text', { msgtype: 'text', text: {} }, 44004],
    ['a markdown of 4096 B', { msgtype: 'markdown', markdown: { content: 'a'.repeat(4096) } }, 0],
    [
      'a markdown above 4096 B',
      { msgtype: 'markdown_v2', markdown_v2: { content: 'a'.repeat(4097) } },
      40058,
    ],
    ['an image', image(), 0],
    ['an image with a wrong md5', image('0'.repeat(32)), 301019],
    ['an image that is none', { msgtype: 'image', image: { base64: 'aGFsbG8=', md5: '' } }, 40123],
    ['news without address', { msgtype: 'news', news: { articles: [{ title: 'a' }] } }, 41010],
    ['a notice card', { msgtype: 'template_card', template_card: card }, 0],
    [
      'a button card',
      { msgtype: 'template_card', template_card: { ...card, card_type: 'button_interaction' } },
      42031,
    ],
    ['an unknown type', { msgtype: 'textcard' }, 40008],
  ]
  for (const [what, body, errcode] of cases) {
    it(`answer ${what} with ${errcode}`, async () => {
      expect((await say(body)).errcode).to.equal(errcode)
    })
  }
})
