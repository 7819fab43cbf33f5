import type { ContactRecords } from './contacts/contact-records.ts'
import type { Agent, Member, World } from './world.ts'

/** A department of the corp; the root has id 1 and parent 0. */
export interface Department {
  id: number
  name: string
  parentId: number
}

/** Looks people, departments and apps up; user ids are case-insensitive as on the platform. */
export interface Directory {
  readonly corpId: string
  agent(agentId: number): Agent | undefined
  agentOfSecret(secret: string): Agent | undefined
  /** The member as he is now; nobody who has left. */
  member(userId: string): Member | undefined
  /** Whoever has ever been a member, as he was then; his phone still shows what it had received. */
  person(userId: string): Member | undefined
  /** The member, if inside the app's visible range. */
  visible(agent: Agent, userId: string): Member | undefined
  everyoneVisible(agent: Agent): Member[]
  departments(): Department[]
  /** Members of a department and of those below it that the app can see; `undefined` when it does not exist. */
  inDepartment(agent: Agent, id: number): Member[] | undefined
  withTag(agent: Agent, tagId: number): Member[] | undefined
  tags(): { tagId: number; name: string; userIds: string[] }[]
}

/** Builds the look-ups of a world with what has changed in its contact book since. */
export function createDirectory(world: World, contacts: ContactRecords): Directory {
  const people = new Map(world.members.map((member) => [member.userId.toLowerCase(), member]))
  const listed = world.departments ?? []
  const mentioned = world.members.flatMap((member) => member.departments ?? [])
  const known = new Set([1, ...listed.map((each) => each.id)])
  const unnamed = [...new Set(mentioned)].filter((id) => !known.has(id))
  const departments: Department[] = [
    { id: 1, name: '公司', parentId: 0 },
    ...listed.filter((each) => each.id !== 1),
    ...unnamed.map((id) => ({ id, name: `部门${id}`, parentId: 1 })),
  ]

  const person = (userId: string): Member | undefined => {
    const member = people.get(userId.toLowerCase())
    const changed = contacts.members.get(userId.toLowerCase())
    if (member === undefined || changed === undefined) return member
    const { name = member.name, departments: own = member.departments, status } = changed
    return { ...member, name, departments: own, status: status === 'disabled' ? status : undefined }
  }
  const memberOf = (userId: string): Member | undefined =>
    contacts.members.get(userId.toLowerCase())?.status === 'left' ? undefined : person(userId)
  const tags = () =>
    [...contacts.tags.values()].concat(
      (world.tags ?? []).filter(({ tagId }) => contacts.tags.get(String(tagId)) === undefined),
    )

  const visible = (agent: Agent, userId: string): Member | undefined => {
    const member = memberOf(userId)
    if (contacts.members.get(userId.toLowerCase())?.inRange === false) return undefined
    if (member === undefined || agent.visibleUserIds === undefined) return member
    const seen = agent.visibleUserIds.some((id) => id.toLowerCase() === userId.toLowerCase())
    return seen ? member : undefined
  }
  const everyoneVisible = (agent: Agent): Member[] =>
    [...people.values()].flatMap((member) => visible(agent, member.userId) ?? [])

  const isBelow = (id: number, ancestor: number): boolean => {
    if (id === ancestor) return true
    const parent = departments.find((each) => each.id === id)?.parentId
    return parent !== undefined && parent !== 0 && parent !== id && isBelow(parent, ancestor)
  }

  return {
    corpId: world.corpId,
    agent: (agentId) => world.agents.find((agent) => agent.agentId === agentId),
    agentOfSecret: (secret) => world.agents.find((agent) => agent.secret === secret),
    member: memberOf,
    person,
    tags,
    visible,
    everyoneVisible,
    departments: () => departments,
    inDepartment(agent, id) {
      if (!departments.some((each) => each.id === id)) return undefined
      return everyoneVisible(agent).filter((member) =>
        departmentsOf(member).some((department) => isBelow(department, id)),
      )
    },
    withTag(agent, tagId) {
      const tag = tags().find((each) => each.tagId === tagId)
      return tag?.userIds.flatMap((userId) => visible(agent, userId) ?? [])
    },
  }
}

/** The departments a member belongs to; the root when none is given. */
export function departmentsOf(member: Member): number[] {
  return member.departments ?? [1]
}
