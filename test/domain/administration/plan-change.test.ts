import { expect } from 'chai'
import type { Community } from '../../../src/config/communities.ts'
import { mayWish, parseWish, planChange, planEffects } from '../../../src/domain/administration/index.ts'
import type { ChangeWish } from '../../../src/domain/administration/index.ts'
import { checkCommunities, layChange } from '../../../src/directory/directory-change.ts'
import type { Role } from '../../../src/domain/people.ts'
import { sampleConfig, samplePolicy } from '../../support/builders.ts'

const cuihu = sampleConfig.communities[0]!

function wishOf(text: string): ChangeWish {
  const wish = parseWish(text, cuihu)
  if (wish === undefined || ['help', 'records', 'numbers', 'unclear'].includes(wish.do))
    throw new Error(`${text} is no wish`)
  return wish as ChangeWish
}
const plan = (text: string, communities: readonly Community[] = [cuihu]) =>
  planChange(wishOf(text), 'cuihu', communities)
const problemOf = (text: string, communities?: readonly Community[]) => {
  const planned = plan(text, communities)
  return 'problem' in planned ? planned.problem.code : undefined
}

describe('changes that administrators wish', () => {
  for (const text of [
    '添加员工 新员 XinYuan 工程 维修',
    '添加员工 新员 XinYuan 前台',
    '设为 王芳 主管',
    '取消 王芳 前台',
    '移除员工 张伟',
    '部门 工程 增加 王芳',
    '部门 工程 移除 张伟',
    '部门 工程 负责人 张伟',
    '排班 前台白班 08:00-20:00 工作日 王芳',
    '排班 主管班 09:00-18:00 每天 孙丽',
    '取消排班 前台白班',
    '修改群 通知 翠湖新群 群主 王芳',
    '添加小区 翠湖花园二期 cuihu2 参照 翠湖花园 Asia/Shanghai 1-3栋 18层 4户',
  ]) {
    it(`«${text}» leads to communities that the configuration's checks accept`, () => {
      const members = cuihu.members.map((member): Community['members'][number] =>
        member.name === '王芳' ? { ...member, roles: ['front_desk', 'assistant'] } : member,
      )
      const community = text.startsWith('取消 ') ? { ...cuihu, members, shifts: [] } : cuihu
      const planned = plan(text, [community])
      if (!('change' in planned)) throw new Error(JSON.stringify(planned))
      const after = layChange([community], planned.change)
      expect(after).to.not.deep.equal([community])
      expect(checkCommunities(after, samplePolicy)).to.deep.equal([])
    })
  }

  const alone: Community = {
    ...cuihu,
    shifts: [],
    members: cuihu.members.filter(({ name }) => !['陈静', '刘洋', '周敏'].includes(name)),
  }
  const REFUSED: readonly (readonly [text: string, code: string, communities?: readonly Community[]])[] = [
    ['添加员工 王芳 WangFang 前台', 'is_member'],
    ['添加员工 王芳 WangFang2 前台', 'name_taken'],
    [
      '添加员工 王小芳 WangFang 前台',
      'other_name',
      [
        { ...cuihu, members: [] },
        { ...cuihu, id: 'other' },
      ],
    ],
    ['添加员工 新员 XinYuan 员工', 'no_department'],
    ['添加员工 新员 XinYuan 经营', 'unknown_department'],
    ['添加员工 新员 XinYuan 工程 负责人', 'head_by_department'],
    ['设为 王方 主管', 'unknown_person'],
    ['设为 王芳 前台', 'has_role'],
    ['设为 王芳 负责人', 'head_by_department'],
    ['取消 王芳 主管', 'lacks_role'],
    ['取消 王芳 前台', 'in_shift'],
    ['取消 王芳 前台', 'last_of_role', [alone]],
    ['取消 李建国 负责人', 'heads'],
    ['取消 张伟 员工', 'only_role'],
    ['移除员工 李建国', 'heads'],
    ['移除员工 王芳', 'last_of_role', [alone]],
    ['移除员工 何志远', 'last_of_role'],
    ['部门 工程 增加 张伟', 'in_department'],
    ['部门 工程 移除 王芳', 'not_in_department'],
    ['部门 工程 移除 李建国', 'heads'],
    ['部门 经营 增加 王芳', 'unknown_department'],
    ['排班 前台中班 12:00-21:00 每天 王芳', 'shift_overlaps'],
    ['排班 前台中班 19:00-20:30 周末 刘洋', 'shift_overlaps'],
    ['排班 前台白班 08:00-20:00 每天 张伟', 'lacks_shift_role'],
    ['排班 前台白班 08:00-20:00 每天', 'shift_empty'],
    ['排班 前台白班 08:00-20:00 每天 王芳 王芳', 'named_twice'],
    ['排班 早班 08:00-20:00 每天 王芳', 'shift_role'],
    ['排班 前台白班 08:00-20:00 每天 王芳 陈静', 'nothing_new'],
    ['取消排班 前台晚班', 'unknown_shift'],
    ['修改群 通知 翠湖花园服务群', 'nothing_new'],
    ['添加小区 翠湖花园 cuihu2 参照 翠湖花园', 'community_taken'],
    ['添加小区 翠湖花园二期 cuihu2 参照 翠湖', 'unknown_community'],
    ['添加小区 翠湖花园二期 cuihu2 参照 翠湖花园 Asia/Nowhere', 'unknown_time_zone'],
  ]
  for (const [text, code, communities] of REFUSED) {
    it(`«${text}» is refused: ${code}`, () => expect(problemOf(text, communities)).to.equal(code))
  }

  it('a name typed with a slip is asked back with those who may be meant, never guessed', () => {
    expect(plan('移除员工 张韦')).to.deep.equal({
      problem: { code: 'unknown_person', name: '张韦', near: ['张伟'] },
    })
  })

  it('the going of somebody ends the turns that only he has, and thins the others', () => {
    const planned = plan('移除员工 王芳')
    if (!('change' in planned)) throw new Error('no change')
    const thin = planEffects(planned.change, cuihu)
    expect(thin).to.deep.equal({
      leaver: 'WangFang',
      thinned: ['前台白班'],
      ended: [],
      roleWithoutTurns: false,
    })
    const shifts = cuihu.shifts.slice(0, 1).map((shift) => ({ ...shift, members: ['WangFang'] }))
    const effects = planEffects(planned.change, { ...cuihu, shifts })
    expect(effects)
      .to.include({ roleWithoutTurns: true })
      .and.to.deep.include({ ended: ['前台白班'] })
  })

  it('nobody gives or takes more than he has himself', () => {
    const may = (role: Role, text: string) =>
      mayWish(
        { userId: 'X', rolesHere: [role], rolesAnywhere: [role] },
        wishOf(text),
        cuihu,
        samplePolicy.administration,
      )
    const community = '添加小区 翠湖花园二期 cuihu2 参照 翠湖花园'
    const high = [
      '设为 何志远 总经理',
      '添加员工 新员 XinYuan 总经理',
      '移除员工 郑国栋',
      '取消 郑国栋 总经理',
      community,
    ]
    for (const text of [...high, '移除员工 张伟', '设为 王芳 主管']) {
      expect(may('general_manager', text), text).to.equal(true)
      expect(may('manager', text), text).to.equal(!high.includes(text))
      expect(may('supervisor', text), text).to.equal(false)
    }
  })
})
