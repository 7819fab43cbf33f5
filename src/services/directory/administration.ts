import type { Community } from '../../config/communities.ts'
import type { Policy } from '../../config/policy.ts'
import {
  checkCommunities,
  DirectoryChangeSchema,
  layChanges,
  type AppliedChange,
} from '../../directory/index.ts'
import type { Person } from '../../domain/people.ts'
import type { DirectoryKeeper } from './keeper.ts'

/** What became of an administrator's change; `problems` are lines such as `cuihu members: nobody holds the role manager`. */
export type Administered = { applied: AppliedChange } | { repeated: AppliedChange } | { problems: string[] }

/** Changes people, roles, shifts and communities while the desk runs; whether somebody may is for the caller to decide. */
export interface Administration {
  /**
   * Checks the change as communities.json is checked, stores it with who, when and what, and puts it in force: here at
   * once, in the other processes at their next tick. The same event changes once. Afterwards the open tickets of a member
   * who was removed are handed on.
   */
  apply(change: unknown, by: Person, eventId: string, now: Date): Promise<Administered>
  /** All changes so far, oldest first. */
  audit(): readonly AppliedChange[]
}

/** The administration over the keeper's directory. */
export function createAdministration(deps: {
  keeper: DirectoryKeeper
  configured: readonly Community[]
  policy: Policy
  /** Finishes what a change leaves to do. */
  tidy: (now: Date) => Promise<unknown>
}): Administration {
  const { keeper, configured, policy, tidy } = deps
  return {
    audit: () => keeper.state().changes,
    async apply(change, by, eventId, now) {
      const parsed = DirectoryChangeSchema.safeParse(change)
      if (!parsed.success)
        return { problems: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) }
      const applied: AppliedChange = { eventId, at: now, by, change: parsed.data }
      let outcome: Administered = { applied }
      await keeper.change(now, (state) => {
        const earlier = state.changes.find((one) => one.eventId === eventId)
        if (earlier !== undefined) {
          outcome = { repeated: earlier }
          return undefined
        }
        const next = { ...state, changes: [...state.changes, applied] }
        const communities = layChanges(configured, next)
        const problems = checkCommunities(communities, policy)
        const target = parsed.data.kind === 'set_community' ? undefined : parsed.data.communityId
        if (target !== undefined && !communities.some(({ id }) => id === target))
          problems.push(`communityId: there is no community ${target}`)
        outcome = problems.length > 0 ? { problems } : { applied }
        return problems.length > 0 ? undefined : next
      })
      await tidy(now)
      return outcome
    },
  }
}
