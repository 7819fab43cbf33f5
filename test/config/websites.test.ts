import { expect } from 'chai'
import { loadConfig } from '../../src/config/index.ts'
import { createConfigFolder, problemsOf, type ConfigFolder } from './config-folder.ts'

const HASH = 'a'.repeat(64)
const SITES = ['communities', 0, 'websites']

describe('the websites of a community', () => {
  let folder: ConfigFolder
  beforeEach(() => (folder = createConfigFolder()))
  afterEach(() => folder.remove())

  it('belong to their community, and the sandbox’s known token to the sandbox only', () => {
    folder.set('communities.json', SITES, [{ name: 'homepage', tokenSha256: HASH }])
    const { websites } = loadConfig({}, folder.dir)
    expect(websites[0]).to.deep.equal({
      communityId: 'cuihu',
      name: 'homepage',
      tokenSha256: HASH,
      origins: [],
    })
    expect(websites).to.have.length(2)
    const wecom = {
      WECOM_CORP_ID: 'ww1',
      WECOM_AGENT_ID: '1',
      WECOM_SECRET: 's',
      WECOM_TOKEN: 'T',
      WECOM_ENCODING_AES_KEY: 'k'.repeat(43),
    }
    expect(loadConfig(wecom, folder.dir).websites).to.have.length(1)
  })

  for (const [what, sites, problem] of [
    [
      'a plain token',
      [{ name: 'a', tokenSha256: 'secret' }],
      /websites\[0\]\.tokenSha256: must be a SHA-256/,
    ],
    [
      'an address with a path',
      [{ name: 'a', tokenSha256: HASH, origins: ['https://a.cn/x'] }],
      /must be an origin/,
    ],
    ['a wildcard', [{ name: 'a', tokenSha256: HASH, origins: ['*'] }], /must be an origin/],
    [
      'one token twice',
      [
        { name: 'a', tokenSha256: HASH },
        { name: 'b', tokenSha256: HASH },
      ],
      /websites\[1\]\.tokenSha256: a+ is given twice/,
    ],
    [
      'one name twice',
      [
        { name: 'a', tokenSha256: HASH },
        { name: 'a', tokenSha256: 'b'.repeat(64) },
      ],
      /websites\[1\]\.name: cuihu\/a is given twice/,
    ],
  ] as const)
    it(`do not have ${what}`, () => {
      folder.set('communities.json', SITES, sites)
      expect(problemsOf({}, folder.dir).join('\n')).to.match(problem)
    })
})
