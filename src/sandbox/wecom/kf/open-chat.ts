import type { Platform } from '../platform.ts'
import { issueEventCode } from './event-codes.ts'
import { addEvent } from './items.ts'
import type { KfAccountRecord } from './kf-records.ts'
import { keepSession, sessionOf, WINDOW_MS } from './sessions.ts'

/**
 * The owner opens the chat: an `enter_session` event, with a welcome_code when nothing was said for 48 hours and the
 * console sets no welcome of its own (wecom.md 7.5).
 */
export function openChat(
  platform: Platform,
  account: KfAccountRecord,
  externalUserId: string,
  from: { scene?: string; sceneParam?: string },
): void {
  const session = sessionOf(platform, account.openKfId, externalUserId)
  const recent = (at: number | null): boolean => at !== null && platform.now() < at + WINDOW_MS
  const welcome = !account.consoleWelcome && !recent(session.welcomedAt) && !recent(session.lastOwnerAt)
  addEvent(platform, account.openKfId, 'enter_session', {
    external_userid: externalUserId,
    scene: from.scene ?? '',
    scene_param: from.sceneParam ?? '',
    ...(welcome ? { welcome_code: issueEventCode(platform, 'welcome', session) } : {}),
  })
  keepSession(platform, session)
}
