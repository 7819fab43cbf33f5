import { expect } from 'chai'
import sample from '../../config/communities.json' with { type: 'json' }
import { loadConfig } from '../../src/config/index.ts'
import { createConfigFolder, problemsOf, type ConfigFolder } from './config-folder.ts'

type Case = [spoiled: string, file: string, path: (string | number)[], value: unknown, problem: RegExp]

const COMMUNITY = ['communities', 0]

const CASES: Case[] = [
  ['an unknown key', 'communities.json', ['city'], '杭州', /^communities\.json city: is not known here$/],
  [
    'an unknown key far inside',
    'communities.json',
    [...COMMUNITY, 'shifts', 1, 'until'],
    '09:00',
    /^communities\.json communities\[0\]\.shifts\[1\]\.until: is not known here$/,
  ],
  ['no communities', 'communities.json', ['communities'], [], /^communities\.json communities: Too small/],
  [
    'a wrong time',
    'communities.json',
    [...COMMUNITY, 'shifts', 1, 'from'],
    '8点',
    /^communities\.json communities\[0\]\.shifts\[1\]\.from: must be a time such as 09:00$/,
  ],
  [
    'a time after 24:00',
    'communities.json',
    [...COMMUNITY, 'shifts', 0, 'to'],
    '24:30',
    /shifts\[0\]\.to: must be a time/,
  ],
  [
    'a turn that ends when it begins',
    'communities.json',
    [...COMMUNITY, 'shifts', 0, 'to'],
    '08:00',
    /shifts\[0\]\.to: ends at 08:00, when it begins$/,
  ],
  [
    'a stranger in a turn',
    'communities.json',
    [...COMMUNITY, 'shifts', 0, 'members', 1],
    'Nobody',
    /shifts\[0\]\.members\[1\]: Nobody is not a member of cuihu$/,
  ],
  [
    'a member in a turn of a role he lacks',
    'communities.json',
    [...COMMUNITY, 'shifts', 0, 'members', 1],
    'ZhaoQiang',
    /shifts\[0\]\.members\[1\]: ZhaoQiang does not hold the role front_desk$/,
  ],
  [
    'a weekday that does not exist',
    'communities.json',
    [...COMMUNITY, 'shifts', 0, 'days'],
    [1, 8],
    /shifts\[0\]\.days\[1\]: Too big/,
  ],
  [
    'days in words',
    'communities.json',
    [...COMMUNITY, 'shifts', 0, 'days'],
    'weekends',
    /shifts\[0\]\.days: must be every_day/,
  ],
  [
    'a missing name',
    'communities.json',
    [...COMMUNITY, 'name'],
    undefined,
    /^communities\.json communities\[0\]\.name: is missing$/,
  ],
  [
    'a name of blanks',
    'communities.json',
    [...COMMUNITY, 'name'],
    '  ',
    /communities\[0\]\.name: must not begin or end with blanks/,
  ],
  [
    'a time zone that does not exist',
    'communities.json',
    [...COMMUNITY, 'timeZone'],
    'Asia/Beijing',
    /timeZone: is not an IANA time zone/,
  ],
  [
    'an unknown role',
    'communities.json',
    [...COMMUNITY, 'members', 0, 'roles'],
    ['boss'],
    /members\[0\]\.roles\[0\]: Invalid option/,
  ],
  [
    'a user id given twice in another case',
    'communities.json',
    [...COMMUNITY, 'members', 20],
    { userId: 'wangfang', name: '王芳', roles: ['staff'] },
    /members\[20\]\.userId: wangfang is given twice/,
  ],
  [
    'a user id with a blank',
    'communities.json',
    [...COMMUNITY, 'members', 0, 'userId'],
    'Wang Fang',
    /members\[0\]\.userId: must be letters/,
  ],
  [
    'nobody for the supervisor',
    'communities.json',
    [...COMMUNITY, 'members', 5, 'roles'],
    ['department_head'],
    /communities\[0\]\.members: nobody holds the role supervisor$/,
  ],
  [
    'a head who is no member of his department',
    'communities.json',
    [...COMMUNITY, 'departments', 0, 'head'],
    'MaChao',
    /departments\[0\]\.head: MaChao is not one of the members$/,
  ],
  [
    'a head without the role',
    'communities.json',
    [...COMMUNITY, 'departments', 0, 'head'],
    'ZhangWei',
    /departments\[0\]\.head: ZhangWei does not hold the role department_head$/,
  ],
  [
    'a stranger in a department',
    'communities.json',
    [...COMMUNITY, 'departments', 0, 'members', 1],
    'Nobody',
    /departments\[0\]\.members\[1\]: Nobody is not a member/,
  ],
  [
    'an unknown department',
    'communities.json',
    [...COMMUNITY, 'departments', 0, 'key'],
    'kitchen',
    /departments\[0\]\.key: Invalid option/,
  ],
  [
    'a department given twice',
    'communities.json',
    [...COMMUNITY, 'departments', 1, 'key'],
    'engineering',
    /departments\[1\]\.key: engineering is given twice/,
  ],
  [
    'a chat id with a dash',
    'communities.json',
    [...COMMUNITY, 'groups', 0, 'chatId'],
    'cuihu-group',
    /groups\[0\]\.chatId: must be letters and digits, at most 32/,
  ],
  [
    'a chat id that is too long',
    'communities.json',
    [...COMMUNITY, 'groups', 0, 'chatId'],
    'a'.repeat(33),
    /groups\[0\]\.chatId: must be/,
  ],
  [
    'a chat id given twice',
    'communities.json',
    [...COMMUNITY, 'groups', 1, 'chatId'],
    'CuihuServiceGroup',
    /groups\[1\]\.chatId: CuihuServiceGroup is given twice/,
  ],
  [
    'no group for the managers',
    'communities.json',
    [...COMMUNITY, 'groups'],
    sample.communities[0]?.groups.slice(0, 1),
    /groups: no group has the purpose managers$/,
  ],
  [
    'a group owner outside of the group',
    'communities.json',
    [...COMMUNITY, 'groups', 1, 'owner'],
    'ZhaoQiang',
    /groups\[1\]\.owner: ZhaoQiang is not one of the members/,
  ],
  [
    'a stranger in a group',
    'communities.json',
    [...COMMUNITY, 'groups', 1, 'members', 2],
    'Nobody',
    /groups\[1\]\.members\[2\]: Nobody is not a member/,
  ],
  [
    'floors upside down',
    'communities.json',
    [...COMMUNITY, 'buildings', 0, 'floors'],
    { from: 18, to: 1 },
    /buildings\[0\]\.floors\.to: lies below/,
  ],
  [
    'a flat that is no flat',
    'communities.json',
    [...COMMUNITY, 'buildings', 0, 'flats', 0],
    '1',
    /buildings\[0\]\.flats\[0\]: must be two digits/,
  ],
  [
    'a room not in normal form',
    'communities.json',
    [...COMMUNITY, 'buildings', 0, 'rooms', 0],
    '3栋2单元',
    /buildings\[0\]\.rooms\[0\]: must be a room such as/,
  ],
  [
    'a building given twice',
    'communities.json',
    [...COMMUNITY, 'buildings', 0, 'names', 1],
    '1',
    /buildings: 1 is given twice/,
  ],
  ['an unknown rule', 'policy.json', ['REC-9.9'], {}, /^policy\.json \["REC-9\.9"\]: is not known here$/],
  ['a missing rule', 'policy.json', ['REC-4.7'], undefined, /^policy\.json \["REC-4\.7"\]: is missing$/],
  [
    'a term that is no duration',
    'policy.json',
    ['REC-4.6', 'handleWithin', 'span'],
    '2天',
    /^policy\.json \["REC-4\.6"\]\.handleWithin\.span: is not an ISO/,
  ],
  [
    'a negative term',
    'policy.json',
    ['REC-4.7', 'after', 'span'],
    '-P2D',
    /\["REC-4\.7"\]\.after\.span: must not be negative/,
  ],
  [
    'a term that cannot be counted so',
    'policy.json',
    ['REC-4.6', 'handleWithin', 'count'],
    'calendar_months',
    /handleWithin\.span: must be whole months/,
  ],
  [
    'an unknown way to count',
    'policy.json',
    ['REC-4.6', 'handleWithin', 'count'],
    'moons',
    /handleWithin\.count: Invalid option/,
  ],
  [
    'a ladder out of order',
    'policy.json',
    ['REC-4.8', 'after', 'span'],
    'P2D',
    /\["REC-4\.8"\]\.after\.span: must be later than the step of REC-4\.7/,
  ],
  [
    'a step for a role that nobody holds',
    'policy.json',
    ['REC-4.7', 'role'],
    'owner',
    /\["REC-4\.7"\]\.role: Invalid option/,
  ],
  ['a weekday 0', 'policy.json', ['REC-4.9', 'weekday'], 0, /\["REC-4\.9"\]\.weekday: Too small/],
  ['a batch of nothing', 'policy.json', ['engine', 'batchSize'], 0, /engine\.batchSize: Too small/],
  [
    'a tick of no length',
    'policy.json',
    ['engine', 'tickEvery'],
    'PT0S',
    /engine\.tickEvery: must not be zero/,
  ],
  [
    'a date that does not exist',
    'holidays.json',
    ['years', 0, 'days', 0, 'date'],
    '2025-02-29',
    /^holidays\.json years\[0\]\.days\[0\]\.date: /,
  ],
  [
    'a year given twice',
    'holidays.json',
    ['years', 1, 'year'],
    2025,
    /years\[1\]\.year: 2025 is given twice/,
  ],
  [
    'a date of another time',
    'holidays.json',
    ['years', 0, 'days', 0, 'date'],
    '2023-05-01',
    /years\[0\]\.days\[0\]\.date: 2023-05-01 lies far from/,
  ],
  [
    'a day both off and worked',
    'holidays.json',
    ['years', 0, 'days', 1],
    { name: '元旦', date: '2025-01-01', isOffDay: false },
    /years\[0\]\.days\[1\]\.isOffDay: 2025-01-01 is both/,
  ],
  [
    'an owner in a room that does not exist',
    'sandbox.json',
    ['owners', 0, 'rooms', 0],
    '9-1-101',
    /^sandbox\.json owners\[0\]\.rooms\[0\]: no room 9-1-101 in cuihu$/,
  ],
  [
    'an owner given twice',
    'sandbox.json',
    ['owners', 1, 'externalUserId'],
    'wmOwnerZhang',
    /owners\[1\]\.externalUserId: wmOwnerZhang is given twice/,
  ],
  [
    'an owner of an unknown account',
    'sandbox.json',
    ['owners', 0, 'openKfId'],
    'wkOther',
    /owners\[0\]\.openKfId: no service account wkOther/,
  ],
  [
    'an account of an unknown community',
    'sandbox.json',
    ['kfAccounts', 0, 'community'],
    'other',
    /kfAccounts\[0\]\.community: no community other/,
  ],
]

describe('the config files', () => {
  let folder: ConfigFolder
  beforeEach(() => (folder = createConfigFolder()))
  afterEach(() => folder.remove())

  for (const [spoiled, file, path, value, problem] of CASES) {
    it(`refuses ${spoiled}, naming the place and nothing else`, () => {
      folder.set(file, path, value)
      const problems = problemsOf({}, folder.dir)
      expect(problems, problems.join('\n')).to.have.lengthOf(1)
      expect(problems[0]).to.match(problem)
    })
  }

  it('lists the problems of all files and variables at once', () => {
    folder.write('policy.json', '{"REC-4.2":')
    folder.write('holidays.json', '[]')
    folder.set('communities.json', [...COMMUNITY, 'shifts', 1, 'from'], 8)
    folder.set('sandbox.json', ['owners', 2, 'name'], '')
    const problems = problemsOf({ PORT: 'x' }, folder.dir)
    expect(problems).to.have.lengthOf(5)
    expect(problems.map((problem) => problem.split(/[: ]/)[0])).to.deep.equal([
      'PORT',
      'policy.json',
      'holidays.json',
      'communities.json',
      'sandbox.json',
    ])
  })

  it('tells every fault of one community', () => {
    folder.set('communities.json', [...COMMUNITY, 'groups', 0, 'owner'], 'Nobody')
    folder.set('communities.json', [...COMMUNITY, 'shifts', 0, 'to'], '08:00')
    folder.set('communities.json', [...COMMUNITY, 'departments', 4, 'members', 1], 'Nobody')
    expect(problemsOf({}, folder.dir)).to.have.lengthOf(3)
  })

  for (const text of ['', 'null', '[]', '7', '"text"', '{}']) {
    it(`refuses a communities.json that holds ${text || 'nothing'}`, () => {
      folder.write('communities.json', text)
      expect(problemsOf({}, folder.dir).join()).to.match(/^communities\.json[ :]/)
    })
  }

  it('reads a file that begins with a byte order mark', () => {
    folder.write(
      'sandbox.json',
      '\uFEFF{"kfAccounts":[{"openKfId":"wkA","name":"甲","community":"cuihu"}],"owners":[]}',
    )
    expect(loadConfig({}, folder.dir).sandbox?.kfAccounts[0]?.name).to.equal('甲')
  })

  it('takes a year as the holiday-cn data set publishes it', () => {
    folder.set('holidays.json', ['years', 2], {
      $schema: 'https://example.cn/schema.json',
      $id: 'https://example.cn/2027.json',
      year: 2027,
      papers: ['https://example.cn/notice'],
      days: [{ name: '元旦', date: '2026-12-31', isOffDay: true }],
    })
    expect(loadConfig({}, folder.dir).holidays).to.have.lengthOf(3)
  })

  it('does not need sandbox.json on the real platform', () => {
    folder.write('sandbox.json', 'nothing of use')
    const env = {
      WECOM_CORP_ID: 'ww1',
      WECOM_AGENT_ID: '1',
      WECOM_SECRET: 's',
      WECOM_TOKEN: 'T',
      WECOM_ENCODING_AES_KEY: 'a'.repeat(43),
    }
    expect(loadConfig(env, folder.dir).mode).to.equal('wecom')
  })
})
