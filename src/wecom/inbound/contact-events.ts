import { z } from 'zod'
import { bySystem, Optional, type Reader, Required } from './reader.ts'

/** Elements of a contact change that stand in fields of their own or are of no use. */
const NOT_CHANGES = new Set([
  ...['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Event', 'ChangeType'],
  ...['AgentID', 'UserID', 'NewUserID'],
])

const ContactChange = z
  .object({
    ChangeType: z.enum([
      ...(['create_user', 'update_user', 'delete_user'] as const),
      ...(['create_party', 'update_party', 'delete_party', 'update_tag'] as const),
    ]),
    UserID: Optional,
    NewUserID: Optional,
  })
  .loose()

/** Changes of the contact book, of customers and of customer groups, by `Event` (wecom.md 2.2, 10). */
export const CONTACT_EVENT_READERS: readonly (readonly [string, Reader])[] = [
  [
    'change_contact',
    bySystem(
      ContactChange,
      ({ ChangeType: change, UserID: userId, NewUserID: newUserId, ...rest }, head) => ({
        kind: 'change_contact',
        ...head,
        change,
        userId,
        newUserId,
        fields: textsOf(rest),
      }),
    ),
  ],
  [
    'change_external_contact',
    bySystem(
      z.object({
        ChangeType: Required,
        UserID: Optional,
        ExternalUserID: Optional,
        State: Optional,
        WelcomeCode: Optional,
        FailReason: Optional,
      }),
      (fields, head) => ({
        kind: 'change_external_contact',
        ...head,
        change: fields.ChangeType,
        userId: fields.UserID,
        externalUserId: fields.ExternalUserID,
        state: fields.State,
        welcomeCode: fields.WelcomeCode,
        failReason: fields.FailReason,
      }),
    ),
  ],
  [
    'change_external_chat',
    bySystem(
      z.object({ ChangeType: Required, ChatId: Required, UpdateDetail: Optional }),
      (fields, head) => ({
        kind: 'change_external_chat',
        ...head,
        change: fields.ChangeType,
        chatId: fields.ChatId,
        detail: fields.UpdateDetail,
      }),
    ),
  ],
  [
    'change_external_tag',
    bySystem(z.object({ ChangeType: Required, Id: Required, TagType: Optional }), (fields, head) => ({
      kind: 'change_external_tag',
      ...head,
      change: fields.ChangeType,
      id: fields.Id,
      tagType: fields.TagType,
    })),
  ],
]

function textsOf(elements: Record<string, unknown>): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(elements)) {
    if (typeof value === 'string' && !NOT_CHANGES.has(name)) texts[name] = value
  }
  return texts
}
