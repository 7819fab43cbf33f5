import type { Logger } from '../logger.ts'
import type { Clock } from '../clock.ts'
import type { SharedState } from '../shared-state/shared-state.ts'
import { createAccessTokens } from './access-token.ts'
import { createApi, type Fetch } from './api.ts'
import { createGroup, type GroupToCreate } from './calls/create-group.ts'
import { downloadMedia, type DownloadedMedia } from './calls/download-media.ts'
import type { ContactMember } from './calls/contact-member.ts'
import { getMember } from './calls/get-member.ts'
import { getTag, type ContactTag } from './calls/get-tag.ts'
import { listDepartments, type WecomDepartment } from './calls/list-departments.ts'
import { listMembers } from './calls/list-members.ts'
import { getGroup, type AppGroup } from './calls/get-group.ts'
import { sendGroupMessage, type GroupMessage } from './calls/send-group-message.ts'
import { sendKfMessage, type KfMessage } from './calls/send-kf-message.ts'
import { sendRobotMessage, type RobotMessage } from './calls/send-robot-message.ts'
import { sendMessage, type AppMessage, type SentMessage } from './calls/send-message.ts'
import { syncKfMessages, type KfBatch, type KfSync } from './calls/sync-kf-messages.ts'
import { updateCard, type CardUpdate } from './calls/update-card.ts'
import { updateGroup, type GroupChange } from './calls/update-group.ts'
import { uploadMedia, type MediaToUpload } from './calls/upload-media.ts'

/** How long one call may take before its outcome counts as unknown. */
const CALL_TIMEOUT_MS = 10_000

/** Whom the client speaks for and what it needs; `fetch` is passed in by tests. */
export interface WecomClientOptions {
  apiBase: string
  corpId: string
  agentId: number
  secret: string
  sharedState: SharedState
  clock: Clock
  logger: Logger
  fetch?: Fetch
  timeoutMs?: number
}

/**
 * The calls of the WeCom API that the desk uses. Each rejects with a `WecomError`, whose `outcome` says whether the call
 * may have taken effect and whose `handling` says what to do next; none repeats by itself except once after a stale token.
 */
export interface WecomClient {
  /** Sends to members; an accepted message may still name members who did not get it (`invalidUsers`, lower case). */
  sendMessage(message: AppMessage): Promise<SentMessage>
  /** Changes cards on the members' screens; the response code is used up by it, whatever the outcome. */
  updateCard(update: CardUpdate): Promise<{ invalidUsers: string[] }>
  /** Posts into an app group. */
  sendGroupMessage(message: GroupMessage): Promise<void>
  /** Writes into a group by its robot; without a token and without any check of duplicates. */
  sendRobotMessage(message: RobotMessage): Promise<void>
  /** The group as it is now, `undefined` when there is none of this id. */
  getGroup(chatId: string): Promise<AppGroup | undefined>
  /** Makes a group of at least two members; nobody sees it before the first message. */
  createGroup(group: GroupToCreate): Promise<{ chatId: string }>
  /** Renames a group, changes its owner or members. */
  updateGroup(change: GroupChange): Promise<void>
  /** The bytes behind a media id, which lives 3 days. */
  downloadMedia(mediaId: string): Promise<DownloadedMedia>
  /** Stores bytes for 3 days and gives their media id. */
  uploadMedia(media: MediaToUpload): Promise<{ mediaId: string }>
  /** One page of what happened in a 微信客服 account since `cursor`. */
  syncKfMessages(sync: KfSync): Promise<KfBatch>
  /** Writes to an owner on WeChat; possible only within the windows of wecom.md 7.4. */
  sendKfMessage(message: KfMessage): Promise<{ messageId: string }>
  /** All departments that the app can see. */
  listDepartments(): Promise<WecomDepartment[]>
  /** The direct members of a department. */
  listMembers(departmentId: number): Promise<ContactMember[]>
  /** The member, `undefined` when the app sees nobody of this id. */
  getMember(userId: string): Promise<ContactMember | undefined>
  /** Who is in a tag, `undefined` when there is none of this id. */
  getTag(tagId: number): Promise<ContactTag | undefined>
  /** Resolves when a usable access token is at hand; for readiness. */
  checkToken(): Promise<void>
}

/** The client of one app of one corp; all processes share its token through `sharedState`. */
export function createWecomClient(options: WecomClientOptions): WecomClient {
  const { agentId } = options
  const settings = {
    ...options,
    apiBase: options.apiBase.replace(/\/+$/, ''),
    fetch: options.fetch ?? globalThis.fetch,
    timeoutMs: options.timeoutMs ?? CALL_TIMEOUT_MS,
  }
  const tokens = createAccessTokens(settings)
  const api = createApi({ ...settings, tokens })
  return {
    sendMessage: (message) => sendMessage(api, agentId, message),
    updateCard: (update) => updateCard(api, agentId, update),
    sendGroupMessage: (message) => sendGroupMessage(api, message),
    sendRobotMessage: (message) => sendRobotMessage(api, message),
    getGroup: (chatId) => getGroup(api, chatId),
    createGroup: (group) => createGroup(api, group),
    updateGroup: (change) => updateGroup(api, change),
    downloadMedia: (mediaId) => downloadMedia(api, mediaId),
    uploadMedia: (media) => uploadMedia(api, media),
    syncKfMessages: (sync) => syncKfMessages(api, sync),
    sendKfMessage: (message) => sendKfMessage(api, message),
    listDepartments: () => listDepartments(api),
    listMembers: (departmentId) => listMembers(api, departmentId),
    getMember: (userId) => getMember(api, userId),
    getTag: (tagId) => getTag(api, tagId),
    checkToken: async () => {
      await tokens.current()
    },
  }
}
