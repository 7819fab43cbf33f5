import { periodOf, type Query } from '../../domain/query/index.ts'
import { planSample, seesWholeCommunity } from '../../domain/quality/index.ts'
import type { Directory } from '../../directory/index.ts'
import type { Reader } from '../../services/find-tickets.ts'
import { sayFigures } from '../../texts/figure-texts.ts'
import { NOTHING } from '../../texts/list-texts.ts'
import type { Desk } from '../desk.ts'
import type { Words } from '../text/words.ts'

/** 统计: the figures of each of the reader's communities, each in a text of its own (QM-1). */
export async function answerStatistics(
  { period, about }: Extract<Query, { ask: 'statistics' }>,
  readers: readonly Reader[],
  { speaker, eventId, communityId, now }: Words,
  { directory, figures, replies }: Desk,
): Promise<void> {
  const say = (text: string, part: string, of = communityId) =>
    replies.say({ users: [speaker.userId] }, text, { eventId: `${eventId}${part}`, communityId: of })
  if (about !== null && 'unknown' in about) return say(NOTHING.unknown(about.unknown), '')
  let answers = 0
  for (const reader of readers) {
    const colleagues = colleaguesOf(directory, reader)
    const isCounted = isElsewhere(directory, reader, about)
      ? undefined
      : planSample(reader.actor, about, colleagues)
    if (isCounted === undefined) continue
    const span = periodOf(period, now, reader.timeZone)
    const sample = await figures.load(reader.communityId, span)
    const community = directory.communities().find(({ id }) => id === reader.communityId)?.name ?? ''
    const of = about?.title ?? (seesWholeCommunity(reader.actor) ? '' : '本部门与本人')
    const counted = sample.count(sample.tickets.filter(isCounted), now)
    const head = { community, period: span, timeZone: reader.timeZone, of }
    await say(sayFigures(head, counted), ` ${reader.communityId}`, reader.communityId)
    answers += 1
  }
  if (answers === 0) await say(NOTHING.notAllowed, '')
}

/** Those whom the reader leads as head of their department. */
function colleaguesOf(directory: Directory, { communityId, actor }: Reader): string[] {
  return directory
    .departments(communityId)
    .filter(({ head }) => head?.userId.toLowerCase() === actor.userId.toLowerCase())
    .flatMap(({ members }) => members.map(({ userId }) => userId))
}

/** Whether the department or person asked about does not belong to this community. */
function isElsewhere(
  directory: Directory,
  { communityId }: Reader,
  about: Extract<Query, { ask: 'statistics' }>['about'],
): boolean {
  if (about !== null && 'department' in about)
    return directory.department(communityId, about.department) === undefined
  return (
    about !== null &&
    'person' in about &&
    !directory.communitiesOf(about.person).some(({ id }) => id === communityId)
  )
}
