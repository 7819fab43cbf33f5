import { expect } from 'chai'
import { KfItemSchema } from '../../src/wecom/kf-item.ts'
import { parseKfItem } from '../../src/wecom/parse-kf-item.ts'

const row = (msgtype: string, content: object, more: object = {}): object => ({
  msgid: '5Ae9',
  open_kfid: 'wk1',
  external_userid: 'wm1',
  send_time: 1793606499,
  origin: 3,
  msgtype,
  [msgtype]: content,
  ...more,
})
const eventRow = (event: object): object => ({
  msgid: '5Ae8',
  send_time: 1793606490,
  origin: 4,
  msgtype: 'event',
  event: { open_kfid: 'wk1', external_userid: 'wm1', ...event },
})

describe('parseKfItem', () => {
  it("reads an owner's words and a click in a menu", () => {
    const item = parseKfItem(row('text', { content: '家里停水了', menu_id: '101' }))
    expect(JSON.parse(JSON.stringify(item))).to.deep.equal({
      kind: 'text',
      messageId: '5Ae9',
      at: '2026-11-02T08:01:39.000Z',
      origin: 'owner',
      openKfId: 'wk1',
      externalUserId: 'wm1',
      content: '家里停水了',
      menuId: '101',
    })
    expect(parseKfItem(row('text', { content: '停水', menu_id: '' }))).to.have.property('menuId', undefined)
  })

  const known: [object, object][] = [
    [row('image', { media_id: 'm1' }), { kind: 'image', mediaId: 'm1' }],
    [row('voice', { media_id: 'm2' }), { kind: 'voice', mediaId: 'm2' }],
    [row('video', { media_id: 'm3' }), { kind: 'video', mediaId: 'm3' }],
    [row('file', { media_id: 'm4' }), { kind: 'file', mediaId: 'm4' }],
    [
      row('location', { latitude: 31.2, longitude: 121.5, name: '东门', address: '路1号' }),
      { kind: 'location', latitude: 31.2, longitude: 121.5, name: '东门', address: '路1号' },
    ],
    [
      row('link', { title: 't', desc: 'd', url: 'https://a', pic_url: '' }),
      { kind: 'link', title: 't', description: 'd', url: 'https://a', picUrl: '' },
    ],
    [
      row('text', { content: '我来处理' }, { origin: 5, servicer_userid: 'LiGong' }),
      { kind: 'text', origin: 'servicer', servicerUserId: 'LiGong' },
    ],
    [
      eventRow({ event_type: 'enter_session', scene: 'lobby3', scene_param: 'b%3D3', welcome_code: 'WC' }),
      {
        kind: 'enter_session',
        origin: 'system',
        openKfId: 'wk1',
        externalUserId: 'wm1',
        scene: 'lobby3',
        sceneParam: 'b%3D3',
        welcomeCode: 'WC',
      },
    ],
    [
      eventRow({ event_type: 'msg_send_fail', fail_msgid: 'wo17-2', fail_type: 4 }),
      { kind: 'send_failed', failedMessageId: 'wo17-2', failType: 4 },
    ],
    [
      eventRow({
        event_type: 'session_status_change',
        change_type: 1,
        old_servicer_userid: '',
        new_servicer_userid: 'LiGong',
        msg_code: 'MC',
      }),
      {
        kind: 'session_changed',
        changeType: 1,
        oldServicerUserId: undefined,
        newServicerUserId: 'LiGong',
        messageCode: 'MC',
      },
    ],
    [
      eventRow({ event_type: 'user_recall_msg', recall_msgid: '5' }),
      { kind: 'recalled', recalledMessageId: '5' },
    ],
  ]
  for (const [given, expected] of known) {
    const { kind } = { kind: '', ...expected }
    it(`reads ${kind} and reads it back from JSON`, () => {
      const item = parseKfItem(given)
      expect(item).to.deep.include(expected)
      expect(JSON.stringify(KfItemSchema.parse(JSON.parse(JSON.stringify(item))))).to.equal(
        JSON.stringify(item),
      )
    })
  }

  it('keeps what it does not know, or what is shaped otherwise, as unknown', () => {
    for (const [given, name] of [
      [row('channels_shop_order', { id: 1 }), 'channels_shop_order'],
      [row('text', { words: 'x' }), 'text'],
      [row('image', {}), 'image'],
      [row('image', {}, { image: undefined }), 'image'],
      [row('location', { latitude: '31', longitude: '121' }), 'location'],
      [eventRow({ event_type: 'servicer_status_change', status: 1 }), 'servicer_status_change'],
      [row('event', {}), 'event'],
    ] as const) {
      expect(parseKfItem(given)).to.include({ kind: 'unknown', name })
    }
    expect(parseKfItem(row('text', { content: 'x' }, { origin: 99 }))).to.include({ origin: 'unknown' })
  })

  it('leaves out rows that could not be told apart', () => {
    for (const bad of [undefined, null, 'x', {}, { ...row('text', { content: 'x' }), msgid: '' }]) {
      expect(parseKfItem(bad)).to.equal(undefined)
    }
  })
})
