import { expect } from 'chai'
import { parseInboundEvent, parseStoredEvent } from '../../src/wecom/inbound-event.ts'
import {
  aCardTap,
  anEvent,
  aTextMessage,
  type Elements,
  nameOf,
  without,
  xmlOf,
} from './support/deliveries.ts'

/** The event without what all have in common. */
function read(elements: Elements): Record<string, unknown> {
  const event = parseInboundEvent(xmlOf(elements))
  const { deliveryId, at, ...rest } = { deliveryId: '', at: undefined, ...event }
  if (!('refused' in event)) {
    expect(deliveryId).to.match(/^(msg:|event:[0-9a-f]{64}$)/)
    expect(at).to.be.instanceOf(Date)
  }
  return rest
}

const message = (MsgType: string, elements: Elements): Elements =>
  without(aTextMessage({ MsgType, ...elements }), 'Content')
const fromLiGong = { from: 'LiGong', agentId: '1000002' }
const bySystem = { FromUserName: 'sys' }

describe('parseInboundEvent', () => {
  it('reads a text message with its id, sender and second', () => {
    expect(parseInboundEvent(xmlOf(aTextMessage()))).to.deep.equal({
      kind: 'text',
      deliveryId: 'msg:7412369854123698541',
      at: new Date('2026-11-02T08:00:00.000Z'),
      from: 'LiGong',
      agentId: '1000002',
      content: '3栋电梯停了',
    })
  })

  const messages: [Elements, Record<string, unknown>][] = [
    [
      message('image', { PicUrl: 'https://p/1', MediaId: 'm1' }),
      { kind: 'image', picUrl: 'https://p/1', mediaId: 'm1' },
    ],
    [message('voice', { MediaId: 'm2', Format: 'amr' }), { kind: 'voice', mediaId: 'm2', format: 'amr' }],
    [
      message('video', { MediaId: 'm3', ThumbMediaId: 't3' }),
      { kind: 'video', mediaId: 'm3', thumbMediaId: 't3' },
    ],
    [
      message('location', { Location_X: '31.23', Location_Y: '-121.5', Scale: '16', Label: '3栋' }),
      { kind: 'location', latitude: 31.23, longitude: -121.5, label: '3栋' },
    ],
    [
      message('link', { Title: '标题', Description: '', Url: 'https://a/?b=1&c=2', PicUrl: '' }),
      { kind: 'link', title: '标题', description: '', url: 'https://a/?b=1&c=2', picUrl: '' },
    ],
    [
      message('file', { MediaId: 'm4', FileName: '合同.pdf' }),
      { kind: 'file', mediaId: 'm4', fileName: '合同.pdf' },
    ],
  ]
  for (const [elements, expected] of messages) {
    it(`reads a message of type ${String(expected.kind)}`, () => {
      expect(read(elements)).to.deep.equal({ ...fromLiGong, ...expected })
    })
  }

  it('reads a tap on a card', () => {
    expect(read(aCardTap())).to.deep.equal({
      kind: 'card_tap',
      ...fromLiGong,
      key: 'card:take',
      menu: false,
      taskId: 'wo-20261102-0017@1',
      cardType: 'multiple_interaction',
      responseCode: 'rc_9f1c',
      selected: { eta: ['h2'] },
    })
  })

  it('reads several questions, several answers and none', () => {
    const answer = (key: string, ...ids: string[]): Elements => ({
      QuestionKey: key,
      OptionIds: { OptionId: ids },
    })
    const SelectedItem = [
      answer('a', '1', '2'),
      answer('b', '3'),
      answer('c'),
      { QuestionKey: 'd', OptionIds: '' },
    ]
    expect(read(aCardTap({ SelectedItems: { SelectedItem } }))).to.deep.include({
      selected: { a: ['1', '2'], b: ['3'], c: [], d: [] },
    })
    expect(read(aCardTap({ SelectedItems: '' }))).to.deep.include({ selected: {} })
  })

  it("reads an item of a card's menu, which has no selection", () => {
    const tap = without(aCardTap({ Event: 'template_card_menu_event' }), 'SelectedItems')
    expect(read(tap)).to.deep.include({ kind: 'card_tap', menu: true, key: 'card:take', selected: {} })
  })

  it('reads a wake-up of customer service, which has neither sender nor agent', () => {
    const wakeUp = without(
      anEvent('kf_msg_or_event', {
        Token: 'tok1',
        OpenKfId: 'wkEMUdesk3',
      }),
      'FromUserName',
    )
    expect(read(wakeUp)).to.deep.equal({ kind: 'kf_wakeup', openKfId: 'wkEMUdesk3', token: 'tok1' })
  })

  const events: [Elements, Record<string, unknown>][] = [
    [anEvent('enter_agent', { EventKey: '' }), { kind: 'enter_agent', from: 'LiGong' }],
    [anEvent('subscribe', { EventKey: '' }), { kind: 'subscribe', from: 'LiGong' }],
    [anEvent('unsubscribe', { EventKey: '' }), { kind: 'unsubscribe', from: 'LiGong' }],
    [anEvent('click', { EventKey: 'menu:mine' }), { kind: 'menu_click', key: 'menu:mine' }],
    [anEvent('view', { EventKey: 'https://a' }), { kind: 'menu_view', url: 'https://a' }],
    [anEvent('view_miniprogram', { EventKey: 'pages/a' }), { kind: 'menu_miniprogram', key: 'pages/a' }],
    [
      anEvent('LOCATION', { Latitude: '31.2', Longitude: '121.5', Precision: '65.0' }),
      { kind: 'location_report', latitude: 31.2, longitude: 121.5, precision: 65 },
    ],
    [
      anEvent('scancode_waitmsg', {
        EventKey: 'scan',
        ScanCodeInfo: { ScanType: 'qrcode', ScanResult: 'room-3-1201' },
      }),
      { kind: 'menu_scan', key: 'scan', scanType: 'qrcode', scanResult: 'room-3-1201' },
    ],
    [
      anEvent('pic_sysphoto', {
        EventKey: 'photo',
        SendPicsInfo: { Count: '2', PicList: { item: [{ PicMd5Sum: 'a1' }, { PicMd5Sum: 'b2' }] } },
      }),
      { kind: 'menu_photo', key: 'photo', md5s: ['a1', 'b2'] },
    ],
    [
      anEvent('location_select', {
        EventKey: 'where',
        SendLocationInfo: {
          Location_X: '31',
          Location_Y: '121',
          Scale: '15',
          Label: '东门',
          Poiname: '小区',
        },
      }),
      {
        kind: 'menu_location',
        key: 'where',
        latitude: 31,
        longitude: 121,
        label: '东门',
        poiName: '小区',
      },
    ],
    [
      anEvent('taskcard_click', { EventKey: 'yes', TaskId: 't1', AgentId: '1000002' }),
      { kind: 'task_card_click', key: 'yes', taskId: 't1', agentId: '1000002' },
    ],
    [
      anEvent('batch_job_result', {
        ...bySystem,
        BatchJob: { JobId: 'j1', JobType: 'sync_user', ErrCode: '0', ErrMsg: 'ok' },
      }),
      { kind: 'batch_job_result', jobId: 'j1', jobType: 'sync_user', errcode: 0, errmsg: 'ok' },
    ],
    [
      anEvent('change_contact', {
        ...bySystem,
        ChangeType: 'update_user',
        UserID: 'LiGong',
        NewUserID: 'LiGong2',
        Position: '工程师',
        Department: '1,2',
        ExtAttr: { Item: [{ Name: '工号', Type: '0', Text: { Value: '7' } }] },
      }),
      {
        kind: 'change_contact',
        change: 'update_user',
        userId: 'LiGong',
        newUserId: 'LiGong2',
        fields: { Position: '工程师', Department: '1,2' },
      },
    ],
    [
      anEvent('change_contact', {
        ...bySystem,
        ChangeType: 'create_party',
        Id: '7',
        Name: '工程部',
        ParentId: '1',
      }),
      { kind: 'change_contact', change: 'create_party', fields: { Id: '7', Name: '工程部', ParentId: '1' } },
    ],
    [
      anEvent('change_external_contact', {
        ...bySystem,
        ChangeType: 'add_external_contact',
        UserID: 'LiGong',
        ExternalUserID: 'wm1',
        State: 's',
        WelcomeCode: 'wc',
      }),
      {
        kind: 'change_external_contact',
        change: 'add_external_contact',
        userId: 'LiGong',
        externalUserId: 'wm1',
        state: 's',
        welcomeCode: 'wc',
      },
    ],
    [
      anEvent('change_external_chat', {
        ...bySystem,
        ChangeType: 'update',
        ChatId: 'wr1',
        UpdateDetail: 'add_member',
      }),
      { kind: 'change_external_chat', change: 'update', chatId: 'wr1', detail: 'add_member' },
    ],
    [
      anEvent('change_external_tag', { ...bySystem, ChangeType: 'create', Id: 'et1', TagType: 'tag' }),
      { kind: 'change_external_tag', change: 'create', id: 'et1', tagType: 'tag' },
    ],
    [
      anEvent('kf_account_auth_change', { ...bySystem, AuthAddOpenKfId: 'wk1', AuthDelOpenKfId: '' }),
      { kind: 'kf_account_auth_change', added: ['wk1'], removed: [] },
    ],
    [
      anEvent('inactive_alert', { ...bySystem, EffectTime: '1793606400' }),
      {
        kind: 'app_activity',
        change: 'inactive_alert',
        effectAt: new Date('2026-11-02T08:00:00Z'),
      },
    ],
    [
      anEvent('close_inactive_agent', { ...bySystem }),
      { kind: 'app_activity', change: 'close_inactive_agent' },
    ],
    [
      anEvent('open_approval_change', { ApprovalInfo: { ThirdNo: '9', ApprovalNodes: '' } }),
      { kind: 'approval_change', source: 'open', info: { ThirdNo: '9', ApprovalNodes: '' } },
    ],
    [
      anEvent('sys_approval_change', { ...bySystem, ApprovalInfo: { SpNo: '2026' } }),
      { kind: 'approval_change', source: 'system', info: { SpNo: '2026' } },
    ],
    [anEvent('share_agent_change', { ...bySystem }), { kind: 'linked_corp_change', change: 'share_agent' }],
    [anEvent('msgaudit_notify', { ...bySystem }), { kind: 'msgaudit_notify' }],
  ]
  for (const [elements, expected] of events) {
    it(`reads the event ${nameOf(elements)}`, () => {
      expect(read(elements)).to.deep.include(expected)
    })
  }

  it('keeps what nobody documented as unknown, with its name', () => {
    expect(read(message('mini_program', {}))).to.deep.equal({
      kind: 'unknown',
      from: 'LiGong',
      name: 'mini_program',
    })
    expect(read(anEvent('brand_new_thing'))).to.deep.include({ kind: 'unknown', name: 'brand_new_thing' })
    expect(read(anEvent('change_contact', { ...bySystem, ChangeType: 'merge_user' }))).to.deep.include({
      kind: 'unknown',
      name: 'change_contact.merge_user',
    })
  })

  it('takes elements in any order, spaced out and with unknown ones between', () => {
    const shuffled = Object.fromEntries(Object.entries({ ...aCardTap(), Novelty: { Deep: 'x' } }).reverse())
    expect(parseInboundEvent(xmlOf(shuffled, '\n  '))).to.deep.equal(parseInboundEvent(xmlOf(aCardTap())))
  })

  const badlyShaped: Record<string, Elements> = {
    'a text without words': message('text', {}),
    'a text without sender': aTextMessage({ FromUserName: '' }),
    'a message without id': aTextMessage({ MsgId: '' }),
    'a message given twice': aTextMessage({ Content: ['a', 'b'] }),
    'no time': aTextMessage({ CreateTime: '' }),
    'a time that is none': aTextMessage({ CreateTime: 'yesterday' }),
    'a time before the epoch': aTextMessage({ CreateTime: '-5' }),
    'no type': aTextMessage({ MsgType: '' }),
    'a tap without key': aCardTap({ EventKey: '' }),
    'a tap without task': aCardTap({ TaskId: '' }),
    'a place that is no number': message('location', { Location_X: '31°', Location_Y: '121', Label: '' }),
    'a wake-up without account': anEvent('kf_msg_or_event', { Token: 't' }),
  }
  for (const [title, elements] of Object.entries(badlyShaped)) {
    it(`refuses ${title}`, () => {
      expect(parseInboundEvent(xmlOf(elements))).to.deep.equal({ refused: 'shape' })
    })
  }

  it('refuses what is no XML', () => {
    for (const text of ['', '电梯', '{"MsgType":"text"}', '<xml><MsgType>text</xml>', '<!DOCTYPE x><xml/>']) {
      expect(parseInboundEvent(text)).to.deep.equal({ refused: 'xml' })
    }
  })
})

describe('the delivery id', () => {
  const idOf = (elements: Elements, separator = ''): string => {
    const event = parseInboundEvent(xmlOf(elements, separator))
    if ('refused' in event) throw new Error(event.refused)
    return event.deliveryId
  }

  it('keeps all digits of a message id', () => {
    expect(idOf(aTextMessage({ MsgId: '9007199254740993' }))).to.equal('msg:9007199254740993')
  })

  it('is the same for an event that is sent again in another layout', () => {
    const reversed = Object.fromEntries(Object.entries(aCardTap()).reverse())
    expect(idOf(reversed, '\n')).to.equal(idOf(aCardTap()))
  })

  it('tells two taps in the same second apart', () => {
    const first = idOf(aCardTap())
    for (const other of [{ EventKey: 'card:pass' }, { TaskId: 'wo-2' }, { ResponseCode: 'rc_2' }]) {
      expect(idOf(aCardTap(other))).not.to.equal(first)
    }
  })

  it('does not let neighbouring fields run into each other', () => {
    const first = idOf(aCardTap({ EventKey: 'a|b', TaskId: 'c' }))
    expect(idOf(aCardTap({ EventKey: 'a', TaskId: 'b|c' }))).not.to.equal(first)
  })

  // WxJava#1745: all system events come from "sys", and a batch job makes many in one second.
  it('tells system events of one second apart by whatever they say', () => {
    const created = (elements: Elements): string =>
      idOf(anEvent('change_contact', { FromUserName: 'sys', ...elements }))
    const ids = [
      created({ ChangeType: 'create_party', Id: '7', Name: '工程部' }),
      created({ ChangeType: 'create_party', Id: '8', Name: '工程部' }),
      created({ ChangeType: 'update_user', UserID: 'LiGong', Name: '李工' }),
      created({ ChangeType: 'update_user', UserID: 'LiGong', Position: '主管' }),
    ]
    expect(new Set(ids).size).to.equal(4)
    expect(created({ Name: '工程部', Id: '7', ChangeType: 'create_party' })).to.equal(ids[0])
  })
})

describe('parseStoredEvent', () => {
  const stored: Elements[] = [
    aTextMessage(),
    aCardTap(),
    anEvent('inactive_alert', { FromUserName: 'sys', EffectTime: '1793606400' }),
    anEvent('brand_new_thing'),
  ]
  for (const elements of stored) {
    it(`reads ${nameOf(elements)} back from JSON with its dates`, () => {
      const event = parseInboundEvent(xmlOf(elements))
      expect(parseStoredEvent(JSON.parse(JSON.stringify(event)))).to.deep.equal(event)
    })
  }

  it('takes null for absent, as databases write it', () => {
    const event = parseInboundEvent(xmlOf(anEvent('enter_agent')))
    expect(parseStoredEvent({ ...event, agentId: null })).to.deep.equal(event)
  })

  it('throws for what it does not know', () => {
    const strange = [undefined, null, 'text', [], { kind: 'text' }, { kind: 'from_the_future', at: 1 }]
    for (const value of strange) {
      expect(() => parseStoredEvent(value))
        .to.throw()
        .with.property('code', 'stored_event_unreadable')
    }
  })
})
