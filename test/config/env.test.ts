import { expect } from 'chai'
import { loadConfig } from '../../src/config/index.ts'
import { problemsOf, SAMPLE } from './config-folder.ts'

const KEY_ONE = 'cHJvcGVydHktZGVzay1lbXVsYXRvci1rZXktMDAwMDE'
const KEY_TWO = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const REAL = {
  WECOM_CORP_ID: 'ww00emulator000001',
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: 'a-secret_value',
  WECOM_TOKEN: 'EmuToken2026',
  WECOM_ENCODING_AES_KEY: KEY_ONE,
}

describe('the environment', () => {
  it('is a sandbox on this machine when nothing is set', () => {
    const { policyFor, communities, robots, holidays, policy, sandbox, websites, ...plain } = loadConfig(
      {},
      SAMPLE,
    )
    expect(plain).to.deep.equal({
      mode: 'sandbox',
      port: 3000,
      host: '127.0.0.1',
      dataDir: './data',
      logLevel: 'info',
    })
    expect([communities.length, holidays.length, sandbox?.owners.length]).to.deep.equal([1, 2, 4])
    expect(websites.map(({ communityId, name }) => [communityId, name])).to.deep.equal([
      ['cuihu', 'homepage'],
    ])
    expect(robots.size).to.equal(0)
    expect(policyFor('cuihu')).to.deep.equal(policy)
  })

  it('takes an empty variable for one that is not set', () => {
    expect(loadConfig({ PORT: '', WECOM_SECRET: ' ', MONGODB_URI: '' }, SAMPLE)).to.deep.include({
      mode: 'sandbox',
      port: 3000,
    })
  })

  it('is the real thing with all WECOM_* variables, without the people of the sandbox', () => {
    const config = loadConfig(REAL, SAMPLE)
    expect(config.mode).to.equal('wecom')
    expect(config.host).to.equal('0.0.0.0')
    expect(config).not.to.have.property('sandbox')
    expect(config.wecom).to.deep.equal({
      apiBase: 'https://qyapi.weixin.qq.com',
      corpId: 'ww00emulator000001',
      agentId: 1000002,
      secret: 'a-secret_value',
      keys: [{ token: 'EmuToken2026', encodingAesKey: KEY_ONE }],
    })
  })

  const BUCKET = {
    MEDIA_S3_ENDPOINT: 'https://s3.cn-north-1.amazonaws.com.cn/',
    MEDIA_S3_BUCKET: 'desk-media',
    MEDIA_S3_REGION: 'cn-north-1',
    MEDIA_S3_ACCESS_KEY: 'access',
    MEDIA_S3_SECRET_KEY: 'se/cret+',
  }

  it('names a bucket for media with all MEDIA_S3_* variables, in the sandbox, too', () => {
    expect(loadConfig(BUCKET, SAMPLE).mediaBucket).to.deep.equal({
      endpoint: 'https://s3.cn-north-1.amazonaws.com.cn',
      bucket: 'desk-media',
      region: 'cn-north-1',
      accessKey: 'access',
      secretKey: 'se/cret+',
    })
    expect(loadConfig({ ...REAL, ...BUCKET }, SAMPLE)).to.include({ mode: 'wecom' })
  })

  it('does not start with part of a bucket, and never tells its secret', () => {
    for (const name of Object.keys(BUCKET))
      expect(problemsOf({ ...BUCKET, [name]: '' }, SAMPLE)).to.deep.equal([`${name}: is missing`])
    const wrong = {
      ...BUCKET,
      MEDIA_S3_ENDPOINT: 's3',
      MEDIA_S3_BUCKET: 'Desk Media',
      MEDIA_S3_SECRET_KEY: 'a secret',
      MEDIA_S3_PATH: '/',
    }
    const problems = problemsOf(wrong, SAMPLE)
    expect(problems.map((problem) => problem.split(':')[0])).to.have.members([
      'MEDIA_S3_ENDPOINT',
      'MEDIA_S3_BUCKET',
      'MEDIA_S3_SECRET_KEY',
      'MEDIA_S3_PATH',
    ])
    expect(problems.join()).not.to.include('a secret')
  })

  it('pairs tokens and keys in rotation, newest first', () => {
    const env = { ...REAL, WECOM_TOKEN: 'New1, Old1', WECOM_ENCODING_AES_KEY: `${KEY_TWO},${KEY_ONE}` }
    expect(loadConfig(env, SAMPLE).wecom?.keys).to.deep.equal([
      { token: 'New1', encodingAesKey: KEY_TWO },
      { token: 'Old1', encodingAesKey: KEY_ONE },
    ])
  })

  it('passes on what else is set', () => {
    const config = loadConfig(
      {
        ...REAL,
        PORT: '0',
        HOST: '::1',
        PUBLIC_URL: 'https://desk.example.cn/',
        WECOM_API_BASE: 'http://localhost:4000/',
        MONGODB_URI: 'mongodb://one:27017,two:27017/desk?replicaSet=rs0',
        REDIS_URL: 'rediss://cache:6380/1',
        DATA_DIR: '/srv/desk',
        LOG_LEVEL: 'debug',
      },
      SAMPLE,
    )
    expect(config).to.deep.include({
      port: 0,
      host: '::1',
      publicUrl: 'https://desk.example.cn',
      mongodbUri: 'mongodb://one:27017,two:27017/desk?replicaSet=rs0',
      redisUrl: 'rediss://cache:6380/1',
      dataDir: '/srv/desk',
      logLevel: 'debug',
    })
    expect(config.wecom?.apiBase).to.equal('http://localhost:4000')
  })

  it('reads the folder named by CONFIG_DIR', () => {
    expect(loadConfig({ CONFIG_DIR: SAMPLE }).communities[0]?.id).to.equal('cuihu')
    expect(() => loadConfig({ CONFIG_DIR: '/nowhere' })).to.throw(/policy\.json: cannot be read \(ENOENT\)/)
  })

  it('names every missing WECOM_* variable when they are set in part', () => {
    expect(problemsOf({ WECOM_CORP_ID: 'ww1', WECOM_TOKEN: 'T1' }, SAMPLE)).to.deep.equal([
      'WECOM_AGENT_ID: is missing',
      'WECOM_SECRET: is missing',
      'WECOM_ENCODING_AES_KEY: is missing',
    ])
  })

  it('lists all problems at once, and never the value of a secret', () => {
    const problems = problemsOf(
      {
        ...REAL,
        WECOM_AGENT_ID: '-1',
        WECOM_SECRET: 'has a blank',
        WECOM_TOKEN: 'Good1,bad token',
        WECOM_ENCODING_AES_KEY: 'short',
        WECOM_API_BASE: 'ftp://host',
        WECOM_CORPID: 'ww1',
        PORT: '65536',
        HOST: 'my host',
        PUBLIC_URL: 'desk.example.cn',
        MONGODB_URI: 'http://host',
        REDIS_URL: 'localhost:6379',
        LOG_LEVEL: 'loud',
      },
      SAMPLE,
    )
    expect(problems.map((problem) => problem.split(':')[0])).to.have.members([
      'WECOM_AGENT_ID',
      'WECOM_SECRET',
      'WECOM_TOKEN',
      'WECOM_ENCODING_AES_KEY',
      'WECOM_API_BASE',
      'WECOM_CORPID',
      'PORT',
      'HOST',
      'PUBLIC_URL',
      'MONGODB_URI',
      'REDIS_URL',
      'LOG_LEVEL',
    ])
    expect(problems.join('\n')).not.to.match(/has a blank|bad token|short/)
  })

  it('refuses tokens and keys that are not pairs', () => {
    expect(problemsOf({ ...REAL, WECOM_TOKEN: 'New1,Old1' }, SAMPLE)).to.deep.equal([
      'WECOM_ENCODING_AES_KEY: has 1 key(s) for the 2 token(s) of WECOM_TOKEN',
    ])
  })

  for (const port of ['http', '-1', '3000.5', '99999', '1e3']) {
    it(`refuses the port ${port}`, () => {
      expect(problemsOf({ PORT: port }, SAMPLE)).to.deep.equal(['PORT: must be a port from 0 to 65535'])
    })
  }
})
