import { expect } from 'chai'
import { aText, DAY, setStage, testWorld, type Json, type Stage } from './support/stage.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

async function upload(
  stage: Stage,
  type: string,
  bytes: Uint8Array,
  name = '照片.png',
  field = 'media',
): Promise<Json> {
  const form = new FormData()
  form.append(field, new Blob([Buffer.from(bytes)]), name)
  const query = new URLSearchParams({ access_token: stage.token, type })
  const response = await fetch(`${stage.base}/cgi-bin/media/upload?${query.toString()}`, {
    method: 'POST',
    body: form,
  })
  return (await response.json()) as Json
}

describe('Check 20: group chats of the app', () => {
  let stage: Stage
  const create = (changes: object = {}): Promise<Json> =>
    stage.post('/cgi-bin/appchat/create', {
      chatid: 'desk1',
      name: '翠湖花园',
      userlist: ['LiGong', 'wangwu'],
      ...changes,
    })
  const say = (changes: object = {}): Promise<Json> =>
    stage.post('/cgi-bin/appchat/send', {
      chatid: 'desk1',
      msgtype: 'text',
      text: { content: '超时工单 1 件' },
      ...changes,
    })
  beforeEach(async () => {
    stage = await setStage()
  })

  it('are created, told about, changed and written to', async () => {
    expect(await create()).to.deep.include({ errcode: 0, chatid: 'desk1' })
    expect(stage.emulator.phones.groupMessages('desk1')).to.deep.equal([])
    expect(await say()).to.deep.equal({ errcode: 0, errmsg: 'ok' })
    const shown = stage.emulator.phones.groupMessages('desk1')
    expect(shown).to.have.nested.property('[0].text', '超时工单 1 件')
    await stage.post('/cgi-bin/appchat/update', { chatid: 'desk1', name: '新名', add_user_list: ['ZhaoLiu'] })
    const { chat_info } = await stage.get('/cgi-bin/appchat/get', { chatid: 'desk1' })
    expect(chat_info).to.deep.include({
      name: '新名',
      userlist: ['LiGong', 'WangWu', 'ZhaoLiu'],
      chat_type: 0,
    })
  })

  it('take no template cards and no unknown types (40008)', async () => {
    await create()
    expect((await say({ msgtype: 'template_card', template_card: {} })).errcode).to.equal(40008)
    expect((await say({ msgtype: 'miniprogram_notice' })).errcode).to.equal(40008)
  })

  it('refuse what is wrong with 86xxx', async () => {
    expect((await create({ userlist: ['LiGong'] })).errcode).to.equal(86006)
    expect((await create({ userlist: undefined })).errcode).to.equal(86205)
    expect((await create({ userlist: ['LiGong', 'ghost'] })).errcode).to.equal(86007)
    expect((await create({ owner: 'ZhaoLiu' })).errcode).to.equal(86207)
    expect((await create({ chatid: 'a-b' })).errcode).to.equal(86001)
    await create()
    expect((await create()).errcode).to.equal(86215)
    expect((await say({ chatid: 'unknown' })).errcode).to.equal(86003)
    expect((await say({ chatid: '' })).errcode).to.equal(86201)
    const change = (body: object): Promise<Json> =>
      stage.post('/cgi-bin/appchat/update', { chatid: 'desk1', ...body })
    expect((await change({ del_user_list: ['ZhaoLiu'] })).errcode).to.equal(86216)
    expect((await change({ del_user_list: ['LiGong'] })).errcode).to.equal(86006)
    expect((await change({ owner: 'ZhaoLiu' })).errcode).to.equal(86005)
  })

  it('are for apps that see the root department (48002)', async () => {
    const world = testWorld()
    stage = await setStage({
      world: { ...world, agents: [{ ...world.agents[0]!, visibleUserIds: ['LiGong'] }] },
    })
    expect((await create()).errcode).to.equal(48002)
  })

  it('drop what exceeds 200 a minute per member, and report it', async () => {
    await create()
    for (let n = 0; n < 201; n += 1) await say()
    expect(stage.emulator.phones.groupMessages('desk1')).to.have.length(200)
    expect(stage.emulator.violations()).to.have.nested.property('[0].kind', 'dropped')
  })
})

describe('Check 22: media', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await setStage()
  })
  const fetchMedia = (mediaId: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${stage.base}/cgi-bin/media/get?access_token=${stage.token}&media_id=${String(mediaId)}`, {
      headers,
    })

  it('are kept for three days and can be fetched, whole or in part, under their name', async () => {
    const uploaded = await upload(stage, 'image', PNG)
    expect(uploaded).to.deep.include({ errcode: 0, errmsg: '', type: 'image' })
    expect(uploaded.created_at).to.be.a('string')
    const whole = await fetchMedia(uploaded.media_id)
    expect(Buffer.from(await whole.arrayBuffer()).equals(PNG)).to.equal(true)
    const name = Buffer.from(whole.headers.get('content-disposition') ?? '', 'latin1').toString('utf8')
    expect(name).to.equal('attachment; filename="照片.png"')
    const part = await fetchMedia(uploaded.media_id, { range: 'bytes=1-3' })
    expect([part.status, await part.text()]).to.deep.equal([206, 'PNG'])
    expect(part.headers.get('content-range')).to.equal(`bytes 1-3/${PNG.length}`)
  })

  it('are gone after three days: an error as JSON with HTTP 200', async () => {
    const { media_id } = await upload(stage, 'image', PNG)
    stage.clock.advance(3 * DAY)
    const answer = await stage.get('/cgi-bin/media/get', { media_id: String(media_id) })
    expect(answer.errcode).to.equal(40007)
    expect(
      (await stage.post('/cgi-bin/message/send', aText({ msgtype: 'image', image: { media_id } }))).errcode,
    ).to.equal(40007)
  })

  it('can be sent as what they are, not as another kind', async () => {
    const { media_id } = await upload(stage, 'image', PNG)
    expect(
      (await stage.post('/cgi-bin/message/send', aText({ msgtype: 'image', image: { media_id } }))).errcode,
    ).to.equal(0)
    expect(
      (await stage.post('/cgi-bin/message/send', aText({ msgtype: 'file', file: { media_id } }))).errcode,
    ).to.equal(40007)
  })

  const amr = (seconds: number): Buffer =>
    Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(seconds * 50 * 13, 0x04)])
  const cases: [what: string, type: string, bytes: () => Uint8Array, errcode: number][] = [
    ['an unknown type', 'poem', () => PNG, 40005],
    ['nothing', 'image', () => Buffer.alloc(0), 44001],
    ['five bytes', 'file', () => Buffer.alloc(5), 40006],
    ['six bytes as file', 'file', () => Buffer.alloc(6), 0],
    ['an image that is none', 'image', () => Buffer.from('hello world'), 40123],
    ['an image above 10 MB', 'image', () => Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]), 40009],
    ['a voice that is none', 'voice', () => PNG, 301017],
    ['a voice of 61 seconds', 'voice', () => amr(61), 45007],
    ['a voice of 60 seconds', 'voice', () => amr(60), 0],
    ['a voice above 2 MB', 'voice', () => Buffer.alloc(2 * 1024 * 1024 + 1), 45001],
    ['a video that is none', 'video', () => PNG, 40004],
    ['a file above 20 MB', 'file', () => Buffer.alloc(20 * 1024 * 1024 + 1), 40006],
  ]
  for (const [what, type, bytes, errcode] of cases) {
    it(`answer ${what} with ${errcode}`, async () => {
      expect((await upload(stage, type, bytes())).errcode).to.equal(errcode)
    })
  }

  it('must come as the form’s part named media', async () => {
    expect((await upload(stage, 'image', PNG, 'a.png', 'file')).errcode).to.equal(44001)
    expect((await stage.post('/cgi-bin/media/upload', 'no form')).errcode).to.equal(44001)
  })
})

describe('Check 30: contacts', () => {
  it('answer members and departments inside the range, without private fields', async () => {
    const world = testWorld()
    const stage = await setStage({
      world: { ...world, agents: [{ ...world.agents[0]!, visibleUserIds: ['LiGong', 'WangWu'] }] },
    })
    const member = await stage.get('/cgi-bin/user/get', { userid: 'LIGONG' })
    expect(member).to.deep.include({
      errcode: 0,
      userid: 'LiGong',
      name: '李工',
      department: [2],
      main_department: 2,
      status: 1,
    })
    expect(member).not.to.have.any.keys('mobile', 'avatar', 'gender', 'email')
    expect((await stage.get('/cgi-bin/user/get', { userid: 'ZhaoLiu' })).errcode).to.equal(60011)
    expect((await stage.get('/cgi-bin/user/get', { userid: 'ghost' })).errcode).to.equal(60111)
    expect((await stage.get('/cgi-bin/user/get')).errcode).to.equal(41009)
    const { userlist } = await stage.get('/cgi-bin/user/simplelist', { department_id: '2' })
    expect(userlist).to.have.length(2)
    expect((await stage.get('/cgi-bin/user/list', { department_id: '99' })).errcode).to.equal(60003)
    const { department } = await stage.get('/cgi-bin/department/list', { id: '2' })
    expect(
      (department as { id: number; parentid: number }[]).map(({ id, parentid }) => [id, parentid]),
    ).to.deep.equal([
      [2, 1],
      [3, 2],
    ])
  })
})
