import { expect } from 'chai'
import { groupMembers } from '../../src/directory/index.ts'
import { bihai } from '../support/two-communities.ts'

const nobody = { members: [], memberRoles: [], memberDepartments: [] }

describe('groupMembers', () => {
  it('are those named, those with a role and those of a department, each once', () => {
    const group = {
      members: ['tangyun', 'SunLi'],
      memberRoles: ['supervisor' as const, 'manager' as const],
      memberDepartments: ['order' as const],
    }
    expect(groupMembers(bihai, group)).to.deep.equal(['TangYun', 'SunLi', 'HeZhiyuan', 'ZhaoQiang'])
  })

  it('are nobody who has left the community, wherever the name still stands', () => {
    const left = { ...bihai, members: bihai.members.filter(({ userId }) => userId !== 'ZhaoQiang') }
    const group = { ...nobody, members: ['ZhaoQiang', 'TangYun'], memberDepartments: ['order' as const] }
    expect(groupMembers(left, group)).to.deep.equal(['TangYun', 'SunLi'])
  })

  it('are none where nothing is said', () => {
    expect(groupMembers(bihai, nobody)).to.deep.equal([])
  })
})
