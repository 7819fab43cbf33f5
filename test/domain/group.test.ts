import { expect } from 'chai'
import { planCorrection, planJoiners, type GroupState } from '../../src/domain/group.ts'

const group = (owner: string, ...members: string[]): GroupState => ({ name: '服务群', owner, members })

describe('planJoiners', () => {
  it('are those who are wanted and not there, however their names are spelt', () => {
    expect(planJoiners(group('A', 'a', 'B'), group('A', 'A', 'b', 'C', 'D'))).to.deep.equal(['C', 'D'])
  })
})

describe('planCorrection', () => {
  it('changes nothing that is right', () => {
    expect(planCorrection(group('a', 'a', 'B'), group('A', 'A', 'b'))).to.deep.equal({ remove: [] })
  })

  it('lets leavers go and brings name and owner in step', () => {
    const wanted = { ...group('B', 'A', 'B'), name: '新名' }
    expect(planCorrection(group('A', 'A', 'B', 'C'), wanted)).to.deep.equal({
      name: '新名',
      owner: 'B',
      remove: ['C'],
    })
  })

  it('names a new owner before the old one goes', () => {
    expect(planCorrection(group('A', 'A', 'B', 'C'), group('B', 'B', 'C'))).to.deep.equal({
      owner: 'B',
      remove: ['A'],
    })
  })

  it('names the first who stays when the new owner could not be added', () => {
    expect(planCorrection(group('A', 'A', 'B', 'C'), group('X', 'X', 'C', 'B'))).to.deep.equal({
      owner: 'C',
      remove: ['A'],
    })
  })

  it('leaves an owner who stays alone while the one wanted is not there', () => {
    expect(planCorrection(group('A', 'A', 'B'), group('X', 'X', 'A', 'B'))).to.deep.equal({ remove: [] })
  })

  it('removes no owner without a successor, and never one of the last two', () => {
    expect(planCorrection(group('A', 'A', 'B'), group('X', 'X', 'Y'))).to.deep.equal({ remove: [] })
    expect(planCorrection(group('A', 'A', 'B', 'C'), group('X', 'X', 'Y'))).to.deep.equal({ remove: ['B'] })
    expect(planCorrection(group('A', 'A', 'B'), group('B', 'B'))).to.deep.equal({ owner: 'B', remove: [] })
  })
})
