import { expect } from 'chai'
import { planPeople, type KnownPerson, type SeenPerson } from '../../src/directory/index.ts'

const NOW = new Date('2026-11-23T02:00:00Z')
const EARLIER = new Date('2026-11-20T02:00:00Z')
const LIMITS = { always: 1, share: 0.2, withinMs: 86_400_000 }

function known(userId: string, more: Partial<KnownPerson> = {}): KnownPerson {
  const person = { userId, name: `名${userId}`, status: 'active' as const, since: EARLIER, seenAt: EARLIER }
  return { ...person, tags: [], departments: [], ...more }
}
const seen = (userId: string, more: Partial<SeenPerson> = {}): SeenPerson => ({
  ...{ userId, name: `名${userId}`, status: 'active', at: NOW },
  ...more,
})
const ten = Array.from({ length: 10 }, (_, n) => known(`P${String(n)}`))
const plan = (people: KnownPerson[], look: SeenPerson[], limits = LIMITS) =>
  planPeople({ people }, look, limits, NOW)
const statusOf = (result: ReturnType<typeof plan>, userId: string) =>
  'people' in result ? result.people.find((person) => person.userId === userId)?.status : 'doubted'

describe('planPeople', () => {
  it('takes names and status over, whatever the case of the id', () => {
    const result = plan([known('P0')], [seen('p0', { name: '新名', status: 'disabled' })])
    expect(result).to.have.property('people').with.length(1)
    expect('people' in result && result.people[0]).to.include({
      userId: 'P0',
      name: '新名',
      status: 'disabled',
    })
    expect('people' in result && result.people[0]?.since).to.deep.equal(NOW)
  })

  it('keeps the known name where the platform hides it', () => {
    for (const name of ['', 'P0', 'p0']) {
      const result = plan([known('P0')], [seen('P0', { name })])
      expect('people' in result && result.people[0]?.name).to.equal('名P0')
    }
  })

  it('calls nobody a leaver whom the platform has never shown', () => {
    expect(plan([], [seen('Typo', { status: 'unseen' })])).to.deep.equal({ people: [], neverSeen: ['Typo'] })
  })

  it('calls somebody a leaver whom it had shown and shows no more, and takes him back', () => {
    const gone = plan([known('P0')], [seen('P0', { status: 'unseen', name: '' })])
    expect(statusOf(gone, 'P0')).to.equal('left')
    expect(statusOf(plan('people' in gone ? gone.people : [], [seen('P0')]), 'P0')).to.equal('active')
  })

  it('doubts it when more go at once than the policy believes', () => {
    const two = ten.slice(0, 2).map(({ userId }) => seen(userId, { status: 'unseen' }))
    const three = ten.slice(0, 3).map(({ userId }) => seen(userId, { status: 'unseen' }))
    expect(statusOf(plan(ten, two), 'P0')).to.equal('left')
    expect(plan(ten, three)).to.have.property('doubted').with.length(3)
  })

  it('counts those who went one by one within the while, and forgets those who went before it', () => {
    const lately = ten.map((person, n) =>
      n < 2 ? { ...person, status: 'left' as const, since: NOW } : person,
    )
    const before = ten.map((person, n) => (n < 2 ? { ...person, status: 'left' as const } : person))
    const next = [seen('P2', { status: 'disabled' })]
    expect(plan(lately, next)).to.have.property('doubted').with.length(1)
    expect(statusOf(plan(before, next), 'P2')).to.equal('disabled')
  })

  it('is not fooled by an answer that was asked for earlier than what is known', () => {
    const left = known('P0', { status: 'left', seenAt: NOW })
    expect(statusOf(plan([left], [seen('P0', { at: EARLIER })]), 'P0')).to.equal('left')
  })
})
