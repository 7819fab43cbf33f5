import type { Clock } from './clock.ts'
import type { Config } from './config/index.ts'
import type { Directory } from './directory/index.ts'
import { spanMs } from './domain/calendar/index.ts'
import type { Logger } from './logger.ts'
import { createRoutes, type Routes } from './outbox/routes.ts'
import { createGroupScheduler } from './schedulers/groups.ts'
import type { Scheduler } from './schedulers/scheduler.ts'
import { createKeepGroups } from './services/groups.ts'
import type { SharedState } from './shared-state/shared-state.ts'
import type { WecomClient } from './wecom/client.ts'
import { groupErrors } from './wecom/group-errors.ts'

/** The groups' part of the wiring: how they are written to, and what keeps them in step with the directory. */
export function createDeskGroups(deps: {
  config: Config
  directory: Directory
  wecom: WecomClient
  state: SharedState
  clock: Clock
  logger: Logger
}): { routes: Routes; keepGroups: () => Promise<boolean>; scheduler: Scheduler } {
  const { config, directory, wecom, state, clock, logger } = deps
  const { groupsEvery, retryAtMost } = config.policy.engine
  const everyMs = spanMs(groupsEvery)
  // Twice, so that what is known does not lapse between two looks.
  const routes = createRoutes(state, config.robots, 2 * everyMs)
  const keepGroups = createKeepGroups({
    ...{ directory, platform: wecom, logger, ...groupErrors },
    onKnown: (chatId, isThere) => routes.known(chatId, isThere),
  })
  const pace = { everyMs, retryMs: spanMs(retryAtMost), now: clock.now() }
  return { routes, keepGroups, scheduler: createGroupScheduler({ keepGroups, ...pace }) }
}
