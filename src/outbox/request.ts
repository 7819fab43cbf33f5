import { createHash } from 'node:crypto'
import type { WecomClient } from '../wecom/client.ts'
import type { AppMessageBody } from '../wecom/message-body.ts'
import { cutToBytes } from '../wecom/template-card.ts'
import { sayCardByRobot } from '../texts/robot-texts.ts'
import type { Body } from './body.ts'
import type { Sent } from './message.ts'
import type { Route, Routes } from './routes.ts'

/** Text messages are cut by the platform above this many bytes (`wecom.md` 4.2). */
export const TEXT_BYTES = 2048
/** The platform recognises an identical request within this time, at most 4 h (`wecom.md` 4.1). */
export const DUPLICATE_CHECK_SECONDS = 4 * 3600
const TASK_ID_BYTES = 128

/** One call to the platform as it is stored before it is made, so that a repeat is the same to the letter. */
export type Request =
  | { to: 'members'; users: string[]; body: AppMessageBody; taskId: string | null; isSaidAgain?: true }
  | { to: 'group'; chatId: string; content: string }
  | { to: 'robot'; chatId: string; content: string }
  | { to: 'owner'; externalUserId: string; openKfId: string; content: string; messageId: string }

/** The request that carries the body to its receiver; owners and groups get words only, cards go to members. */
export function buildRequest(messageId: string, receiver: Route, body: Body): Request {
  if ('users' in receiver) {
    if (body.form === 'text') {
      const content = plain(body.text)
      return {
        to: 'members',
        users: receiver.users,
        body: { msgtype: 'text', text: { content } },
        taskId: null,
      }
    }
    const taskId = taskIdOf(messageId)
    const card = { ...body.card, task_id: taskId }
    return {
      to: 'members',
      users: receiver.users,
      body: { msgtype: 'template_card', template_card: card },
      taskId,
    }
  }
  if ('robotOf' in receiver) {
    const words = body.form === 'text' ? body.text : sayCardByRobot(body.card.main_title.title)
    return { to: 'robot', chatId: receiver.robotOf, content: plain(words) }
  }
  const content = plain(body.form === 'text' ? body.text : body.card.main_title.title)
  if ('chatId' in receiver) return { to: 'group', chatId: receiver.chatId, content }
  // 微信客服 refuses a repeated id, at most 32 bytes long: that is what keeps a repeat from arriving twice (`wecom.md` 7.4).
  const id = createHash('sha256').update(messageId).digest('hex').slice(0, 32)
  return { to: 'owner', ...receiver.owner, content, messageId: id }
}

/** Texts quote people's words, in which a link must not come alive (`wecom.md` 4.2); longer ones are cut. */
function plain(text: string): string {
  return cutToBytes(text.replaceAll('<', '＜'), TEXT_BYTES, '…')
}

/** The card's task id: unique for ever, because the message id is (`wecom.md` 4.4). */
function taskIdOf(messageId: string): string {
  return messageId.replaceAll(/[^0-9A-Za-z_\-@]/g, '_').slice(-TASK_ID_BYTES)
}

/** Makes the call and returns what its answer teaches; rejects with a `WecomError`. */
export async function perform(
  wecom: WecomClient,
  request: Request,
  at: Date,
  { updatableForMs, routes }: { updatableForMs: number; routes: Pick<Routes, 'robotOf'> },
): Promise<Sent & { invalidUsers: string[] }> {
  const nothing = { at, taskId: null, code: null, viewers: [], invalidUsers: [] }
  if (request.to === 'group') {
    const { chatId, content } = request
    await wecom.sendGroupMessage({ chatId, body: { msgtype: 'text', text: { content } } })
    return nothing
  }
  if (request.to === 'robot') {
    // Whose key has been taken out of the configuration never gets here.
    const key = routes.robotOf(request.chatId) ?? ''
    await wecom.sendRobotMessage({ key, content: request.content })
    return nothing
  }
  if (request.to === 'owner') {
    const { openKfId, externalUserId, messageId, content } = request
    await wecom.sendKfMessage({
      openKfId,
      externalUserId,
      messageId,
      body: { msgtype: 'text', text: { content } },
    })
    return nothing
  }
  const { users, body, taskId, isSaidAgain } = request
  const { responseCode, invalidUsers } = await wecom.sendMessage({
    toUsers: users,
    body,
    // It would swallow what is meant to be said again.
    ...(isSaidAgain === true ? {} : { duplicateCheckSeconds: DUPLICATE_CHECK_SECONDS }),
  })
  const invalid = new Set(invalidUsers.map((userId) => userId.toLowerCase()))
  const code =
    responseCode === undefined
      ? null
      : { code: responseCode, expiresAt: new Date(at.getTime() + updatableForMs) }
  return {
    at,
    taskId,
    code,
    viewers: users.filter((userId) => !invalid.has(userId.toLowerCase())),
    invalidUsers,
  }
}
