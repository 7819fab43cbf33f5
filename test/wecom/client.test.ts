import { expect } from 'chai'
import type { TemplateCard } from '../../src/wecom/template-card.ts'
import { createDeskClient, SECRET } from './support/desk-client.ts'
import { expectFailure } from './support/expect-failure.ts'
import { errmsg, startFakePlatform, TOKEN_PATH, type FakePlatform } from './support/fake-platform.ts'

const SEND = '/cgi-bin/message/send'
const UPDATE = '/cgi-bin/message/update_template_card'
const ok = (more: object = {}): Record<string, unknown> => ({ errcode: 0, errmsg: 'ok', ...more })
const text = { msgtype: 'text', text: { content: '电梯已修好' } } as const
const card: TemplateCard = {
  card_type: 'button_interaction',
  task_id: 'wo-1',
  main_title: { title: '电梯' },
  button_list: [{ text: '接单', key: 'card:take' }],
}

describe('the WeCom client', () => {
  let platform: FakePlatform
  beforeEach(async () => {
    platform = await startFakePlatform()
  })
  afterEach(() => platform.close())
  const desk = (
    overrides: Parameters<typeof createDeskClient>[1] = {},
  ): ReturnType<typeof createDeskClient> => createDeskClient(platform.url, overrides)

  describe('writing by a robot', () => {
    const ROBOT = '/cgi-bin/webhook/send'

    it('sends the key and no token', async () => {
      platform.answer(ROBOT, ok())
      await desk().client.sendRobotMessage({ key: 'robot-key-1', content: '电梯已修好' })
      const [call] = platform.callsOf(ROBOT)
      expect(call?.query).to.deep.equal({ key: 'robot-key-1' })
      expect(call?.json).to.deep.equal(text)
    })

    it('says what to do about a refusal, without the key', async () => {
      const handlings: [errcode: number, handling: string][] = [
        [93000, 'alarm'],
        [93001, 'alarm'],
        [93008, 'alarm'],
        [45009, 'back_off'],
        [93017, 'drop'],
      ]
      for (const [errcode, handling] of handlings) {
        platform.answer(ROBOT, { errcode, errmsg: 'no' })
        const failure: unknown = await desk()
          .client.sendRobotMessage({ key: 'robot-key-1', content: 'x' })
          .catch((error: unknown) => error)
        expect(failure).to.include({ errcode, handling, outcome: 'refused' })
        expect(String(failure)).not.to.include('robot-key-1')
      }
    })
  })

  describe('sending messages', () => {
    it('sends to members with the agent as a number and the token in the query', async () => {
      platform.answer(SEND, ok({ msgid: 'm1', response_code: 'rc1', invaliduser: 'wangwu|zhaoliu' }))
      const sent = await desk().client.sendMessage({
        toUsers: ['LiGong', 'WangWu', 'ZhaoLiu'],
        body: { msgtype: 'template_card', template_card: card },
      })
      expect(sent).to.deep.equal({
        messageId: 'm1',
        responseCode: 'rc1',
        invalidUsers: ['wangwu', 'zhaoliu'],
      })
      const [call] = platform.callsOf(SEND)
      expect(call?.query).to.deep.equal({ access_token: 'token-1' })
      expect(call?.json).to.deep.equal({
        touser: 'LiGong|WangWu|ZhaoLiu',
        agentid: 1000002,
        msgtype: 'template_card',
        template_card: card,
      })
    })

    it('takes an address with a slash at its end', async () => {
      platform.answer(SEND, ok({ msgid: 'm1' }))
      const { client } = createDeskClient(`${platform.url}/`)
      expect(await client.sendMessage({ toUsers: ['A'], body: text })).to.include({ messageId: 'm1' })
    })

    it('asks for duplicate checks when told to', async () => {
      platform.answer(SEND, ok())
      await desk().client.sendMessage({ toUsers: ['LiGong'], body: text, duplicateCheckSeconds: 600 })
      expect(platform.callsOf(SEND)[0]?.json).to.include({
        enable_duplicate_check: 1,
        duplicate_check_interval: 600,
      })
    })

    it('understands empty, absent and listed users that were left out', async () => {
      const { client } = desk()
      for (const [invaliduser, expected] of [
        [undefined, []],
        ['', []],
        [null, []],
        [[], []],
        [['a'], ['a']],
        ['a', ['a']],
      ] as const) {
        platform.answer(SEND, ok({ invaliduser }))
        const sent = await client.sendMessage({ toUsers: ['A'], body: text })
        expect(sent.invalidUsers).to.deep.equal(expected)
        expect(sent.responseCode).to.equal(undefined)
      }
    })

    it('sends half characters never, for the platform refuses their escapes (40033)', async () => {
      platform.answer(SEND, ok())
      const content = `停水\ud83d了😀`
      await desk().client.sendMessage({ toUsers: ['A'], body: { msgtype: 'text', text: { content } } })
      expect(platform.callsOf(SEND)[0]?.body.toString()).to.include('停水了😀').and.not.to.include('\\ud')
    })
  })

  describe('a stale token', () => {
    for (const code of [40014, 42001]) {
      it(`is renewed once after ${code} and the call repeated`, async () => {
        platform.answer(SEND, errmsg(code, 'invalid access_token'), ok({ msgid: 'm2' }))
        const { client, log } = desk()
        await client.checkToken()
        platform.token = 'token-2'
        expect(await client.sendMessage({ toUsers: ['A'], body: text })).to.include({ messageId: 'm2' })
        expect(platform.callsOf(SEND).map((call) => call.query.access_token)).to.deep.equal([
          'token-1',
          'token-2',
        ])
        expect(log.lines).to.deep.equal([])
      })
    }

    it('does not make the client loop', async () => {
      platform.answer(SEND, errmsg(40014, 'invalid access_token'))
      const failure = await expectFailure(desk().client.sendMessage({ toUsers: ['A'], body: text }))
      expect(failure).to.include({ errcode: 40014, outcome: 'refused', retryable: true })
      expect(platform.callsOf(SEND)).to.have.length(2)
      expect(platform.callsOf(TOKEN_PATH)).to.have.length(2)
    })
  })

  describe('what can go wrong', () => {
    const send = (overrides: Parameters<typeof createDeskClient>[1] = {}): Promise<unknown> =>
      desk(overrides).client.sendMessage({ toUsers: ['A'], body: text })

    it('says what to do about an errcode, and that nothing happened', async () => {
      for (const [code, handling, retryable] of [
        [45009, 'back_off', true],
        [60020, 'alarm', false],
        [42014, 'drop', false],
        [6000, 'retry', true],
      ] as const) {
        platform.answer(SEND, errmsg(code, 'words'))
        const failure = await expectFailure(send())
        expect(failure).to.include({
          code: `wecom_${code}`,
          errcode: code,
          handling,
          retryable,
          outcome: 'refused',
        })
      }
    })

    it('does not know what happened after errcode -1', async () => {
      platform.answer(SEND, errmsg(-1, 'system busy'))
      expect(await expectFailure(send())).to.include({ outcome: 'unknown', handling: 'retry' })
    })

    // WxJava#2098: a timeout taken for a refusal sent the same message twice.
    it('does not know what happened after a timeout', async () => {
      platform.answer(SEND, (ctx) => {
        ctx.respond = false
      })
      const failure = await expectFailure(send({ timeoutMs: 300 }))
      expect(failure).to.include({ code: 'wecom_timeout', outcome: 'unknown', retryable: true })
    })

    it('does not know what happened when the connection breaks, while the answer is still coming too', async () => {
      platform.answer(SEND, (ctx) => {
        ctx.req.socket.destroy()
      })
      const lost = { code: 'wecom_connection_lost', outcome: 'unknown', handling: 'retry' }
      expect(await expectFailure(send())).to.include(lost)
      platform.answer(SEND, (ctx) => {
        ctx.respond = false
        ctx.res.writeHead(200, { 'content-length': '100' })
        ctx.res.write('{"errcode":0', () => ctx.req.socket.destroy())
      })
      expect(await expectFailure(send())).to.include(lost)
    })

    it('does not know what happened after a 5xx or an unreadable answer', async () => {
      const answers: [number, string, string][] = [
        [500, 'oops', 'wecom_http_500'],
        [502, '<html></html>', 'wecom_http_502'],
        [200, '<html></html>', 'wecom_answer_unreadable'],
        [200, '', 'wecom_answer_unreadable'],
        [200, '{"errmsg":"ok"}', 'wecom_answer_unreadable'],
        [200, '{"errcode":"0"}', 'wecom_answer_unreadable'],
        [200, '[]', 'wecom_answer_unreadable'],
      ]
      for (const [status, body, code] of answers) {
        platform.answer(SEND, (ctx) => {
          ctx.status = status
          ctx.body = body
        })
        expect(await expectFailure(send())).to.include({ code, outcome: 'unknown' })
      }
    })

    it('reads an errcode that comes with a 5xx', async () => {
      platform.answer(SEND, (ctx) => {
        ctx.status = 503
        ctx.body = errmsg(45009, 'api freq out of limit')
      })
      expect(await expectFailure(send())).to.include({ errcode: 45009, outcome: 'refused' })
    })

    it('is sure that nothing happened when nobody listens', async () => {
      const { client } = desk()
      await client.checkToken()
      await platform.close()
      const failure = await expectFailure(client.sendMessage({ toUsers: ['A'], body: text }))
      expect(failure).to.include({ code: 'wecom_unreachable', outcome: 'refused', handling: 'retry' })
    })

    it('does not follow redirects with the token in its hands', async () => {
      platform.answer(SEND, (ctx) => {
        ctx.redirect(`${platform.url}/elsewhere`)
      })
      expect(await expectFailure(send())).to.include({
        code: 'wecom_http_302',
        outcome: 'refused',
        handling: 'alarm',
      })
      expect(platform.callsOf('/elsewhere')).to.have.length(0)
    })

    it('is alarmed by an address without that path', async () => {
      expect(await expectFailure(send())).to.include({ code: 'wecom_http_404', handling: 'alarm' })
    })

    it('stops reading an answer without end', async () => {
      platform.answer(SEND, (ctx) => {
        ctx.body = Buffer.alloc(9 * 1024 * 1024, 0x20)
      })
      expect(await expectFailure(send())).to.include({ code: 'wecom_answer_too_big', outcome: 'unknown' })
    })

    it('logs each failure once, with the hint, without address, token, secret or text', async () => {
      platform.answer(SEND, errmsg(42014, 'taskid has existed'))
      const { client, log } = desk()
      await expectFailure(client.sendMessage({ toUsers: ['LiGong'], body: text }))
      expect(log.lines).to.have.length(1)
      expect(log.lines[0]).to.include({ path: SEND, code: 'wecom_42014', handling: 'drop' })
      expect(log.text()).to.include('hint 1793606400123456789012345').and.include('taskid has existed')
      for (const secret of ['token-1', SECRET, '电梯已修好', '203.0.113.9', platform.url]) {
        expect(log.text()).not.to.include(secret)
      }
    })
  })

  describe('cards', () => {
    it('are greyed out', async () => {
      platform.answer(UPDATE, ok({ invaliduser: ['wangwu'] }))
      const update = { userIds: ['LiGong', 'WangWu'], responseCode: 'rc1', replaceName: '已接单' }
      expect(await desk().client.updateCard(update)).to.deep.equal({ invalidUsers: ['wangwu'] })
      expect(platform.callsOf(UPDATE)[0]?.json).to.deep.equal({
        userids: ['LiGong', 'WangWu'],
        agentid: 1000002,
        response_code: 'rc1',
        button: { replace_name: '已接单' },
      })
    })

    it('are replaced', async () => {
      platform.answer(UPDATE, ok())
      const update = { userIds: ['LiGong'], responseCode: 'rc1', templateCard: card }
      expect(await desk().client.updateCard(update)).to.deep.equal({ invalidUsers: [] })
      expect(platform.callsOf(UPDATE)[0]?.json).to.deep.include({ template_card: card })
    })
  })

  describe('groups', () => {
    it('are made, changed, written to and read', async () => {
      platform.answer('/cgi-bin/appchat/create', ok({ chatid: 'desk1' }))
      platform.answer('/cgi-bin/appchat/update', ok())
      platform.answer('/cgi-bin/appchat/send', ok())
      platform.answer(
        '/cgi-bin/appchat/get',
        ok({ chat_info: { chatid: 'desk1', name: '阳光', owner: 'A', userlist: ['A', 'B'], chat_type: 0 } }),
      )
      const { client } = desk()
      const group = { chatId: 'desk1', name: '阳光', userIds: ['A', 'B'] }
      expect(await client.createGroup(group)).to.deep.equal({ chatId: 'desk1' })
      await client.updateGroup({ chatId: 'desk1', addUserIds: ['C'], removeUserIds: ['B'], ownerUserId: 'C' })
      await client.sendGroupMessage({
        chatId: 'desk1',
        body: { msgtype: 'text', text: { content: '通知', mentioned_list: ['@all'] } },
      })
      expect(await client.getGroup('desk1')).to.deep.equal({ ...group, ownerUserId: 'A' })
      expect(platform.calls.slice(1).map((call) => call.json ?? call.query)).to.deep.equal([
        { chatid: 'desk1', name: '阳光', userlist: ['A', 'B'] },
        { chatid: 'desk1', owner: 'C', add_user_list: ['C'], del_user_list: ['B'] },
        { chatid: 'desk1', msgtype: 'text', text: { content: '通知', mentioned_list: ['@all'] } },
        { access_token: 'token-1', chatid: 'desk1' },
      ])
    })

    it('that do not exist are a value, other refusals are errors', async () => {
      for (const code of [40050, 49008, 86001, 86003]) {
        platform.answer('/cgi-bin/appchat/get', errmsg(code, 'no such chat'))
        expect(await desk().client.getGroup('x')).to.equal(undefined)
      }
      platform.answer('/cgi-bin/appchat/get', errmsg(48002, 'api forbidden'))
      expect(await expectFailure(desk().client.getGroup('x'))).to.include({ handling: 'alarm' })
    })
  })

  describe('media', () => {
    const GET = '/cgi-bin/media/get'
    const download = (answer: (ctx: { set(name: string, value: string): void; body: unknown }) => void) => {
      platform.answer(GET, answer)
      return desk().client.downloadMedia('m1')
    }

    it('are downloaded with type and name', async () => {
      const media = await download((ctx) => {
        ctx.set('Content-Type', 'image/jpeg')
        ctx.set('Content-disposition', 'attachment; filename="photo.jpg"')
        ctx.body = Buffer.from([0xff, 0xd8, 0xff])
      })
      expect(media.contentType).to.equal('image/jpeg')
      expect(media.fileName).to.equal('photo.jpg')
      expect(media.bytes.toString('hex')).to.equal('ffd8ff')
      expect(platform.callsOf(GET)[0]?.query).to.include({ media_id: 'm1' })
    })

    it('may be a JSON file, which is not an error', async () => {
      const media = await download((ctx) => {
        ctx.set('Content-Type', 'application/json')
        ctx.set('Content-disposition', 'attachment; filename="a.json"')
        ctx.body = Buffer.from('{"errcode":40007}')
      })
      expect(media.bytes.toString()).to.equal('{"errcode":40007}')
    })

    it('that are gone come as JSON with HTTP 200', async () => {
      platform.answer(GET, errmsg(40007, 'invalid media_id'))
      expect(await expectFailure(desk().client.downloadMedia('m1'))).to.include({ errcode: 40007 })
    })

    it('are downloaded with a new token when the old one is refused', async () => {
      platform.answer(GET, errmsg(42001, 'access_token expired'), (ctx) => {
        ctx.set('Content-Type', 'audio/amr')
        ctx.body = Buffer.from('voice')
      })
      expect((await desk().client.downloadMedia('m1')).bytes.toString()).to.equal('voice')
    })

    it('are uploaded as the part "media" with a file name', async () => {
      platform.answer('/cgi-bin/media/upload', {
        errcode: 0,
        errmsg: '',
        media_id: '3a',
        created_at: '1793606400',
      })
      const bytes = new Uint8Array([1, 2, 3, 4, 5, 6])
      const media = { type: 'image', bytes, fileName: '现场.jpg', contentType: 'image/jpeg' } as const
      expect(await desk().client.uploadMedia(media)).to.deep.equal({ mediaId: '3a' })
      const call = platform.callsOf('/cgi-bin/media/upload')[0]
      expect(call?.query).to.deep.equal({ access_token: 'token-1', type: 'image' })
      expect(call?.contentType).to.match(/^multipart\/form-data/)
      expect(call?.body.toString()).to.include('name="media"; filename="现场.jpg"')
    })
  })

  describe('customer service', () => {
    const SYNC = '/cgi-bin/kf/sync_msg'

    it('reads a page and says whether there is more', async () => {
      platform.answer(SYNC, ok({ next_cursor: 'c2', has_more: 1, msg_list: [] }))
      const page = await desk().client.syncKfMessages({ openKfId: 'wk1', cursor: 'c1', token: 't1' })
      expect(page).to.deep.equal({ items: [], nextCursor: 'c2', hasMore: true })
      expect(platform.callsOf(SYNC)[0]?.json).to.deep.equal({
        open_kfid: 'wk1',
        cursor: 'c1',
        token: 't1',
        limit: 1000,
      })
    })

    it('leaves empty cursors and tokens out, and keeps its place when none comes back', async () => {
      platform.answer(SYNC, ok({ has_more: 0 }))
      const { client } = desk()
      expect(await client.syncKfMessages({ openKfId: 'wk1', cursor: '', token: '' })).to.deep.equal({
        items: [],
        nextCursor: '',
        hasMore: false,
      })
      expect(platform.callsOf(SYNC)[0]?.json).to.deep.equal({ open_kfid: 'wk1', limit: 1000 })
      expect(await client.syncKfMessages({ openKfId: 'wk1', cursor: 'c7' })).to.include({ nextCursor: 'c7' })
    })

    it('tries once without a wake-up token that has expired', async () => {
      platform.answer(SYNC, errmsg(95007, 'invalid msg token'), ok({ next_cursor: 'c2', has_more: 0 }))
      await desk().client.syncKfMessages({ openKfId: 'wk1', cursor: 'c1', token: 'old' })
      expect(platform.callsOf(SYNC)[1]?.json).to.deep.equal({ open_kfid: 'wk1', cursor: 'c1', limit: 1000 })
      platform.answer(SYNC, errmsg(95007, 'invalid msg token'))
      const failure = await expectFailure(desk().client.syncKfMessages({ openKfId: 'wk1' }))
      expect(failure).to.include({ errcode: 95007 })
    })

    it('writes to an owner with an id that keeps repeats from arriving twice', async () => {
      platform.answer('/cgi-bin/kf/send_msg', ok({ msgid: 'wo17-2' }))
      const message = { openKfId: 'wk1', externalUserId: 'wm1', messageId: 'wo17-2', body: text }
      expect(await desk().client.sendKfMessage(message)).to.deep.equal({ messageId: 'wo17-2' })
      expect(platform.callsOf('/cgi-bin/kf/send_msg')[0]?.json).to.deep.equal({
        touser: 'wm1',
        open_kfid: 'wk1',
        msgid: 'wo17-2',
        ...text,
      })
    })

    it('leaves an absent message id out instead of sending it empty', async () => {
      platform.answer('/cgi-bin/kf/send_msg', ok({ msgid: 'made' }))
      await desk().client.sendKfMessage({ openKfId: 'wk1', externalUserId: 'wm1', body: text })
      expect(platform.callsOf('/cgi-bin/kf/send_msg')[0]?.json).not.to.have.property('msgid')
    })
  })
})
