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
  member(userId: string): Member | undefined
  /** The member, if inside the app's visible range. */
  visible(agent: Agent, userId: string): Member | undefined
  everyoneVisible(agent: Agent): Member[]
  departments(): Department[]
  /** Members of a department and of those below it that the app can see; `undefined` when it does not exist. */
  inDepartment(agent: Agent, id: number): Member[] | undefined
  withTag(agent: Agent, tagId: number): Member[] | undefined
}

/** Builds the look-ups of a world once. */
export function createDirectory(world: World): Directory {
  const members = new Map(world.members.map((member) => [member.userId.toLowerCase(), member]))
  const listed = world.departments ?? []
  const mentioned = world.members.flatMap((member) => member.departments ?? [])
  const known = new Set([1, ...listed.map((each) => each.id)])
  const unnamed = [...new Set(mentioned)].filter((id) => !known.has(id))
  const departments: Department[] = [
    { id: 1, name: '公司', parentId: 0 },
    ...listed.filter((each) => each.id !== 1),
    ...unnamed.map((id) => ({ id, name: `部门${id}`, parentId: 1 })),
  ]

  const visible = (agent: Agent, userId: string): Member | undefined => {
    const member = members.get(userId.toLowerCase())
    if (member === undefined || agent.visibleUserIds === undefined) return member
    const seen = agent.visibleUserIds.some((id) => id.toLowerCase() === userId.toLowerCase())
    return seen ? member : undefined
  }
  const everyoneVisible = (agent: Agent): Member[] =>
    [...members.values()].filter((member) => visible(agent, member.userId) !== undefined)

  const isBelow = (id: number, ancestor: number): boolean => {
    if (id === ancestor) return true
    const parent = departments.find((each) => each.id === id)?.parentId
    return parent !== undefined && parent !== 0 && parent !== id && isBelow(parent, ancestor)
  }

  return {
    corpId: world.corpId,
    agent: (agentId) => world.agents.find((agent) => agent.agentId === agentId),
    agentOfSecret: (secret) => world.agents.find((agent) => agent.secret === secret),
    member: (userId) => members.get(userId.toLowerCase()),
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
      const tag = world.tags?.find((each) => each.tagId === tagId)
      return tag?.userIds.flatMap((userId) => visible(agent, userId) ?? [])
    },
  }
}

/** The departments a member belongs to; the root when none is given. */
export function departmentsOf(member: Member): number[] {
  return member.departments ?? [1]
}
