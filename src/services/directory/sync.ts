import { createHash } from 'node:crypto'
import type { Community } from '../../config/communities.ts'
import {
  isSameUser,
  layChanges,
  planPeople,
  type DirectoryState,
  type LossLimits,
  type SeenPerson,
} from '../../directory/index.ts'
import { codeOf, DeskError } from '../../errors.ts'
import type { Logger } from '../../logger.ts'
import { readContacts, type ContactBook } from './contact-book.ts'
import type { DirectoryKeeper } from './keeper.ts'

/** Keeps the directory at what WeCom says of its people. */
export interface DirectorySync {
  /** When everybody is to be looked at again. */
  dueAt(): Date | undefined
  /** Looks at everybody; when the platform fails nothing changes and it is tried again later. Says whether it worked. */
  run(now: Date): Promise<boolean>
  /**
   * Looks at one person of whom news came; what the news said does not matter, so their order does not either. Somebody
   * who `wasThere` by the news, and whom nobody has seen before, is not misspelt when he is not there now.
   */
  look(userId: string, now: Date, wasThere?: boolean): Promise<void>
  /** Has everybody looked at soon. */
  want(now: Date): Promise<void>
  /** Takes a member's new id over (`NewUserID`). */
  rename(from: string, to: string, now: Date): Promise<void>
}

/** The sync of the keeper's directory with the contact book. */
export function createDirectorySync(deps: {
  book: ContactBook
  keeper: DirectoryKeeper
  configured: readonly Community[]
  limits: LossLimits
  everyMs: number
  retryMs: number
  logger: Logger
}): DirectorySync {
  const { book, keeper, configured, limits, everyMs, retryMs, logger } = deps
  const communitiesOf = (state: DirectoryState) => layChanges(configured, state)
  const later = (now: Date, ms: number) => new Date(now.getTime() + ms)

  /** The state with what was seen, or with a notice that it is doubted. */
  function take(state: DirectoryState, seen: readonly SeenPerson[], now: Date): DirectoryState {
    const plan = planPeople(state, seen, limits, now)
    if ('people' in plan) {
      if (plan.neverSeen.length > 0)
        logger.warn(
          { code: 'member_unknown', members: plan.neverSeen },
          'WeCom does not show these members of the configuration',
        )
      return { ...state, people: plan.people }
    }
    const count = plan.doubted.length
    logger.error({ code: 'directory_doubted', count }, 'too many people gone at once, nothing taken over')
    const who = plan.doubted.map(({ userId }) => userId.toLowerCase()).sort()
    const digest = createHash('sha256')
      .update(`${who.join()} ${dayOf(now)}`)
      .digest('hex')
      .slice(0, 12)
    const notices = communitiesOf(state)
      .map(
        ({ id }) =>
          ({ id: `directory-doubted-${id}-${digest}`, communityId: id, kind: 'doubted', count }) as const,
      )
      .filter(({ id }) => !state.notices.some((notice) => notice.id === id))
    return { ...state, notices: [...state.notices, ...notices] }
  }

  function isNamed(state: DirectoryState, userId: string): boolean {
    return (
      state.people.some((person) => isSameUser(person.userId, userId)) ||
      communitiesOf(state).some(({ members }) => members.some((member) => isSameUser(member.userId, userId)))
    )
  }

  async function want(now: Date): Promise<void> {
    await keeper.change(now, (state) =>
      state.nextSyncAt !== null && state.nextSyncAt <= now ? undefined : { ...state, nextSyncAt: now },
    )
  }

  return {
    dueAt: () => keeper.state().nextSyncAt ?? undefined,
    want,
    async run(now) {
      try {
        const state = keeper.state()
        const known = state.people.map(({ userId }) => userId)
        const { seen, unknownTags } = await readContacts(book, communitiesOf(state), known, now)
        if (unknownTags.length > 0)
          logger.error({ code: 'tag_unknown', tags: unknownTags }, 'WeCom has no such tag')
        await keeper.change(now, (current) => {
          const taken = take(current, seen, now)
          // A process that did not know yet may have given a leaver another ticket: looked at again.
          const former = taken.former.map((person) => ({ ...person, handedOn: false }))
          return { ...taken, former, nextSyncAt: later(now, everyMs) }
        })
        return true
      } catch (error) {
        const isTransient = error instanceof DeskError && error.retryable
        logger.warn({ code: codeOf(error), err: error }, 'directory not synced, it stays as it was')
        const nextSyncAt = later(now, isTransient ? Math.min(retryMs, everyMs) : everyMs)
        await keeper.change(now, (state) => ({ ...state, nextSyncAt }))
        return false
      }
    },
    async look(userId, now, wasThere = false) {
      const state = keeper.state()
      if (communitiesOf(state).some(({ fromWecom }) => fromWecom.length > 0)) await want(now)
      if (!isNamed(state, userId)) return
      const member = await book.getMember(userId)
      const seen: SeenPerson =
        member === undefined
          ? { userId, name: '', status: wasThere ? 'left' : 'unseen', at: now }
          : { userId: member.userId, name: member.name, status: member.status, at: now }
      await keeper.change(now, (current) => take(current, [seen], now))
    },
    async rename(from, to, now) {
      await keeper.change(now, (state) => {
        const isKnown = state.renames.some((one) => isSameUser(one.from, from) && isSameUser(one.to, to))
        return isKnown || isSameUser(from, to) || !isNamed(state, from)
          ? undefined
          : { ...state, renames: [...state.renames, { from, to }] }
      })
    },
  }
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}
