import { expect } from 'chai'
import { loadConfig } from '../../src/config/index.ts'
import { createConfigFolder, problemsOf, type ConfigFolder } from './config-folder.ts'

const KEY = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa'
const group = (index: number, ...path: (string | number)[]) => ['communities', 0, 'groups', index, ...path]

describe('the groups of the configuration', () => {
  let folder: ConfigFolder
  beforeEach(() => (folder = createConfigFolder()))
  afterEach(() => folder.remove())
  const set = (index: number, key: string, value: unknown) =>
    folder.set('communities.json', group(index, key), value)

  it('may have a robot, its key written down or in a variable', () => {
    set(0, 'robot', { key: KEY })
    set(1, 'robot', { keyFrom: 'ROBOT_CUIHU' })
    const { robots } = loadConfig({ ROBOT_CUIHU: 'another-robot-key' }, folder.dir)
    expect([...robots]).to.deep.equal([
      ['cuihuServiceGroup', KEY],
      ['cuihuManagersGroup', 'another-robot-key'],
    ])
  })

  it('have no robot without a key, and no two the same one; a key is never said', () => {
    set(0, 'robot', { keyFrom: 'ROBOT_CUIHU' })
    expect(problemsOf({}, folder.dir)).to.deep.equal([
      "communities.json communities[0].groups[0].robot: ROBOT_CUIHU holds no robot's key",
    ])
    set(1, 'robot', { key: KEY })
    expect(problemsOf({ ROBOT_CUIHU: KEY }, folder.dir)).to.deep.equal([
      'communities.json communities[0].groups[1].robot: is the robot of another group',
    ])
    for (const wrong of ['', `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`]) {
      set(1, 'robot', { key: wrong })
      const problems = problemsOf({ ROBOT_CUIHU: 'another-robot-key' }, folder.dir)
      expect(problems).to.have.length(1)
      expect(problems.join()).not.to.include(KEY)
    }
    set(1, 'robot', { key: KEY, keyFrom: 'ROBOT_CUIHU' })
    expect(problemsOf({}, folder.dir).join()).not.to.include(KEY)
  })

  it('have at least two members, by name, role or department, the owner among them', () => {
    set(1, 'members', [])
    set(1, 'memberRoles', ['manager', 'department_head'])
    expect(loadConfig({}, folder.dir).communities[0]?.groups[1]?.members).to.deep.equal([])
    set(1, 'memberRoles', ['general_manager'])
    expect(problemsOf({}, folder.dir)).to.deep.equal([
      'communities.json communities[0].groups[1]: has 1 member(s), must have 2 to 2000',
      'communities.json communities[0].groups[1].owner: HeZhiyuan is not one of the members',
    ])
    set(1, 'memberDepartments', ['business'])
    expect(problemsOf({}, folder.dir)[0]).to.include('memberDepartments: no department business')
  })
})
