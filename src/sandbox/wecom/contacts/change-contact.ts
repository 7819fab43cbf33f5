import { z } from 'zod'
import type { PhoneRefusal } from '../../phones.ts'
import type { Platform } from '../platform.ts'
import { changeContactEvent, plainEvent } from '../webhook/events.ts'
import { writeXml, type XmlNode } from '../webhook/xml.ts'
import type { Agent, Member } from '../world.ts'
import type { ChangedMember } from './contact-records.ts'
import { leaveChats } from './leave-chats.ts'

const MemberChange = z
  .strictObject({
    name: z.string().min(1).max(64).exactOptional(),
    departments: z.array(z.int()).min(1).max(20).exactOptional(),
    status: z.enum(['active', 'disabled', 'left']).exactOptional(),
    inRange: z.boolean().exactOptional(),
  })
  .refine((change) => Object.keys(change).length > 0, '至少要改一项')

const TagChange = z.strictObject({
  name: z.string().min(1).max(32).exactOptional(),
  add: z.array(z.string()).max(1000).exactOptional(),
  remove: z.array(z.string()).max(1000).exactOptional(),
})

const STATUS_NUMBER = { active: 1, disabled: 2, left: 5 } as const

type Told = [event: string, from: string, nodes: (agent: Agent) => XmlNode[]]

/** An administrator changes a member in the console; the apps hear of it as of `wecom.md` 2.2. */
export async function changeMember(
  platform: Platform,
  userId: string,
  input: unknown,
): Promise<{ id: string } | PhoneRefusal> {
  const { directory, records } = platform
  const person = directory.person(userId)
  if (person === undefined) return { refused: '没有这个成员' }
  const parsed = MemberChange.safeParse(input)
  if (!parsed.success) return { refused: z.prettifyError(parsed.error) }
  const change = parsed.data
  if (directory.member(userId) === undefined && change.status !== 'active')
    return { refused: '该成员已离职，只能重新加入' }
  const wrong = change.departments?.find((id) => !directory.departments().some((each) => each.id === id))
  if (wrong !== undefined) return { refused: `没有部门 ${wrong}` }
  const id = person.userId.toLowerCase()
  const before = records.contacts.members.get(id) ?? {}
  platform.store.batch(() => {
    records.contacts.members.put(id, { ...before, ...change })
    if (change.status === 'left') leaveChats(platform, person.userId)
  })
  return tell(platform, newsOf(platform, person, before, change))
}

/** An administrator changes who is in a tag; a new number makes a new tag. */
export async function changeTag(
  platform: Platform,
  tagId: string,
  input: unknown,
): Promise<{ id: string } | PhoneRefusal> {
  if (!/^[1-9]\d{0,8}$/.test(tagId)) return { refused: '标签编号必须是正整数' }
  const parsed = TagChange.safeParse(input)
  if (!parsed.success) return { refused: z.prettifyError(parsed.error) }
  const { name, add = [], remove = [] } = parsed.data
  const { directory, records } = platform
  const added = add.flatMap((userId) => directory.member(userId)?.userId ?? [])
  if (added.length < add.length) return { refused: '没有这个成员' }
  const tag = directory.tags().find((each) => each.tagId === Number(tagId))
  const gone = new Set(remove.map((userId) => userId.toLowerCase()))
  const staying = (tag?.userIds ?? []).filter((userId) => !gone.has(userId.toLowerCase()))
  records.contacts.tags.put(tagId, {
    tagId: Number(tagId),
    name: name ?? tag?.name ?? `标签${tagId}`,
    userIds: [...new Set([...staying, ...added])],
  })
  const fields: XmlNode[] = [
    ['TagId', Number(tagId)],
    ...(added.length > 0 ? [['AddUserItems', added.join(',')] satisfies XmlNode] : []),
    ...(remove.length > 0 ? [['DelUserItems', remove.join(',')] satisfies XmlNode] : []),
  ]
  return tell(platform, [['change_contact', 'sys', () => changeContactEvent(platform, 'update_tag', fields)]])
}

function newsOf(
  platform: Platform,
  { userId, name }: Member,
  before: ChangedMember,
  { status, inRange, ...rest }: z.infer<typeof MemberChange>,
): Told[] {
  const contact = (kind: string, fields: XmlNode[]): Told => [
    'change_contact',
    'sys',
    () => changeContactEvent(platform, kind, [['UserID', userId], ...fields]),
  ]
  const range = (event: 'subscribe' | 'unsubscribe'): Told => [
    event,
    userId,
    (agent) => plainEvent(platform, agent, userId, event),
  ]
  if (status === 'left') return [contact('delete_user', []), range('unsubscribe')]
  const fields: XmlNode[] = [
    ...(rest.name === undefined ? [] : [['Name', rest.name] satisfies XmlNode]),
    ...(rest.departments === undefined ? [] : [['Department', rest.departments.join(',')] satisfies XmlNode]),
    ...(status === undefined ? [] : [['Status', STATUS_NUMBER[status]] satisfies XmlNode]),
  ]
  if (before.status === 'left')
    return [contact('create_user', [['Name', rest.name ?? name], ...fields]), range('subscribe')]
  return [
    ...(fields.length > 0 ? [contact('update_user', fields)] : []),
    ...(inRange === undefined ? [] : [range(inRange ? 'subscribe' : 'unsubscribe')]),
  ]
}

async function tell(platform: Platform, news: readonly Told[]): Promise<{ id: string }> {
  for (const [event, userId, nodes] of news)
    for (const agent of platform.world.agents) {
      const xml = writeXml(nodes(agent), platform.switches.xmlStyle)
      await platform.webhooks.push(agent, { xml, event, userId, entryId: null, code: null })
    }
  return { id: `c${platform.next('contact')}` }
}
