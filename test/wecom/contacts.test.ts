import { expect } from 'chai'
import { createDeskClient } from './support/desk-client.ts'
import { expectFailure } from './support/expect-failure.ts'
import { startFakePlatform, type FakePlatform } from './support/fake-platform.ts'

const ok = (more: object = {}): Record<string, unknown> => ({ errcode: 0, errmsg: 'ok', ...more })
const GET = '/cgi-bin/user/get'
const LIST = '/cgi-bin/user/list'
const DEPARTMENTS = '/cgi-bin/department/list'
const TAG = '/cgi-bin/tag/get'

describe('the calls of the contact book', () => {
  let platform: FakePlatform
  beforeEach(async () => {
    platform = await startFakePlatform()
  })
  afterEach(() => platform.close())
  const client = () => createDeskClient(platform.url).client

  it('list departments and their direct members', async () => {
    platform.answer(
      DEPARTMENTS,
      ok({
        department: [
          { id: 1, name: '公司', parentid: 0 },
          { id: 2, parentid: 1 },
        ],
      }),
    )
    platform.answer(
      LIST,
      ok({
        userlist: [
          { userid: 'LiGong', name: ' 李工 ', status: 1, department: [2, 3] },
          { userid: 'WangWu', name: '王五', status: 4 },
          { userid: 'ZhaoLiu', name: '赵六', status: 2 },
          { userid: 'QianQi', status: 5 },
        ],
      }),
    )
    expect(await client().listDepartments()).to.deep.equal([
      { id: 1, parentId: 0 },
      { id: 2, parentId: 1 },
    ])
    expect((await client().listMembers(2)).map(({ name, status }) => [name, status])).to.deep.equal([
      ['李工', 'active'],
      ['王五', 'active'],
      ['赵六', 'disabled'],
      ['', 'left'],
    ])
    expect(platform.callsOf(LIST)[0]?.query).to.include({ department_id: '2' })
  })

  it('say that nobody is there only for the codes that mean it', async () => {
    for (const errcode of [60111, 60011, 40003]) {
      platform.answer(GET, { errcode, errmsg: 'no' })
      expect(await client().getMember('Nobody')).to.equal(undefined)
    }
    for (const errcode of [-1, 48002, 45009]) {
      platform.answer(GET, { errcode, errmsg: 'no' })
      expect(await expectFailure(client().getMember('LiGong'))).to.include({ errcode })
    }
    platform.answer(GET, (ctx) => void (ctx.status = 502))
    expect(await expectFailure(client().getMember('LiGong'))).to.include({ code: 'wecom_http_502' })
  })

  it('fail on an answer without the list, rather than take it for an empty one', async () => {
    platform.answer(LIST, ok())
    platform.answer(DEPARTMENTS, ok({ department: null }))
    platform.answer(TAG, ok({ userlist: 'everybody' }))
    for (const call of [client().listMembers(1), client().listDepartments(), client().getTag(7)])
      expect(await expectFailure(call)).to.include({ code: 'wecom_answer_unreadable' })
  })

  it('read a tag, and tell one that does not exist from one that nobody is in', async () => {
    platform.answer(
      TAG,
      ok({ tagname: '工程', userlist: [{ userid: 'LiGong', name: '李工' }], partylist: [2] }),
    )
    expect(await client().getTag(7)).to.deep.equal({ userIds: ['LiGong'], departments: [2] })
    platform.answer(TAG, ok({ userlist: [], partylist: [] }))
    expect(await client().getTag(7)).to.deep.equal({ userIds: [], departments: [] })
    platform.answer(TAG, { errcode: 40068, errmsg: 'invalid tagid' })
    expect(await client().getTag(7)).to.equal(undefined)
  })
})
