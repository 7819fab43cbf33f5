import type { Clock } from './clock.ts'
import type { Config } from './config/index.ts'
import { overridePolicy } from './config/policy.ts'
import {
  createDirectory,
  createLiveDirectory,
  type Directory,
  type LiveDirectory,
} from './directory/index.ts'
import { createCalendar, spanMs } from './domain/calendar/index.ts'
import type { ContactWatch } from './handlers/desk.ts'
import type { Logger } from './logger.ts'
import { createDirectoryScheduler } from './schedulers/directory.ts'
import { createDirectorySyncScheduler } from './schedulers/directory-sync.ts'
import type { Scheduler } from './schedulers/scheduler.ts'
import { createSerial } from './schedulers/serial.ts'
import { createAdministration, type Administration } from './services/directory/administration.ts'
import type { ContactBook } from './services/directory/contact-book.ts'
import {
  createDirectoryKeeper,
  type DirectoryKeeper,
  type DirectoryStore,
} from './services/directory/keeper.ts'
import { createDirectorySync } from './services/directory/sync.ts'
import { isUntidy, tidy, type TidyDeps } from './services/directory/tidy.ts'
import type { Rules } from './domain/rules.ts'

/** The desk's live directory and what keeps it at what is stored. */
export interface DeskDirectory {
  directory: LiveDirectory
  keeper: DirectoryKeeper
}

/** The directory as configured, until the first tick brings what is stored. */
export function createDeskDirectory(config: Config, store: DirectoryStore): DeskDirectory {
  const { communities: configured, holidays } = config
  const directory = createLiveDirectory(createDirectory(configured, holidays))
  return { directory, keeper: createDirectoryKeeper({ store, live: directory, configured, holidays }) }
}

/** What keeps the directory at what WeCom and the administrators say. */
export interface DeskContacts {
  watch: ContactWatch
  administration: Administration
  schedulers: [refresh: Scheduler, sync: Scheduler]
  /** Reads what is stored, and has everybody looked at with the first tick. */
  open(): Promise<void>
}

/** Wires sync, administration and the handing on of leavers' tickets. */
export function createDeskContacts(
  deps: { config: Config; book: ContactBook; clock: Clock; logger: Logger } & Omit<TidyDeps, 'batchSize'>,
): DeskContacts {
  const { config, book, keeper, clock, logger } = deps
  const { engine, engine: pace } = config.policy
  const everyMs = spanMs(engine.directoryEvery)
  const retryMs = spanMs(engine.retryAtMost)
  const limits = { ...engine.directoryLoss, withinMs: everyMs }
  const configured = config.communities
  const sync = createDirectorySync({ book, keeper, configured, limits, everyMs, retryMs, logger })
  const tidyUp = createSerial((now: Date) => tidy({ ...deps, batchSize: pace.batchSize }, now))
  return {
    watch: { ...sync, tidy: tidyUp, find: (userId) => book.getMember(userId) },
    administration: createAdministration({ keeper, configured, policy: config.policy, tidy: tidyUp }),
    schedulers: [
      createDirectoryScheduler(keeper),
      createDirectorySyncScheduler({ sync, isUntidy: () => isUntidy(keeper), tidy: tidyUp, retryMs }),
    ],
    async open() {
      const now = clock.now()
      await keeper.refresh(now)
      await sync.want(now)
    },
  }
}

/** The parameters and calendar of each community as the directory has it now; also of those that were added meanwhile. */
export function createRules(
  config: Config,
  directory: Pick<Directory, 'communities'>,
): (communityId: string) => Rules {
  const known = new Map<object, Rules>()
  return (communityId) => {
    const community = directory.communities().find(({ id }) => id === communityId)
    const key = community?.policy ?? config
    const rules = known.get(key) ?? {
      policy: overridePolicy(config.policy, community?.policy).value ?? config.policy,
      calendar: createCalendar(community?.timeZone ?? 'Asia/Shanghai', config.holidays),
    }
    known.set(key, rules)
    return rules
  }
}
