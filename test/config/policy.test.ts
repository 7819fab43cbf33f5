import { expect } from 'chai'
import sample from '../../config/communities.json' with { type: 'json' }
import { loadConfig } from '../../src/config/index.ts'
import { createConfigFolder, problemsOf, type ConfigFolder } from './config-folder.ts'

const OVERRIDE = ['communities', 0, 'policy']

describe('the policy', () => {
  let folder: ConfigFolder
  beforeEach(() => (folder = createConfigFolder()))
  afterEach(() => folder.remove())

  it('REC-4.2 REC-4.3 REC-4.6 REC-4.7 REC-4.8 REC-4.9 QM-1 has the numbers of the procedures by default', () => {
    const { engine, platform, media, website, ...others } = loadConfig({}, folder.dir).policy
    const rules = Object.fromEntries(Object.entries(others).filter(([key]) => /^[A-Z]+-\d/.test(key)))
    const { shift, leave, handover } = others
    expect(engine.batchSize).to.equal(100)
    expect(media.fetchWithin).to.equal('P3D')
    expect(platform.member[0]).to.deep.equal({ limit: 30, per: 'PT1M' })
    expect(website).to.include({ bodyMaxBytes: 16_384 })
    expect({ shift, leave, handover }).to.deep.equal({
      shift: { gapCheckAt: '16:00', gapAhead: 'PT48H' },
      leave: { atMost: 'P60D', aheadAtMost: 'P180D', remindAfter: 'PT4H' },
      handover: { remindAfter: 'PT15M', tellAfter: 'PT15M' },
    })
    expect(rules).to.deep.equal({
      'REC-4.2': { askWithin: 'PT2H', repeatWithin: 'PT5M' },
      'REC-4.3': { dailyReviewAt: '17:30', remindAfter: 'PT15H', remindTimes: 1 },
      'REC-4.6': {
        handleWithin: { span: 'P2D', count: 'rolling' },
        warnAtShare: 0.875,
        reopenWithin: 'P30D',
        stop: {
          choices: ['PT4H', 'P1D', 'P2D', 'P3D', 'P7D'],
          atMost: { waiting_owner: 'P7D', waiting_parts: 'P15D', waiting_contractor: 'P15D' },
          lateAtMost: 'PT4H',
        },
      },
      'REC-4.7': { after: { span: 'P2D', count: 'rolling' }, role: 'supervisor' },
      'REC-4.8': { after: { span: 'P7D', count: 'rolling' }, role: 'manager' },
      'REC-4.9': {
        weekday: 1,
        at: '09:00',
        remindAfter: 'PT24H',
        remindTimes: 6,
        listMessages: 4,
        cases: 3,
        followUp: { choices: ['P1D', 'P2D', 'P3D', 'P7D'], remindEvery: 'P1D', remindTimes: 3 },
      },
      'QM-1': { repeatWithin: 'P30D' },
    })
  })

  it('REC-4.5 REC-4.6 alarms again within minutes, reminds in half days and keeps the night quiet by default', () => {
    const { acceptance, idle, quietHours } = loadConfig({}, folder.dir).policy
    const then = ['supervisor', 'manager']
    expect(acceptance).to.deep.equal({
      normal: { first: 'PT10M', every: 'PT10M', times: 3, then },
      urgent: { first: 'PT3M', every: 'PT3M', times: 2, then },
    })
    expect(idle.normal).to.include({ first: 'PT12H', every: 'PT12H', times: 2 })
    expect(quietHours).to.deep.equal({ from: '22:00', to: '07:00' })
  })

  it('has no quiet hours in a community that says null', () => {
    folder.set('communities.json', OVERRIDE, { quietHours: null })
    expect(loadConfig({}, folder.dir).policyFor('cuihu').quietHours).to.equal(null)
  })

  it('REC-4.7 can be changed in part for one community, leaving the others alone', () => {
    folder.set('communities.json', ['communities', 1], {
      ...structuredClone(sample.communities[0]),
      id: 'binjiang',
      groups: sample.communities[0]?.groups.map((group) => ({ ...group, chatId: `b${group.chatId}` })),
      policy: {
        'REC-4.7': { after: { span: 'P1D' } },
        'REC-4.6': { handleWithin: { count: 'working_days' } },
      },
    })
    const { policyFor, policy } = loadConfig({}, folder.dir)
    expect(policyFor('binjiang')['REC-4.7']).to.deep.equal({
      after: { span: 'P1D', count: 'rolling' },
      role: 'supervisor',
    })
    expect(policyFor('binjiang')['REC-4.6'].handleWithin).to.deep.equal({
      span: 'P2D',
      count: 'working_days',
    })
    expect(policyFor('binjiang')['REC-4.8']).to.deep.equal(policy['REC-4.8'])
    expect(policyFor('cuihu')).to.deep.equal(policy)
  })

  it('is not there for an unknown community', () => {
    const { policyFor } = loadConfig({}, folder.dir)
    expect(() => policyFor('other'))
      .to.throw()
      .with.property('code', 'unknown_community')
  })

  const wrong: [override: unknown, problem: RegExp][] = [
    [
      { 'REC-4.7': { after: { span: 'soon' } } },
      /communities\[0\]\.policy\["REC-4\.7"\]\.after\.span: is not an ISO/,
    ],
    [
      { 'REC-4.6': { handleWithin: { count: 'calendar_months' } } },
      /policy\["REC-4\.6"\]\.handleWithin\.span: must be whole months/,
    ],
    [{ 'REC-4.7': { role: 'assistant_boss' } }, /policy\["REC-4\.7"\]\.role: Invalid option/],
    [{ 'REC-4.7': { after: { span: 'P8D' } } }, /policy\["REC-4\.8"\]\.after\.span: must be later/],
    [{ 'REC-1': {} }, /policy\["REC-1"\]: is not known here/],
    [{ engine: { batchSize: 5 } }, /policy\.engine: is set for all communities/],
    [{ platform: { leftToDanger: 0 } }, /policy\.platform: is set for all communities/],
    [{ 'REC-4.6': { warnAtShare: 1 } }, /policy\["REC-4\.6"\]\.warnAtShare: Too big/],
    [
      { acceptance: { normal: { first: '-PT5M' } } },
      /policy\.acceptance\.normal\.first: must not be negative/,
    ],
    [{ acceptance: { normal: { every: 'PT0S' } } }, /policy\.acceptance\.normal\.every: must not be zero/],
    [{ acceptance: { soon: {} } }, /policy\.acceptance\.soon: is not known here/],
    [{ acceptance: { urgent: { then: ['boss'] } } }, /policy\.acceptance\.urgent\.then\[0\]: Invalid option/],
    [
      { idle: { normal: { then: ['supervisor', 'supervisor'] } } },
      /policy\.idle\.normal\.then: must not name a role twice/,
    ],
    [{ idle: { normal: { times: 1.5 } } }, /policy\.idle\.normal\.times: Invalid input/],
    [{ quietHours: { from: '7am' } }, /policy\.quietHours\.from: must be a time/],
    [{ quietHours: { to: '24:01' } }, /policy\.quietHours\.to: must be a time/],
    [{ quietHours: { from: '07:00' } }, /policy\.quietHours\.to: must not be the same as from/],
    [{ quietHours: { from: '00:00', to: '24:00' } }, /policy\.quietHours\.to: must leave some of the day/],
    [{ quietHours: { until: '07:00' } }, /policy\.quietHours\.until: is not known here/],
    [{ quietHours: false }, /policy\.quietHours: Invalid input/],
    [{ 'REC-4.3': null }, /policy\["REC-4\.3"\]: Invalid input/],
    [{ 'REC-4.3': { unknown: 1 } }, /policy\["REC-4\.3"\]\.unknown: is not known here/],
    [[], /communities\[0\]\.policy: Invalid input/],
  ]
  for (const [override, problem] of wrong) {
    it(`refuses a community that says ${JSON.stringify(override)}`, () => {
      folder.set('communities.json', OVERRIDE, override)
      const problems = problemsOf({}, folder.dir)
      expect(problems, problems.join('\n')).to.have.lengthOf(1)
      expect(problems[0]).to.match(problem)
    })
  }

  it('REC-4.8 asks for somebody who holds the role of the step', () => {
    const overrides = [
      { 'REC-4.8': { role: 'general_manager' } },
      { acceptance: { urgent: { then: ['supervisor', 'general_manager'] } } },
      { idle: { normal: { then: ['general_manager'] } } },
    ]
    folder.set('communities.json', ['communities', 0, 'members', 19, 'roles'], ['staff'])
    for (const override of overrides) {
      folder.set('communities.json', OVERRIDE, override)
      expect(problemsOf({}, folder.dir)).to.deep.equal([
        'communities.json communities[0].members: nobody holds the role general_manager',
      ])
    }
  })

  it('tells a fault of policy.json once, and the faults of the communities all the same', () => {
    folder.set('policy.json', ['REC-4.2', 'askWithin'], 'later')
    folder.set('communities.json', OVERRIDE, { 'REC-4.3': { dailyReviewAt: '25:00' } })
    const problems = problemsOf({}, folder.dir)
    expect(problems).to.have.lengthOf(2)
    expect(problems[0]).to.match(/^policy\.json \["REC-4\.2"\]\.askWithin/)
    expect(problems[1]).to.match(/^communities\.json communities\[0\]\.policy\["REC-4\.3"\]\.dailyReviewAt/)
  })

  it('does not let a file reach the prototype of objects', () => {
    folder.write('policy.json', '{"__proto__":{"polluted":true}}')
    expect(problemsOf({}, folder.dir).length).to.be.greaterThan(0)
    expect({}).not.to.have.property('polluted')
  })

  it('refuses communities that clash: ids, group chats, names of one person', () => {
    const [first] = structuredClone(sample.communities)
    folder.set('communities.json', ['communities', 1], first)
    folder.set('communities.json', ['communities', 1, 'members', 0, 'name'], '王芬')
    expect(problemsOf({}, folder.dir)).to.deep.equal([
      'communities.json communities[1].id: cuihu is given twice',
      'communities.json communities[1].groups[0].chatId: cuihuServiceGroup is given twice',
      'communities.json communities[1].groups[1].chatId: cuihuManagersGroup is given twice',
      'communities.json communities[1].members[0].name: WangFang is called 王芳 elsewhere',
    ])
  })
})
