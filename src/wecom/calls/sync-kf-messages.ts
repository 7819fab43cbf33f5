import { z } from 'zod'
import type { Api } from '../api.ts'
import type { KfItem } from '../kf-item.ts'
import { parseKfItem } from '../parse-kf-item.ts'
import { WecomError } from '../wecom-error.ts'

/** Which account, from where on; `token` is the one of the wake-up event, good for 10 minutes. */
export interface KfSync {
  openKfId: string
  cursor?: string | undefined
  token?: string | undefined
}

/** One page; only `hasMore: false` means the end, an empty page does not. Save the cursor after the items are safe. */
export interface KfBatch {
  items: KfItem[]
  nextCursor: string
  hasMore: boolean
}

const PAGE_SIZE = 1000
const TOKEN_EXPIRED = 95007

const Page = z.object({
  next_cursor: z.string().default(''),
  has_more: z.number().default(0),
  msg_list: z.array(z.unknown()).default([]),
})

/** `kf/sync_msg` (wecom.md 7.3). An expired wake-up token is left out in a second try: the cursor alone is enough. */
export async function syncKfMessages(api: Api, sync: KfSync): Promise<KfBatch> {
  try {
    return await readPage(api, sync)
  } catch (error) {
    const expired = error instanceof WecomError && error.errcode === TOKEN_EXPIRED
    if (!expired || sync.token === undefined) throw error
    return readPage(api, { ...sync, token: undefined })
  }
}

async function readPage(api: Api, sync: KfSync): Promise<KfBatch> {
  const body = {
    open_kfid: sync.openKfId,
    // An empty cursor or token is refused where an absent one is fine; JSON leaves undefined out.
    cursor: sync.cursor || undefined,
    token: sync.token || undefined,
    limit: PAGE_SIZE,
  }
  const page = await api.call({ path: '/cgi-bin/kf/sync_msg', body }, Page)
  return {
    items: page.msg_list.map(parseKfItem).filter((item) => item !== undefined),
    // A page without a cursor must not send the reader back to the beginning.
    nextCursor: page.next_cursor || (sync.cursor ?? ''),
    hasMore: page.has_more === 1,
  }
}
