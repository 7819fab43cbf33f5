import type { DeskEvent, KfEvent } from '../inbox/desk-event.ts'

/** How far each 微信客服 account has been read. */
export interface CursorStore {
  get(openKfId: string): Promise<string | undefined>
  set(openKfId: string, cursor: string): Promise<void>
}

type Sync = (sync: {
  openKfId: string
  cursor?: string
  token?: string
}) => Promise<{ items: KfEvent['item'][]; nextCursor: string; hasMore: boolean }>

/**
 * Pulls what is new in an account into the inbox (`wecom.md` 7.3). The cursor moves only when a page is safely stored;
 * a page read twice is recognised by its delivery ids. One pull per account at a time.
 */
export function createCustomerServicePuller(deps: {
  sync: Sync
  cursors: CursorStore
  store: (event: DeskEvent) => Promise<unknown>
}): (openKfId: string, token: string) => Promise<void> {
  const running = new Map<string, Promise<void>>()

  async function pull(openKfId: string, token: string): Promise<void> {
    for (;;) {
      const cursor = await deps.cursors.get(openKfId)
      const page = await deps.sync({ openKfId, token, ...(cursor === undefined ? {} : { cursor }) })
      for (const item of page.items) {
        await deps.store({ kind: 'kf_item', deliveryId: `kf:${openKfId}:${item.messageId}`, openKfId, item })
      }
      await deps.cursors.set(openKfId, page.nextCursor)
      // A platform that promises more but moves nothing would be asked for ever; the next wake-up goes on.
      if (!page.hasMore || (page.items.length === 0 && page.nextCursor === cursor)) return
    }
  }

  return async (openKfId, token) => {
    // The one that runs may have read its last page before this wake-up came: go on after it, never beside it.
    const before = running.get(openKfId) ?? Promise.resolve()
    const mine = before.catch(() => undefined).then(() => pull(openKfId, token))
    running.set(openKfId, mine)
    await mine
  }
}
