import type { Community } from '../../config/communities.ts'
import type { SeenPerson } from '../../directory/index.ts'

/** A member as WeCom shows him. */
interface Shown {
  userId: string
  name: string
  status: 'active' | 'disabled' | 'left'
  departments: number[]
}

/** What the sync asks of the platform (`wecom.md` 9.1). */
export interface ContactBook {
  listDepartments(): Promise<{ id: number; parentId: number }[]>
  listMembers(departmentId: number): Promise<Shown[]>
  getMember(userId: string): Promise<Shown | undefined>
  getTag(tagId: number): Promise<{ userIds: string[]; departments: number[] } | undefined>
}

/**
 * Looks at everybody whom the communities name, and at those whom they take from tags and departments. Somebody whom no
 * list shows is asked for by himself, so that an empty list makes nobody a leaver. Rejects when any answer is missing:
 * half a look says nothing.
 */
export async function readContacts(
  book: ContactBook,
  communities: readonly Community[],
  known: readonly string[],
  now: Date,
): Promise<{ seen: SeenPerson[]; unknownTags: number[] }> {
  const departments = await book.listDepartments()
  const shown = new Map<string, Shown>()
  for (const { id } of departments)
    for (const member of await book.listMembers(id)) shown.set(member.userId.toLowerCase(), member)

  const within = (member: Shown, department: number) =>
    member.departments.some((id) => isBelow(id, department, departments))
  const sources = communities.flatMap(({ fromWecom }) => fromWecom)
  const mappedDepartments = once(sources.flatMap(({ department }) => department ?? []))
  const tags = new Map<number, (member: Shown) => boolean>()
  const unknownTags: number[] = []
  for (const tagId of once(sources.flatMap(({ tag }) => tag ?? []))) {
    const tag = await book.getTag(tagId)
    if (tag === undefined) unknownTags.push(tagId)
    const users = new Set(tag?.userIds.map((userId) => userId.toLowerCase()))
    tags.set(
      tagId,
      (member) =>
        users.has(member.userId.toLowerCase()) || tag?.departments.some((id) => within(member, id)) === true,
    )
    for (const userId of tag?.userIds ?? []) if (!shown.has(userId.toLowerCase())) known = [...known, userId]
  }

  const named = communities.flatMap(({ members }) => members.map(({ userId }) => userId))
  const seen = new Map<string, SeenPerson>()
  for (const userId of [...named, ...known]) {
    const id = userId.toLowerCase()
    if (seen.has(id)) continue
    const member = shown.get(id) ?? (await book.getMember(userId))
    if (member !== undefined) shown.set(id, member)
    seen.set(id, member === undefined ? unseen(userId, now) : toSeen(member))
  }
  for (const [id, member] of shown) {
    const person = toSeen(member)
    if (!seen.has(id) && person.tags.length + person.departments.length > 0) seen.set(id, person)
  }
  return { seen: [...seen.values()], unknownTags }

  function toSeen(member: Shown) {
    return {
      userId: member.userId,
      name: member.name,
      status: member.status,
      at: now,
      tags: [...tags].flatMap(([id, has]) => (has(member) ? [id] : [])),
      departments: mappedDepartments.filter((id) => within(member, id)),
    }
  }
}

function unseen(userId: string, at: Date): SeenPerson {
  return { userId, name: '', status: 'unseen', at }
}

/** Whether the department is the other one or lies below it; a circle in the answer ends the climb. */
function isBelow(id: number, above: number, all: readonly { id: number; parentId: number }[]): boolean {
  const passed = new Set<number>()
  let here: number | undefined = id
  while (here !== undefined && !passed.has(here)) {
    if (here === above) return true
    passed.add(here)
    here = parentOf(here, all)
  }
  return false
}

function parentOf(id: number, all: readonly { id: number; parentId: number }[]): number | undefined {
  return all.find((department) => department.id === id)?.parentId
}

function once(ids: readonly number[]): number[] {
  return [...new Set(ids)]
}
