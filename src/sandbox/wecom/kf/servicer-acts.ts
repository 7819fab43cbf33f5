import type { Platform } from '../platform.ts'
import type { Outcome } from '../webhook/queue.ts'
import { servicerKey } from './accounts.ts'
import { issueEventCode } from './event-codes.ts'
import { addEvent, addItem, ORIGIN, wakeApp } from './items.ts'
import { SESSION } from './kf-records.ts'
import { keepSession, sessionOf } from './sessions.ts'
import { showToOwner } from './show-to-owner.ts'

/** A conversation between an owner and an account. */
export interface Talk {
  openKfId: string
  externalUserId: string
}

const CHANGE = { taken: 1, ended: 3, reopened: 4 }

/** A servicer takes a session from the pool; the event carries a code for one text (wecom.md 7.3, 7.5). */
export function servicerTakes(platform: Platform, talk: Talk, userId: string): Promise<Outcome> {
  return moveByServicer(platform, talk, userId, CHANGE.taken)
}

/** A servicer ends the session; the event carries a code that lives 20 seconds. */
export function servicerEnds(platform: Platform, talk: Talk, userId: string): Promise<Outcome> {
  return moveByServicer(platform, talk, userId, CHANGE.ended)
}

function moveByServicer(platform: Platform, talk: Talk, userId: string, change: number): Promise<Outcome> {
  return platform.store.batch(() => {
    const session = sessionOf(platform, talk.openKfId, talk.externalUserId)
    const ended = change === CHANGE.ended
    const moved = {
      ...session,
      state: ended ? SESSION.ended : SESSION.human,
      servicer: ended ? null : userId,
    }
    keepSession(platform, { ...moved, lastContactAt: platform.now() })
    const code =
      change === CHANGE.reopened ? undefined : issueEventCode(platform, ended ? 'ended' : 'human', moved)
    addEvent(platform, talk.openKfId, 'session_status_change', {
      external_userid: talk.externalUserId,
      change_type: change,
      old_servicer_userid: session.servicer ?? '',
      new_servicer_userid: ended ? '' : userId,
      ...(code === undefined ? {} : { msg_code: code }),
    })
    return wakeApp(platform, talk.openKfId)
  })
}

/** A servicer types to the owner; in an ended session this opens it again (change_type 4). */
export function servicerWrites(
  platform: Platform,
  talk: Talk,
  userId: string,
  content: string,
): Promise<Outcome> {
  return platform.store.batch(() => {
    const { state } = sessionOf(platform, talk.openKfId, talk.externalUserId)
    if (state === SESSION.ended) void moveByServicer(platform, talk, userId, CHANGE.reopened)
    addItem(platform, talk.openKfId, {
      open_kfid: talk.openKfId,
      external_userid: talk.externalUserId,
      origin: ORIGIN.servicer,
      servicer_userid: userId,
      msgtype: 'text',
      text: { content },
    })
    const name = platform.directory.member(userId)?.name ?? userId
    showToOwner(platform, talk, { msgType: 'text', text: content }, name)
    return wakeApp(platform, talk.openKfId)
  })
}

/** A servicer starts or stops receiving; the event says 1 or 2 where the list says 0 or 1. */
export function servicerReceives(
  platform: Platform,
  openKfId: string,
  userId: string,
  receiving: boolean,
): Promise<Outcome> {
  return platform.store.batch(() => {
    platform.records.kf.servicers.put(servicerKey(openKfId, userId), { openKfId, userId, receiving })
    addEvent(platform, openKfId, 'servicer_status_change', {
      servicer_userid: userId,
      status: receiving ? 1 : 2,
      ...(receiving ? {} : { stop_type: 0 }),
    })
    return wakeApp(platform, openKfId)
  })
}
