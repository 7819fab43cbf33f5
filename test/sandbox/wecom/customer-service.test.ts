import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import {
  createTestClock,
  DAY,
  HOUR,
  MINUTE,
  SECOND,
  setStage,
  testWorld,
  type Json,
  type Stage,
} from './support/stage.ts'

const KF = 'wkEMUdesk0000000000000000000001'
const OWNER = 'wmEMUowner1'

interface Item {
  msgid: string
  origin: number
  msgtype: string
  open_kfid?: string
  external_userid?: string
  text?: { content: string; menu_id?: string }
  event?: Record<string, unknown>
}

function kf(stage: Stage) {
  const ask = (path: string, body: Record<string, unknown>): Promise<Json> =>
    stage.post(`/cgi-bin/kf/${path}`, body)
  return {
    ask,
    say: (changes: object = {}): Promise<Json> =>
      ask('send_msg', {
        touser: OWNER,
        open_kfid: KF,
        msgtype: 'text',
        text: { content: '收到' },
        ...changes,
      }),
    trans: (service_state: number, changes: object = {}): Promise<Json> =>
      ask('service_state/trans', { open_kfid: KF, external_userid: OWNER, service_state, ...changes }),
    state: async (): Promise<unknown> =>
      (await ask('service_state/get', { open_kfid: KF, external_userid: OWNER })).service_state,
    answer: (code: unknown, changes: object = {}): Promise<Json> =>
      ask('send_msg_on_event', { code, msgtype: 'text', text: { content: '欢迎' }, ...changes }),
    write: (content = '家里停水了', menuId?: string): Promise<unknown> =>
      stage.emulator.phones.ownerWrites(OWNER, {
        type: 'text',
        content,
        ...(menuId === undefined ? {} : { menuId }),
      }),
    /** As a bot does: everything behind the cursor, page by page. */
    async pull(cursor = '', limit = 1000): Promise<{ items: Item[]; cursor: string; calls: number }> {
      const items: Item[] = []
      for (let calls = 1; ; calls += 1) {
        const answer = await ask('sync_msg', { cursor, limit, open_kfid: KF, token: lastToken(stage) })
        expect(answer.errcode).to.equal(0)
        items.push(...(answer.msg_list as Item[]))
        cursor = String(answer.next_cursor)
        if (answer.has_more === 0) return { items, cursor, calls }
      }
    },
  }
}

const lastToken = (stage: Stage): string => stage.bot.received.at(-1)?.fields.Token ?? ''

function ownerInbox(stage: Stage) {
  const shown = stage.emulator.phones.ownerInbox(OWNER)
  if ('refused' in shown) throw new Error(shown.refused)
  return shown
}

const humans = (changes: object = {}) =>
  testWorld({ kfAccounts: [{ openKfId: KF, name: '服务台', servicers: ['QianTai', 'WangWu'], ...changes }] })

describe('Check 23: customer service tells that there is something, and is asked what', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await setStage()
  })

  it('by a webhook without content, sender or message id', async () => {
    await kf(stage).write()
    const fields = stage.bot.received[0]?.fields ?? {}
    expect(fields).to.include({ Event: 'kf_msg_or_event', OpenKfId: KF })
    expect(fields).to.have.property('Token')
    expect(fields).not.to.have.any.keys('FromUserName', 'MsgId', 'AgentID', 'Content')
    expect(stage.bot.received).to.have.length(1) // two items, one call
    const { items } = await kf(stage).pull()
    expect(items.map((item) => [item.origin, item.msgtype])).to.deep.equal([
      [4, 'event'],
      [3, 'text'],
    ])
  })

  it('with ids of events inside the event only', async () => {
    await kf(stage).write()
    const [entered, text] = (await kf(stage).pull()).items
    expect(entered).not.to.have.any.keys('open_kfid', 'external_userid')
    expect(entered?.event).to.include({ event_type: 'enter_session', open_kfid: KF, external_userid: OWNER })
    expect(text).to.include({ open_kfid: KF, external_userid: OWNER })
    expect(text?.text).to.deep.equal({ content: '家里停水了' })
  })

  it('page by page behind a cursor, each item once', async () => {
    for (const content of ['一', '二', '三']) await kf(stage).write(content)
    const first = await kf(stage).pull('', 2)
    expect(first.items.map((item) => item.text?.content)).to.deep.equal([undefined, '一', '二', '三'])
    expect(first.calls).to.equal(2)
    expect((await kf(stage).pull(first.cursor)).items).to.deep.equal([])
    await kf(stage).write('四')
    expect((await kf(stage).pull(first.cursor)).items).to.have.length(1)
  })

  it('with an empty page and has_more 1 in between, when the switch says so', async () => {
    stage = await setStage({ switches: { kfEmptyPages: true } })
    await kf(stage).write()
    const { items, calls } = await kf(stage).pull()
    expect([items.length, calls]).to.deep.equal([2, 2])
  })

  it('for three days, from the oldest on when the cursor is empty', async () => {
    await kf(stage).write('旧')
    stage.clock.advance(3 * DAY)
    await kf(stage).write('新')
    expect((await kf(stage).pull()).items.map((item) => item.text?.content)).to.deep.equal([undefined, '新'])
  })

  it('with a token of this account that lives ten minutes (95007), or slowly without one (45009)', async () => {
    await kf(stage).write()
    const ask = async (body: object): Promise<number> =>
      (await kf(stage).ask('sync_msg', { open_kfid: KF, ...body })).errcode
    expect(await ask({ token: 'forged' })).to.equal(95007)
    const token = lastToken(stage)
    stage.clock.advance(10 * MINUTE - 1)
    expect(await ask({ token })).to.equal(0)
    stage.clock.advance(1)
    expect(await ask({ token })).to.equal(95007)
    for (let n = 0; n < 10; n += 1) expect(await ask({})).to.equal(0)
    expect(await ask({})).to.equal(45009)
    stage.clock.advance(MINUTE)
    expect(await ask({})).to.equal(0)
  })

  it('with any number of calls without token, as the switch says', async () => {
    stage = await setStage({ switches: { syncWithoutTokenPerMinute: 1 } })
    const ask = async (): Promise<number> => (await kf(stage).ask('sync_msg', { open_kfid: KF })).errcode
    expect([await ask(), await ask()]).to.deep.equal([0, 45009])
  })

  it('and refuses bad accounts, cursors and limits', async () => {
    const ask = async (body: object): Promise<number> =>
      (await kf(stage).ask('sync_msg', { ...body })).errcode
    expect(await ask({})).to.equal(60251)
    expect(await ask({ open_kfid: 'wkOther' })).to.equal(95000)
    expect(await ask({ open_kfid: KF, cursor: 'x' })).to.equal(40058)
    expect(await ask({ open_kfid: KF, cursor: 'cur_1_other123' })).to.equal(40058)
    expect(await ask({ open_kfid: KF, limit: 1001 })).to.equal(40058)
  })

  it('without what the API sent, but with what a servicer typed', async () => {
    stage = await setStage({ world: humans() })
    await kf(stage).write()
    const { cursor } = await kf(stage).pull()
    await kf(stage).say()
    await stage.emulator.acts.servicerWrites({ openKfId: KF, externalUserId: OWNER }, 'QianTai', '我来看看')
    const { items } = await kf(stage).pull(cursor)
    expect(items).to.have.length(1)
    expect(items[0]).to.include({ origin: 5, servicer_userid: 'QianTai' })
    expect(ownerInbox(stage).map((line) => line.from)).to.deep.equal(['self', 'desk', { name: '前台小钱' }])
  })

  it('is not granted to another app (48007)', async () => {
    const world = testWorld()
    const other = { ...world.agents[0]!, agentId: 1000003, secret: 'second' }
    stage = await setStage({
      world: {
        ...world,
        agents: [...world.agents, other],
        kfAccounts: [{ openKfId: KF, name: '台', agentId: 1000003 }],
      },
    })
    expect((await kf(stage).say()).errcode).to.equal(48007)
  })
})

describe('Check 24: windows and states of a session', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await setStage({ world: humans() })
  })

  it('five messages per message of the owner, then 95001; a menu click counts as message', async () => {
    await kf(stage).write()
    const menu = {
      msgtype: 'msgmenu',
      msgmenu: { list: [{ type: 'click', click: { id: 'v1:water', content: '停水' } }] },
    }
    expect((await kf(stage).say(menu)).errcode).to.equal(0)
    for (let n = 0; n < 4; n += 1) expect((await kf(stage).say()).errcode).to.equal(0)
    expect((await kf(stage).say()).errcode).to.equal(95001)
    await kf(stage).write('x', 'v1:water')
    for (let n = 0; n < 5; n += 1) expect((await kf(stage).say()).errcode).to.equal(0)
    expect((await kf(stage).say()).errcode).to.equal(95001)
  })

  it('48 hours after the owner’s last message: 95002 while the session lives, 95018 when it ended by itself', async () => {
    await kf(stage).write()
    stage.clock.advance(47 * HOUR)
    expect((await kf(stage).say()).errcode).to.equal(0)
    stage.clock.advance(HOUR)
    expect((await kf(stage).say()).errcode).to.equal(95002)
    stage.clock.advance(48 * HOUR)
    expect((await kf(stage).say()).errcode).to.equal(95018)
    expect(await kf(stage).state()).to.equal(4)
    await kf(stage).write('又停水了')
    expect((await kf(stage).say()).errcode).to.equal(0)
  })

  for (const kfUnspokenErrcode of [95018, 95001] as const) {
    it(`nothing before the owner has written: ${kfUnspokenErrcode}`, async () => {
      stage = await setStage({ switches: { kfUnspokenErrcode } })
      await stage.emulator.acts.ownerOpens(OWNER)
      expect((await kf(stage).say()).errcode).to.equal(kfUnspokenErrcode)
    })
  }

  it('messages are checked: ids, types, receivers', async () => {
    await kf(stage).write()
    const answers: [object, number][] = [
      [{ touser: undefined }, 41035],
      [{ touser: 'wmOther' }, 40096],
      [{ open_kfid: undefined }, 60251],
      [{ msgtype: 'markdown' }, 40008],
      [{ text: {} }, 44004],
      [{ text: { content: '水'.repeat(683) } }, 45002],
      [{ msgid: '' }, 40058],
      [{ msgid: 'x'.repeat(33) }, 40058],
      [{ msgtype: 'image', image: { media_id: 'x' } }, 40007],
      [{ msgtype: 'link', link: { title: 'a' } }, 41010],
      [{ msgid: 'wo17-1' }, 0],
      [{ msgid: 'wo17-1' }, 40058],
    ]
    for (const [changes, errcode] of answers) expect((await kf(stage).say(changes)).errcode).to.equal(errcode)
    expect(ownerInbox(stage)).to.have.length(2)
  })

  it('a repeated msgid has the errcode that the switch says, and sends nothing', async () => {
    stage = await setStage({ switches: { repeatedKfMsgidErrcode: 95013 } })
    await kf(stage).write()
    expect((await kf(stage).say({ msgid: 'wo17-1' })).errcode).to.equal(0)
    expect((await kf(stage).say({ msgid: 'wo17-1' })).errcode).to.equal(95013)
    expect(ownerInbox(stage)).to.have.length(2)
  })

  it('go on after a restart: items, windows, states, codes and used msgids', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'emulator-'))
    const clock = createTestClock()
    try {
      const first = await setStage({ dataDir, clock, world: humans() })
      await kf(first).write()
      const { cursor } = await kf(first).pull()
      for (let n = 0; n < 4; n += 1) await kf(first).say({ msgid: `wo17-${n}` })
      await first.close()
      const second = await setStage({ dataDir, clock, world: humans() })
      expect((await kf(second).say({ msgid: 'wo17-0' })).errcode).to.equal(40058)
      expect((await kf(second).say({ msgid: 'wo17-4' })).errcode).to.equal(0)
      expect((await kf(second).say()).errcode).to.equal(95001)
      const { msg_code } = await kf(second).trans(2)
      await second.close()
      const third = await setStage({ dataDir, clock, world: humans() })
      expect(await kf(third).state()).to.equal(2)
      expect((await kf(third).answer(msg_code)).errcode).to.equal(0)
      expect((await kf(third).ask('sync_msg', { open_kfid: KF, cursor })).msg_list).to.deep.equal([])
      expect((await kf(third).ask('sync_msg', { open_kfid: KF })).msg_list).to.have.length(2)
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  })

  it('states move as the table allows, anything else is 95016', async () => {
    expect((await kf(stage).trans(1)).errcode).to.equal(95016)
    await kf(stage).write()
    expect(await kf(stage).state()).to.equal(0)
    expect(await kf(stage).trans(1)).to.deep.equal({ errcode: 0, errmsg: 'ok' })
    expect((await kf(stage).say()).errcode).to.equal(0)
    expect((await kf(stage).trans(0)).errcode).to.equal(95016)
    const pooled = await kf(stage).trans(2)
    expect(pooled).to.have.property('msg_code')
    expect((await kf(stage).say()).errcode).to.equal(95018)
    expect((await kf(stage).trans(3, { servicer_userid: 'LiGong' })).errcode).to.equal(95014)
    await stage.emulator.acts.servicerReceives(KF, 'WangWu', false)
    expect((await kf(stage).trans(3, { servicer_userid: 'WangWu' })).errcode).to.equal(95019)
    expect((await kf(stage).trans(3, { servicer_userid: 'QianTai' })).errcode).to.equal(0)
    expect((await kf(stage).trans(3, { servicer_userid: 'QianTai' })).errcode).to.equal(95016)
    expect(await kf(stage).trans(4)).to.have.property('msg_code')
    expect((await kf(stage).trans(1)).errcode).to.equal(95016)
    const { items } = await kf(stage).pull()
    expect(items.map((item) => item.event?.event_type)).not.to.include('session_status_change')
  })

  it('→4 from state 0 is refused when the switch says so', async () => {
    for (const kfEndFromAnyState of [true, false]) {
      stage = await setStage({ switches: { kfEndFromAnyState } })
      await kf(stage).write()
      expect((await kf(stage).trans(4)).errcode).to.equal(kfEndFromAnyState ? 0 : 95016)
    }
  })

  it('an account that routes to humans starts in state 3 while one receives', async () => {
    stage = await setStage({ world: humans({ routing: 'humans' }) })
    await kf(stage).write()
    expect(await kf(stage).state()).to.equal(3)
    expect((await kf(stage).say()).errcode).to.equal(95018)
    for (const userId of ['QianTai', 'WangWu']) await stage.emulator.acts.servicerReceives(KF, userId, false)
    await kf(stage).trans(4)
    await kf(stage).write()
    expect(await kf(stage).state()).to.equal(0)
  })

  it('a servicer’s acts are told: taken from the pool, ended, opened again', async () => {
    const talk = { openKfId: KF, externalUserId: OWNER }
    await kf(stage).write()
    await kf(stage).trans(2)
    const { cursor } = await kf(stage).pull()
    await stage.emulator.acts.servicerTakes(talk, 'QianTai')
    expect(await kf(stage).state()).to.equal(3)
    await stage.emulator.acts.servicerEnds(talk, 'QianTai')
    await stage.emulator.acts.servicerWrites(talk, 'QianTai', '还有什么需要吗')
    const { items } = await kf(stage).pull(cursor)
    const events = items
      .map((item) => item.event ?? {})
      .filter((event) => event.event_type === 'session_status_change')
    expect(events.map((event) => event.change_type)).to.deep.equal([1, 3, 4])
    expect(events.map((event) => 'msg_code' in event)).to.deep.equal([true, true, false])
    expect(await kf(stage).state()).to.equal(3)
  })
})

describe('Check 25: codes of events', () => {
  let stage: Stage
  const codeOf = async (): Promise<unknown> =>
    (await kf(stage).pull()).items.findLast((item) => item.event?.welcome_code !== undefined)?.event
      ?.welcome_code
  beforeEach(async () => {
    stage = await setStage({ world: humans() })
  })

  it('a welcome_code works once within 20 seconds, for text and menu', async () => {
    await stage.emulator.acts.ownerOpens(OWNER, { scene: 'lobby3', sceneParam: 'b%3D3' })
    const { items } = await kf(stage).pull()
    expect(items[0]?.event).to.include({ scene: 'lobby3', scene_param: 'b%3D3' })
    const code = await codeOf()
    expect((await kf(stage).answer(code, { msgtype: 'image' })).errcode).to.equal(40008)
    stage.clock.advance(20 * SECOND - 1)
    expect((await kf(stage).answer(code)).errcode).to.equal(0)
    expect((await kf(stage).answer(code)).errcode).to.equal(41050)
    expect(ownerInbox(stage).at(-1)).to.include({ from: 'desk', text: '欢迎' })
  })

  it('a welcome_code dies after 20 seconds', async () => {
    await stage.emulator.acts.ownerOpens(OWNER)
    const code = await codeOf()
    stage.clock.advance(20 * SECOND)
    expect((await kf(stage).answer(code)).errcode).to.equal(41050)
  })

  it('comes only when nothing was said for 48 hours and the console has no welcome', async () => {
    await kf(stage).write()
    const { cursor } = await kf(stage).pull()
    await stage.emulator.acts.ownerOpens(OWNER)
    expect((await kf(stage).pull(cursor)).items[0]?.event).not.to.have.property('welcome_code')
    stage.clock.advance(48 * HOUR)
    await stage.emulator.acts.ownerOpens(OWNER)
    expect((await kf(stage).pull(cursor)).items.at(-1)?.event).to.have.property('welcome_code')
    stage = await setStage({ world: humans({ consoleWelcome: true }) })
    await stage.emulator.acts.ownerOpens(OWNER)
    expect((await kf(stage).pull()).items[0]?.event).not.to.have.property('welcome_code')
  })

  it('a msg_code works only in the state that made it', async () => {
    await kf(stage).write()
    const pooled = (await kf(stage).trans(2)).msg_code
    const human = (await kf(stage).trans(3, { servicer_userid: 'QianTai' })).msg_code
    expect((await kf(stage).answer(pooled)).errcode).to.equal(41050)
    expect((await kf(stage).answer(human)).errcode).to.equal(0)
    const ended = (await kf(stage).trans(4)).msg_code
    expect((await kf(stage).answer(ended)).errcode).to.equal(0)
    expect((await kf(stage).answer('forged')).errcode).to.equal(41050)
  })

  it('a send to an owner who rejects the account answers 0 and fails later (fail_type 10)', async () => {
    await kf(stage).write()
    const { cursor } = await kf(stage).pull()
    stage.emulator.acts.ownerBlocks(OWNER, true)
    expect((await kf(stage).say({ msgid: 'lost-1' })).errcode).to.equal(0)
    await stage.emulator.idle()
    const { items } = await kf(stage).pull(cursor)
    expect(items[0]?.event).to.include({ event_type: 'msg_send_fail', fail_msgid: 'lost-1', fail_type: 10 })
    expect(ownerInbox(stage)).to.have.length(1)
  })
})

describe('Check 26: menus', () => {
  let stage: Stage
  const menu = (list: unknown[]): object => ({
    msgtype: 'msgmenu',
    msgmenu: { head_content: '请选择', list },
  })
  const click = (id: string, content = id): object => ({ type: 'click', click: { id, content } })
  beforeEach(async () => {
    stage = await setStage()
    await kf(stage).write()
  })

  it('come back as text with menu_id when clicked, also days later; typed words have none', async () => {
    await kf(stage).say(menu([click('101', '停水停电'), { type: 'text', text: { content: '人工请回复0' } }]))
    expect(ownerInbox(stage).at(-1)).to.deep.include({
      text: '请选择\n停水停电\n人工请回复0',
      menu: [{ id: '101', text: '停水停电' }],
    })
    await kf(stage).write('停水停电')
    stage.clock.advance(2 * DAY)
    await kf(stage).write('', '101')
    const texts = (await kf(stage).pull()).items.flatMap((item) => item.text ?? [])
    expect(texts.slice(-2)).to.deep.equal([{ content: '停水停电' }, { content: '停水停电', menu_id: '101' }])
    expect(await kf(stage).write('', 'none')).to.have.property('refused')
  })

  const many = (count: number, row: (n: number) => object): unknown[] =>
    Array.from({ length: count }, (_, n) => row(n))
  const cases: [what: string, list: () => unknown[], errcode: number][] = [
    ['ten rows that do something', () => many(10, (n) => click(String(n))), 0],
    ['eleven rows that do something', () => many(11, (n) => click(String(n))), 95008],
    ['51 rows of text', () => many(51, () => ({ type: 'text', text: { content: 'x' } })), 95008],
    ['a row of an unknown type', () => [{ type: 'dance' }], 95009],
    ['a row above 128 B', () => [click('1', '水'.repeat(43))], 40058],
    ['a view without address', () => [{ type: 'view', view: { content: 'x' } }], 40058],
  ]
  for (const [what, list, errcode] of cases) {
    it(`answer ${what} with ${errcode}`, async () => {
      expect((await kf(stage).say(menu(list()))).errcode).to.equal(errcode)
    })
  }

  it('beside photos, places and voice of the owner', async () => {
    const { phones } = stage.emulator
    await phones.ownerWrites(OWNER, { type: 'image' })
    await phones.ownerWrites(OWNER, { type: 'location', latitude: 31, longitude: 121, label: '3栋' })
    const items = (await kf(stage).pull()).items.slice(-2)
    expect(items.map((item) => item.msgtype)).to.deep.equal(['image', 'location'])
    expect(await phones.ownerWrites(OWNER, { type: 'voice', base64: 'AAAA' })).to.have.property('refused')
    expect(await phones.ownerWrites('wmOther', { type: 'text', content: 'x' })).to.have.property('refused')
  })
})

describe('Check 27: accounts and servicers', () => {
  it('rows have errcodes of their own; list and event code the status differently', async () => {
    const stage = await setStage()
    const { ask } = kf(stage)
    const added = await ask('servicer/add', { open_kfid: KF, userid_list: ['LiGong', 'ghost'] })
    expect(added).to.deep.include({ errcode: 0 })
    expect((added.result_list as Json[]).map((row) => row.errcode)).to.deep.equal([0, 95014])
    await stage.emulator.acts.servicerReceives(KF, 'LiGong', false)
    const listed = await stage.get('/cgi-bin/kf/servicer/list', { open_kfid: KF })
    expect(listed.servicer_list).to.deep.equal([{ userid: 'LiGong', status: 1, stop_type: 0 }])
    expect((await kf(stage).pull()).items[0]?.event).to.include({
      event_type: 'servicer_status_change',
      status: 2,
    })
    const removed = await ask('servicer/del', { open_kfid: KF, userid_list: ['LiGong', 'WangWu'] })
    expect((removed.result_list as Json[]).map((row) => row.errcode)).to.deep.equal([0, 60253])
    expect((await ask('servicer/add', { open_kfid: KF })).errcode).to.equal(40058)
  })

  it('names of owners and accounts can be asked for', async () => {
    const stage = await setStage()
    const { ask } = kf(stage)
    const people = await ask('customer/batchget', { external_userid_list: [OWNER, 'wmOther'] })
    expect(people).to.have.nested.property('customer_list[0].nickname', '张女士')
    expect(people.invalid_external_userid).to.deep.equal(['wmOther'])
    expect(await ask('account/list', {})).to.have.nested.property('account_list[0].open_kfid', KF)
    expect((await ask('add_contact_way', { open_kfid: KF, scene: 'lobby3' })).url).to.match(
      /^https:.*lobby3$/,
    )
    expect((await ask('add_contact_way', { open_kfid: KF, scene: 'a b' })).errcode).to.equal(40058)
  })
})
