import { z } from 'zod'
import type { Api } from '../api.ts'
import { WecomError } from '../wecom-error.ts'

/** Who is in a tag (标签): members by id, and whole departments. */
export interface ContactTag {
  userIds: string[]
  departments: number[]
}

const Tag = z.object({
  userlist: z.array(z.object({ userid: z.string().min(1) })),
  partylist: z.array(z.number().int()).default([]),
})

const NO_TAG = 40068

/** `tag/get` (wecom.md 9.1), as far as the app's range reaches; `undefined` when there is no such tag. */
export async function getTag(api: Api, tagId: number): Promise<ContactTag | undefined> {
  try {
    const tag = await api.call(
      { path: '/cgi-bin/tag/get', query: { tagid: String(tagId) }, expected: new Set([NO_TAG]) },
      Tag,
    )
    return { userIds: tag.userlist.map(({ userid }) => userid), departments: tag.partylist }
  } catch (error) {
    if (error instanceof WecomError && error.errcode === NO_TAG) return undefined
    throw error
  }
}
