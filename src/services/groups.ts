import type { Directory } from '../directory/index.ts'
import { codeOf } from '../errors.ts'
import type { Logger } from '../logger.ts'

/** What making a group needs of the platform (`wecom.md` 5.1). */
export interface GroupMaker {
  getGroup(chatId: string): Promise<object | undefined>
  createGroup(group: {
    chatId: string
    name: string
    userIds: string[]
    ownerUserId: string
  }): Promise<object>
}

/** Makes the configured groups that do not exist yet; a group that cannot be made is logged and tried at the next start. */
export async function ensureGroups(
  directory: Directory,
  platform: GroupMaker,
  logger: Logger,
): Promise<void> {
  for (const community of directory.communities()) {
    for (const { chatId, name, owner, members } of community.groups) {
      try {
        if ((await platform.getGroup(chatId)) !== undefined) continue
        await platform.createGroup({ chatId, name, ownerUserId: owner, userIds: members })
        logger.info({ chatId }, 'group made')
      } catch (error) {
        logger.error({ code: codeOf(error), chatId }, 'group could not be made')
      }
    }
  }
}
