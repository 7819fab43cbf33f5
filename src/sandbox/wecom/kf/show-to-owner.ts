import type { Platform } from '../platform.ts'
import { aLine } from '../threads.ts'
import type { KfContent } from './kf-content.ts'

/** Puts a message on the owner's phone. */
export function showToOwner(
  platform: Platform,
  to: { openKfId: string; externalUserId: string },
  content: KfContent & { msgType: string },
  from = 'desk',
): void {
  platform.threads.add(
    aLine({
      id: `k${platform.next('entry')}`,
      thread: `owner:${to.externalUserId}`,
      at: platform.now(),
      from,
      msgType: content.msgType,
      text: content.text,
      mediaId: content.mediaId ?? null,
      menu: content.menu ?? [],
      openKfId: to.openKfId,
    }),
  )
}
