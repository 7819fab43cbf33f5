import { z } from 'zod'
import type { Api } from '../api.ts'
import type { TemplateCard } from '../template-card.ts'
import { LeftOutUsers } from './answer-shapes.ts'

/**
 * Either grey words in place of all buttons, or a whole new card, on the screens of at most 1000 members, or of everybody
 * who got the card.
 */
export type CardUpdate = { userIds: readonly string[]; everyone?: boolean; responseCode: string } & (
  { replaceName: string } | { templateCard: TemplateCard }
)

const Updated = z.object({ invaliduser: LeftOutUsers })

/** `message/update_template_card` (wecom.md 4.5); `60140` when the code is used or older than 72 h. */
export async function updateCard(
  api: Api,
  agentId: number,
  update: CardUpdate,
): Promise<{ invalidUsers: string[] }> {
  const change =
    'replaceName' in update
      ? { button: { replace_name: update.replaceName } }
      : { template_card: update.templateCard }
  const whose = update.everyone === true ? { atall: 1 } : { userids: update.userIds }
  const body = { ...whose, agentid: agentId, response_code: update.responseCode, ...change }
  const updated = await api.call({ path: '/cgi-bin/message/update_template_card', body }, Updated)
  return { invalidUsers: updated.invaliduser }
}
