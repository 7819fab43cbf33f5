import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { World } from '../../../../src/sandbox/wecom/index.ts'

/** The bot of the tests that is connected by WebSocket. */
export const SOCKET_BOT = {
  botId: 'aib-ws',
  name: '报修助手',
  mode: 'socket',
  secret: 'ws-secret',
  groups: [{ chatId: 'wrk-1', userIds: ['LiGong', 'WangWu'] }],
} as const satisfies NonNullable<World['bots']>[number]

export interface Frame {
  cmd?: string
  headers: { req_id: string }
  body?: Record<string, unknown>
  errcode?: number
}

/** A WebSocket client of a few lines, so that tests can also send what no library would. */
export interface SocketClient {
  frames: Frame[]
  /** Control frames and the answer to the handshake, as they came. */
  raw: { opcode: number; payload: Buffer }[]
  status: string
  closed: boolean
  /** Sends one frame as a client must, masked. */
  write(opcode: number, payload: Buffer | string, options?: { last?: boolean; masked?: boolean }): void
  /** Sends a command and waits for its acknowledgement. */
  ask(cmd: string, body?: object, reqId?: string): Promise<Frame>
  /** Waits until a frame of this cmd has come that was not taken yet. */
  take(cmd: string): Promise<Frame>
  end(): void
}

const open = new Set<Socket>()
afterEach(() => {
  for (const socket of open) socket.destroy()
  open.clear()
})

export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(2)
}

export async function openSocket(base: string, headers: Record<string, string> = {}): Promise<SocketClient> {
  const socket = connect(Number(new URL(base).port), '127.0.0.1')
  open.add(socket)
  let pending = Buffer.alloc(0)
  let asked = 0
  const client: SocketClient = {
    frames: [],
    raw: [],
    status: '',
    closed: false,
    write(opcode, payload, { last = true, masked = true } = {}) {
      const bytes = Buffer.from(payload)
      const { length } = bytes
      const size = length < 126 ? [length] : length < 65_536 ? [126, length >> 8, length & 255] : [127]
      const head = Buffer.from([
        (last ? 128 : 0) | opcode,
        (size[0] ?? 0) | (masked ? 128 : 0),
        ...size.slice(1),
      ])
      const long = Buffer.alloc(length < 65_536 ? 0 : 8)
      if (long.length > 0) long.writeBigUInt64BE(BigInt(length))
      const mask = masked ? randomBytes(4) : Buffer.alloc(0)
      const body = masked ? Buffer.from(bytes.map((byte, at) => byte ^ (mask[at % 4] ?? 0))) : bytes
      socket.write(Buffer.concat([head, long, mask, body]))
    },
    async ask(cmd, body = {}, reqId = `mine-${(asked += 1)}`) {
      client.write(1, JSON.stringify({ cmd, headers: { req_id: reqId }, body }))
      const find = (): number =>
        client.frames.findIndex((each) => each.cmd === undefined && each.headers.req_id === reqId)
      await until(() => find() >= 0 || client.closed)
      const [frame] = find() < 0 ? [] : client.frames.splice(find(), 1)
      return frame ?? { headers: { req_id: reqId }, errcode: -1006 }
    },
    async take(cmd) {
      await until(() => client.frames.some((each) => each.cmd === cmd))
      const at = client.frames.findIndex((each) => each.cmd === cmd)
      const [frame] = client.frames.splice(at, 1)
      return frame ?? { headers: { req_id: '' } }
    },
    end: () => void socket.destroy(),
  }
  socket.on('error', () => undefined)
  socket.on('close', () => (client.closed = true))
  socket.on('data', (bytes) => {
    pending = Buffer.concat([pending, bytes])
    if (client.status === '') {
      const end = pending.indexOf('\r\n\r\n')
      if (end < 0) return
      client.status = pending.subarray(0, end).toString()
      pending = pending.subarray(end + 4)
    }
    for (;;) {
      const short = (pending[1] ?? 0) & 127
      const start = short < 126 ? 2 : short === 126 ? 4 : 10
      if (pending.length < start) return
      const length =
        short < 126 ? short : short === 126 ? pending.readUInt16BE(2) : Number(pending.readBigUInt64BE(2))
      if (pending.length < start + length) return
      const opcode = (pending[0] ?? 0) & 15
      const payload = pending.subarray(start, start + length)
      pending = pending.subarray(start + length)
      if (opcode === 1) client.frames.push(JSON.parse(payload.toString()) as Frame)
      else client.raw.push({ opcode, payload })
    }
  })
  const lines = {
    Host: 'emulator',
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version': '13',
    ...headers,
  }
  const text = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`GET / HTTP/1.1\r\n${text.join('')}\r\n`)
  await until(() => client.status !== '')
  return client
}
