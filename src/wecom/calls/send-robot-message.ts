import type { Api } from '../api.ts'
import { Done } from './answer-shapes.ts'

/** Words from a group's robot; whoever has the key can write, so it is never logged. */
export interface RobotMessage {
  key: string
  content: string
}

/** `webhook/send` (wecom.md 5.2): no token, no message id, no duplicate check; `93000` for a key that is no good. */
export async function sendRobotMessage(api: Api, { key, content }: RobotMessage): Promise<void> {
  const body = { msgtype: 'text', text: { content } }
  await api.callOpen({ path: '/cgi-bin/webhook/send', query: { key }, body }, Done)
}
