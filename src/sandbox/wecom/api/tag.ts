import type { ApiMethod } from '../server/api-method.ts'
import { refuse } from '../server/refusal.ts'

/** `GET /cgi-bin/tag/list` (wecom.md 9.1). */
export const tagList: ApiMethod = {
  path: '/cgi-bin/tag/list',
  verb: 'GET',
  token: 'required',
  run: (platform) => ({
    ok: { taglist: platform.directory.tags().map(({ tagId, name }) => ({ tagid: tagId, tagname: name })) },
  }),
}

/** `GET /cgi-bin/tag/get`: a tag's members inside the app's range. */
export const tagGet: ApiMethod = {
  path: '/cgi-bin/tag/get',
  verb: 'GET',
  token: 'required',
  run(platform, { agent, query }) {
    const tag = platform.directory.tags().find((each) => each.tagId === Number(query.get('tagid')))
    if (tag === undefined) return refuse(40068, 'invalid tagid')
    const members = platform.directory.withTag(agent, tag.tagId) ?? []
    const userlist = members.map(({ userId, name }) => ({ userid: userId, name }))
    return { ok: { tagname: tag.name, userlist, partylist: [] } }
  },
}
