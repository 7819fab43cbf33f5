import type { Platform } from '../platform.ts'
import { MINUTE_MS } from '../rates.ts'
import { readRobotContent } from '../robot/robot-content.ts'
import { isRefusal, type ApiMethod, type OpenCall } from '../server/api-method.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import { aLine } from '../threads.ts'

const PER_ROBOT = [{ limit: 20, spanMs: MINUTE_MS }]

/** `POST /cgi-bin/webhook/send` (wecom.md 5.2): the key is the secret; 20 messages a minute; no msgid in the answer. */
export const webhookSend: ApiMethod = {
  path: '/cgi-bin/webhook/send',
  verb: 'POST',
  token: 'none',
  run(platform, call) {
    const robot = findRobot(platform, call)
    if (isRefusal(robot)) return robot
    if (!platform.rates.take(`robot ${robot.key}`, PER_ROBOT)) return refuse(45009, 'api freq out of limit')
    const content = readRobotContent(platform, `robot:${robot.key}`, call.body)
    if (isRefusal(content)) return content
    platform.threads.add(
      aLine({
        id: `g${platform.next('entry')}`,
        thread: `group:${robot.chatId}`,
        at: platform.now(),
        from: robot.name ?? '消息推送',
        msgType: content.msgType,
        text: content.text,
        mediaId: content.mediaId ?? null,
        card: content.card ?? null,
      }),
    )
    return { ok: {} }
  },
}

/** The robot behind the key of the query; 93000 when there is none. */
export function findRobot(
  platform: Platform,
  { query }: OpenCall,
): NonNullable<Platform['world']['robots']>[number] | Refusal {
  const robot = platform.world.robots?.find((each) => each.key === query.get('key'))
  return robot ?? refuse(93000, 'invalid webhook url')
}
