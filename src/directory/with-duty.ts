import type { Clock } from '../clock.ts'
import { departmentAt, isAway, principalsOf, whoAnswers, type DutyPlan } from '../domain/duty/substitution.ts'
import type { DepartmentKey, Role } from '../domain/people.ts'
import type { Directory } from './directory.ts'

/**
 * The directory as it is with leave and deputies: who is away gets nothing, and his deputy has his roles and departments
 * for that time. `holders` may be empty, which means that the message has to go up the chain.
 */
export function withDuty(
  directory: Directory,
  planOf: (communityId: string) => DutyPlan | undefined,
  clock: Clock,
): Directory {
  function principals(userId: string, communityId: string, at: Date): DutyPlan['community']['members'] {
    const plan = planOf(communityId)
    return plan === undefined ? [] : principalsOf(plan, userId, at)
  }

  function isOnDuty(userId: string, communityId: string, at: Date): boolean {
    const plan = planOf(communityId)
    if (plan === undefined || isAway(plan, userId, at)) return false
    if (directory.isOnDuty(userId, communityId, at)) return true
    return principals(userId, communityId, at).some((one) => directory.isOnDuty(one.userId, communityId, at))
  }

  return {
    ...directory,
    rolesIn(userId, communityId) {
      const own = directory.rolesIn(userId, communityId)
      const acting = principals(userId, communityId, clock.now()).flatMap(({ roles }) => roles)
      return [...new Set<Role>([...own, ...acting])]
    },
    departmentsOf(userId, communityId) {
      const own = directory.departmentsOf(userId, communityId)
      const acting = principals(userId, communityId, clock.now()).flatMap((one) =>
        directory.departmentsOf(one.userId, communityId),
      )
      return [...new Set<DepartmentKey>([...own, ...acting])]
    },
    holders(communityId, role, at) {
      const plan = planOf(communityId)
      return plan === undefined ? directory.holders(communityId, role, at) : whoAnswers(plan, role, at).people
    },
    departmentPeople(communityId, key, at) {
      const plan = planOf(communityId)
      return plan === undefined
        ? directory.departmentPeople(communityId, key, at)
        : departmentAt(plan, key, at)
    },
    isOnDuty,
    people(at) {
      const { members, groups } = directory.people(at)
      return {
        members: members.map((member) => ({
          ...member,
          onDuty: isOnDuty(member.userId, member.community, at),
        })),
        groups,
      }
    },
  }
}
