import type { GroupState } from '../domain/group.ts'
import { codeOf } from '../errors.ts'
import type { Logger } from '../logger.ts'

/** What keeping groups needs of the platform (`wecom.md` 5.1). */
export interface GroupPlatform {
  getGroup(
    chatId: string,
  ): Promise<{ name: string; ownerUserId: string; userIds: readonly string[] } | undefined>
  createGroup(group: {
    chatId: string
    name: string
    userIds: string[]
    ownerUserId?: string
  }): Promise<object>
  updateGroup(change: {
    chatId: string
    name?: string
    ownerUserId?: string
    addUserIds?: string[]
    removeUserIds?: string[]
  }): Promise<void>
}

/** How refusals of members are told from others, and where they are logged. */
export interface Refusals {
  /** Whether the error says that a user of the call is no good, so that the others may be tried without him. */
  isAboutMembers: (error: unknown) => boolean
  logger: Logger
}

/** A group as it shall be, with the id under which the platform knows it. */
export type WantedGroup = GroupState & { chatId: string }

/** Whether it could be made with all members; otherwise with the first two whom the platform accepts. */
export async function makeGroup(
  { chatId, name, owner, members }: WantedGroup,
  { platform, isAboutMembers }: Refusals & { platform: GroupPlatform },
): Promise<boolean> {
  let refusal: unknown
  const make = async (userIds: string[]): Promise<boolean> => {
    const ownerUserId = userIds.find((userId) => userId.toLowerCase() === owner.toLowerCase())
    try {
      await platform.createGroup({
        chatId,
        name,
        userIds,
        ...(ownerUserId === undefined ? {} : { ownerUserId }),
      })
      return true
    } catch (error) {
      if (!isAboutMembers(error)) throw error
      refusal = error
      return false
    }
  }
  if (await make([...members])) return true
  const isOwner = (userId: string) => userId.toLowerCase() === owner.toLowerCase()
  const inOrder = [...members.filter(isOwner), ...members.filter((userId) => !isOwner(userId))]
  for (const [index, first] of inOrder.entries())
    for (const second of inOrder.slice(index + 1)) if (await make([first, second])) return false
  throw refusal
}

/** Does it for all at once; when somebody is refused, for each half, so that only he is left out. Resolves to the rest. */
export async function halving(
  userIds: readonly string[],
  options: Refusals,
  chatId: string,
  act: (some: string[]) => Promise<void>,
): Promise<string[]> {
  if (userIds.length === 0) return []
  try {
    await act([...userIds])
    return [...userIds]
  } catch (error) {
    if (!options.isAboutMembers(error)) throw error
    if (userIds.length === 1) {
      options.logger.warn({ code: codeOf(error), chatId, members: userIds }, 'group member refused')
      return []
    }
    const middle = Math.ceil(userIds.length / 2)
    const first = await halving(userIds.slice(0, middle), options, chatId, act)
    return [...first, ...(await halving(userIds.slice(middle), options, chatId, act))]
  }
}
