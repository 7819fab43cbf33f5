import type { Community } from '../../config/communities.ts'
import type { Policy } from '../../config/policy.ts'
import {
  checkCommunities,
  DirectoryChangeSchema,
  layChange,
  layChanges,
  type AppliedChange,
  type DirectoryChange,
} from '../../directory/index.ts'
import type { Person } from '../../domain/people.ts'
import type { DirectoryKeeper } from './keeper.ts'

/** What became of an administrator's change; `problems` are lines such as `cuihu members: nobody holds the role manager`. */
export type Administered = { applied: AppliedChange } | { repeated: AppliedChange } | { problems: string[] }

/** What became of a decision; `stale` when it had nothing to say any more about the newest communities. */
export type Decided =
  { applied: AppliedChange[] } | { repeated: AppliedChange } | { problems: string[] } | { stale: true }

/** Changes people, roles, shifts and communities while the desk runs; whether somebody may is for the caller to decide. */
export interface Administration {
  /**
   * Checks the change as communities.json is checked, stores it with who, when and what, and puts it in force: here at
   * once, in the other processes at their next tick. The same event changes once. Afterwards the open tickets of a member
   * who was removed are handed on.
   */
  apply(change: unknown, by: Person, eventId: string, now: Date): Promise<Administered>
  /** The same for what is decided on the newest communities, all of it or nothing; `undefined` changes nothing. */
  decide(
    plan: (communities: readonly Community[]) => readonly DirectoryChange[] | undefined,
    by: Person,
    eventId: string,
    now: Date,
  ): Promise<Decided>
  /** What would be wrong with the changes, all of them made, on the communities as this process knows them. */
  check(changes: readonly DirectoryChange[]): string[]
  /** The communities as configured and administered, before what WeCom says of people. */
  communities(): Community[]
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
  const standing = () => layChanges(configured, keeper.state())

  function problemsOf(communities: readonly Community[], changes: readonly DirectoryChange[]): string[] {
    const targets = changes.flatMap((change) => (change.kind === 'set_community' ? [] : [change.communityId]))
    return [
      ...checkCommunities(communities, policy),
      ...targets
        .filter((target) => !communities.some(({ id }) => id === target))
        .map((target) => `communityId: there is no community ${target}`),
    ]
  }

  const decide: Administration['decide'] = async (plan, by, eventId, now) => {
    let outcome: Decided = { stale: true }
    await keeper.change(now, (state) => {
      const earlier = state.changes.find((one) => one.eventId === eventId)
      if (earlier !== undefined) {
        outcome = { repeated: earlier }
        return undefined
      }
      const changes = plan(layChanges(configured, state))
      if (changes === undefined || changes.length === 0) {
        outcome = { stale: true }
        return undefined
      }
      const applied = changes.map((change, index): AppliedChange => {
        const id = index === 0 ? eventId : `${eventId}-${String(index + 1)}`
        return { eventId: id, at: now, by, change }
      })
      const next = { ...state, changes: [...state.changes, ...applied] }
      const problems = problemsOf(layChanges(configured, next), changes)
      outcome = problems.length > 0 ? { problems } : { applied }
      return problems.length > 0 ? undefined : next
    })
    await tidy(now)
    return outcome
  }

  return {
    audit: () => keeper.state().changes,
    communities: standing,
    check: (changes) => problemsOf(changes.reduce(layChange, standing()), changes),
    decide,
    async apply(change, by, eventId, now) {
      const parsed = DirectoryChangeSchema.safeParse(change)
      if (!parsed.success)
        return { problems: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) }
      const decided = await decide(() => [parsed.data], by, eventId, now)
      if (!('applied' in decided)) return 'stale' in decided ? { problems: [] } : decided
      const [applied] = decided.applied
      return applied === undefined ? { problems: [] } : { applied }
    },
  }
}
