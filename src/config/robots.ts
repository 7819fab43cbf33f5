import type { Community } from './communities.ts'
import type { Problem } from './problems.ts'

/** The keys of the groups' robots by chat id, and what is wrong with them; no problem ever tells a key. */
export function readRobots(
  communities: readonly Pick<Community, 'groups'>[],
  env: NodeJS.ProcessEnv,
): { robots: Map<string, string>; problems: Problem[] } {
  const robots = new Map<string, string>()
  const problems: Problem[] = []
  for (const [index, { groups }] of communities.entries()) {
    for (const [groupIndex, { chatId, robot }] of groups.entries()) {
      if (robot === undefined) continue
      const path = ['communities', index, 'groups', groupIndex, 'robot']
      const key = 'key' in robot ? robot.key : (env[robot.keyFrom] ?? '')
      if (!ROBOT_KEY.test(key)) {
        const message = 'keyFrom' in robot ? `${robot.keyFrom} holds no robot's key` : 'is no robot’s key'
        problems.push({ path, message })
      } else if ([...robots.values()].includes(key)) {
        problems.push({ path, message: 'is the robot of another group' })
      } else robots.set(chatId, key)
    }
  }
  return { robots, problems }
}

/** The key in a robot's address (wecom.md 5.2). */
const ROBOT_KEY = /^[0-9A-Za-z-]{8,64}$/
