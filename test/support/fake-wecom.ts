import { classifyErrcode } from '../../src/wecom/error-codes.ts'
import type { WecomClient } from '../../src/wecom/client.ts'
import { WecomError } from '../../src/wecom/wecom-error.ts'

/** What reached the platform, in order. */
export type Arrival =
  | { call: 'message'; message: Parameters<WecomClient['sendMessage']>[0] }
  | { call: 'group'; message: Parameters<WecomClient['sendGroupMessage']>[0] }
  | { call: 'robot'; message: Parameters<WecomClient['sendRobotMessage']>[0] }
  | { call: 'owner'; message: Parameters<WecomClient['sendKfMessage']>[0] }
  | { call: 'update'; update: Parameters<WecomClient['updateCard']>[0] }

/** How the next calls fail: refused with a number, lost before it arrived, or arrived and the answer was lost. */
export type Failure = number | 'lost_request' | 'lost_answer'

/** A platform in memory: task ids are good once, response codes are good once, members may be unknown to it. */
export interface FakeWecom {
  client: WecomClient
  arrivals: Arrival[]
  /** The next calls fail so, one each. */
  failNext(...failures: Failure[]): void
  /** Members whom the platform does not know. */
  unknownMembers: Set<string>
  /** Called before each call is answered; lets a test hold calls back. */
  onCall: () => Promise<void>
}

/** The error that the real client makes of this number. */
export function wecomError(errcode: number): WecomError {
  const handling = classifyErrcode(errcode)
  if (handling === 'ok') throw new Error('0 is no error')
  return new WecomError('wecom_refused', `errcode ${errcode}`, {
    errcode,
    handling,
    outcome: errcode === -1 ? 'unknown' : 'refused',
  })
}

export function createFakeWecom(): FakeWecom {
  const failures: Failure[] = []
  const taskIds = new Set<string>()
  const codes = new Set<string>()
  const state: FakeWecom = {
    client: undefined as unknown as WecomClient,
    arrivals: [],
    failNext: (...next) => void failures.push(...next),
    unknownMembers: new Set(),
    onCall: () => Promise.resolve(),
  }

  async function call<T>(arrive: () => T): Promise<T> {
    const failure = failures.shift()
    await state.onCall()
    if (typeof failure === 'number') throw wecomError(failure)
    const lost = new WecomError('wecom_unreachable', 'no answer', { handling: 'retry', outcome: 'unknown' })
    if (failure === 'lost_request') throw lost
    const answer = arrive()
    if (failure === 'lost_answer') throw lost
    return answer
  }
  const notPlayed = () => Promise.reject(new Error('this call is not played by the fake'))

  state.client = {
    sendMessage: (message) =>
      call(() => {
        const { toUsers, body } = message
        const invalidUsers = toUsers
          .map((id) => id.toLowerCase())
          .filter((id) => state.unknownMembers.has(id))
        if (invalidUsers.length === toUsers.length) throw wecomError(81013)
        const taskId = body.msgtype === 'template_card' ? body.template_card.task_id : undefined
        if (taskId !== undefined && taskIds.has(taskId)) throw wecomError(42014)
        state.arrivals.push({ call: 'message', message })
        if (taskId === undefined) return { invalidUsers }
        taskIds.add(taskId)
        const responseCode = `code-${taskId}`
        codes.add(responseCode)
        return { invalidUsers, responseCode }
      }),
    updateCard: (update) =>
      call(() => {
        if (!codes.delete(update.responseCode)) throw wecomError(60140)
        state.arrivals.push({ call: 'update', update })
        return { invalidUsers: [] }
      }),
    sendGroupMessage: (message) => call(() => void state.arrivals.push({ call: 'group', message })),
    sendRobotMessage: (message) => call(() => void state.arrivals.push({ call: 'robot', message })),
    sendKfMessage: (message) =>
      call(() => {
        state.arrivals.push({ call: 'owner', message })
        return { messageId: message.messageId ?? '' }
      }),
    getGroup: notPlayed,
    createGroup: notPlayed,
    updateGroup: notPlayed,
    downloadMedia: notPlayed,
    uploadMedia: notPlayed,
    syncKfMessages: notPlayed,
    listDepartments: notPlayed,
    listMembers: notPlayed,
    getMember: notPlayed,
    getTag: notPlayed,
    checkToken: notPlayed,
  }
  return state
}
