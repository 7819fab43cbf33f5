import { groupMembers, type Directory } from '../directory/index.ts'
import { planCorrection, planJoiners } from '../domain/group.ts'
import { codeOf } from '../errors.ts'
import { halving, makeGroup, type GroupPlatform, type Refusals, type WantedGroup } from './group-calls.ts'

/** What keeping groups needs; `onKnown` hears whether the app can write into a group, whenever that is certain. */
export interface GroupsOptions extends Refusals {
  directory: Directory
  platform: GroupPlatform
  /** Whether the error says that the app cannot reach this group at all. */
  isOutOfReach: (error: unknown) => boolean
  onKnown: (chatId: string, isThere: boolean) => Promise<void>
}

/**
 * Makes the groups that are not there and brings name, owner and members of the others in step with the directory. A
 * group or a member that is refused does not stop the rest. Resolves to whether all of it succeeded.
 */
export function createKeepGroups(options: GroupsOptions): () => Promise<boolean> {
  const { directory, logger, isOutOfReach, onKnown } = options
  return async () => {
    let isWhole = true
    for (const community of directory.communities()) {
      for (const group of community.groups) {
        const { chatId, name, owner } = group
        try {
          const wanted = { chatId, name, owner, members: groupMembers(community, group) }
          isWhole = (await keepGroup(wanted, options)) && isWhole
          await onKnown(chatId, true)
        } catch (error) {
          isWhole = false
          logger.error({ code: codeOf(error), chatId }, 'group not in step')
          if (isOutOfReach(error)) await onKnown(chatId, false)
        }
      }
    }
    return isWhole
  }
}

async function keepGroup(wanted: WantedGroup, options: GroupsOptions): Promise<boolean> {
  const { platform, logger } = options
  const { chatId } = wanted
  const found = await platform.getGroup(chatId)
  if (found === undefined) {
    await options.onKnown(chatId, false)
    const isWhole = await makeGroup(wanted, options)
    logger.info({ chatId }, 'group made')
    if (isWhole) return true
  }
  const group = found ?? (await platform.getGroup(chatId))
  if (group === undefined) return false
  const present = { name: group.name, owner: group.ownerUserId, members: group.userIds }
  const joiners = planJoiners(present, wanted)
  const added = await halving(joiners, options, chatId, (some) =>
    platform.updateGroup({ chatId, addUserIds: some }),
  )
  const { name, owner, remove } = planCorrection(
    { ...present, members: [...present.members, ...added] },
    wanted,
  )
  if (name !== undefined || owner !== undefined)
    await platform.updateGroup({
      chatId,
      ...(name === undefined ? {} : { name }),
      ...(owner === undefined ? {} : { ownerUserId: owner }),
    })
  const removed = await halving(remove, options, chatId, (some) =>
    platform.updateGroup({ chatId, removeUserIds: some }),
  )
  if (added.length + removed.length > 0 || name !== undefined || owner !== undefined)
    logger.info({ chatId, added: added.length, removed: removed.length }, 'group brought in step')
  return added.length === joiners.length && removed.length === remove.length
}
