import { mayAdminister, type Asking } from '../../domain/administration/index.ts'
import { sayInstant } from '../../domain/calendar/index.ts'
import { ADMINISTRATION_ANSWERS } from '../../texts/administration-texts.ts'
import { tellChange } from '../../texts/change-texts.ts'
import { timeZoneOf, type Desk } from '../desk.ts'
import type { Words } from '../text/words.ts'
import { askingOf } from './asking.ts'

/** 管理记录: who changed what when, newest first; only of communities that he administers. */
export function sayRecords(
  page: number,
  { communityId, now, speaker }: Pick<Words, 'communityId' | 'now' | 'speaker'>,
  asking: Asking,
  desk: Pick<Desk, 'administration' | 'directory' | 'tickets'>,
): string {
  const { administration, directory, tickets } = desk
  const { recordsPerPage } = tickets.rules(communityId).policy.administration
  const communities = administration.communities()
  const may = (id: string) =>
    mayAdminister(
      id === communityId ? asking : askingOf(speaker.userId, id, desk),
      tickets.rules(id).policy.administration,
    )
  const allowed = new Set(communities.map(({ id }) => id).filter(may))
  const records = administration
    .audit()
    .filter(({ change }) =>
      allowed.has(change.kind === 'set_community' ? change.community.id : change.communityId),
    )
    .reverse()
  if (records.length === 0) return ADMINISTRATION_ANSWERS.noRecords
  const shown = records.slice((page - 1) * recordsPerPage, page * recordsPerPage)
  if (shown.length === 0) return ADMINISTRATION_ANSWERS.noMoreRecords
  const nameOf = (userId: string) =>
    (directory.member(userId) ?? directory.formerMember(userId))?.name ?? userId
  const timeZone = timeZoneOf(directory, communityId)
  const lines = shown.map(({ at, by, change }) => {
    const id = change.kind === 'set_community' ? change.community.id : change.communityId
    const place = communities.find((one) => one.id === id)?.name ?? ''
    const where = allowed.size > 1 && change.kind !== 'set_community' ? `${place} ` : ''
    const { title, after } = tellChange(change, undefined, nameOf)
    return `${sayInstant(at, now, timeZone)} ${by.name}：${where}${title}，${after}`
  })
  const pages = Math.ceil(records.length / recordsPerPage)
  const more = page < pages ? [`发送“管理记录 ${String(page + 1)}”看下一页`] : []
  return [`管理记录 第${String(page)}/${String(pages)}页`, ...lines, ...more].join('\n')
}
