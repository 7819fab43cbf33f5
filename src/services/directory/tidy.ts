import type { Directory, DirectoryNotice, FormerMember } from '../../directory/index.ts'
import { isSameUser } from '../../directory/index.ts'
import { planHandOn } from '../../domain/ticket/index.ts'
import { sayDoubted, sayVacant } from '../../texts/directory-texts.ts'
import type { Replies } from '../replies.ts'
import type { Receiver, TicketStore } from '../stores.ts'
import type { TicketService } from '../tickets.ts'
import type { DirectoryKeeper } from './keeper.ts'

/** What finishing a change of the directory needs. */
export interface TidyDeps {
  keeper: DirectoryKeeper
  directory: Directory
  store: Pick<TicketStore, 'assignedTo'>
  tickets: Pick<TicketService, 'change'>
  replies: Pick<Replies, 'say'>
  batchSize: number
}

/** Whether something of a change is still to be finished, for example after a crash. */
export function isUntidy(keeper: DirectoryKeeper): boolean {
  const { former, notices } = keeper.state()
  return notices.length > 0 || former.some(({ handedOn }) => !handedOn)
}

/**
 * Finishes what a change of the directory has left to do: hands on the open tickets of those who have left, and queues the
 * notices. Both are marked as done afterwards only; doing them twice changes nothing. Resolves to how much was done.
 */
export async function tidy(deps: TidyDeps, now: Date): Promise<number> {
  const { keeper } = deps
  if (!isUntidy(keeper)) return 0
  const { notices, former } = keeper.state()
  const leavers = former.filter(({ handedOn }) => !handedOn)
  for (const leaver of leavers) await handOn(leaver, deps, now)
  for (const notice of notices) await tell(notice, deps, now)
  await keeper.change(now, (state) => ({
    ...state,
    former: state.former.map((person) => ({
      ...person,
      handedOn: person.handedOn || leavers.some((leaver) => isSameLeaving(leaver, person)),
    })),
    notices: state.notices.filter(({ id }) => !notices.some((told) => told.id === id)),
  }))
  return leavers.length + notices.length
}

/** One conditional update a ticket; after a crash the rest is found again by the same index. */
async function handOn(
  leaver: FormerMember,
  { store, tickets, batchSize }: TidyDeps,
  now: Date,
): Promise<void> {
  for (;;) {
    const held = await store.assignedTo(leaver.userId, batchSize)
    let changed = 0
    for (const { id, version } of held) {
      const eventId = `hand-on-${id}-${String(version)}`
      const outcome = await tickets.change(id, eventId, now, (ticket) => planHandOn(ticket, leaver, now))
      if ('changed' in outcome) changed += 1
    }
    // What was not changed now has been taken by somebody else meanwhile.
    if (changed === 0 || held.length < batchSize) return
  }
}

async function tell(notice: DirectoryNotice, { directory, replies }: TidyDeps, now: Date): Promise<void> {
  const { id, communityId } = notice
  const community = directory.communities().find((one) => one.id === communityId)
  const group = directory.group(communityId, 'managers')
  const managers = directory.holders(communityId, 'manager', now).map(({ userId }) => userId)
  const toGroup: Receiver[] = group === undefined ? [] : [{ chatId: group.chatId }]
  const toManagers: Receiver[] = managers.length === 0 ? [] : [{ users: managers }]
  const [to] = notice.kind === 'vacant' ? [...toManagers, ...toGroup] : [...toGroup, ...toManagers]
  if (community === undefined || to === undefined) return
  const text =
    notice.kind === 'vacant'
      ? sayVacant(community.name, notice.roles, notice.departments, community.departments)
      : sayDoubted(notice.count)
  await replies.say(to, text, { eventId: id, communityId })
}

function isSameLeaving(one: FormerMember, other: FormerMember): boolean {
  return isSameUser(one.userId, other.userId) && one.since.getTime() === other.since.getTime()
}
