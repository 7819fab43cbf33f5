import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { parseFrame, writeFrame, OPCODE } from './web-socket-frame.ts'

const MAX_MESSAGE = 4 * 1024 * 1024
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11' // fixed by RFC 6455, 1.3

/** A WebSocket that the other side has opened. */
export interface WebSocketConnection {
  send(text: string): void
  /** Ends the line without a close frame; the client sees 1006. */
  cut(): void
}

/** What happens on a connection. */
export interface WebSocketListeners {
  text(text: string): void
  /** Once, however it ended. */
  closed(): void
}

/** Answers an upgrade request (RFC 6455, text messages only); a wrong handshake is 400 and `undefined`. */
export function acceptWebSocket(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  on: WebSocketListeners,
): WebSocketConnection | undefined {
  const key = request.headers['sec-websocket-key'] ?? ''
  const isUpgrade = request.headers.upgrade?.toLowerCase() === 'websocket'
  const version = request.headers['sec-websocket-version']
  if (!isUpgrade || version !== '13' || Buffer.from(key, 'base64').length !== 16) {
    socket.end('HTTP/1.1 400 Bad Request\r\nSec-WebSocket-Version: 13\r\nConnection: close\r\n\r\n')
    return undefined
  }
  const accept = createHash('sha1').update(`${key}${GUID}`).digest('base64')
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  )
  let pending = Buffer.alloc(0)
  let parts: Buffer[] | undefined

  const close = (code: number): void => {
    const reason = Buffer.alloc(2)
    reason.writeUInt16BE(code)
    if (socket.writable) socket.end(writeFrame(OPCODE.close, reason))
    pending = Buffer.alloc(0)
  }

  function takeText(piece: Buffer, isLast: boolean): number | undefined {
    parts = [...(parts ?? []), piece]
    const whole = Buffer.concat(parts)
    if (whole.length > MAX_MESSAGE) return 1009
    if (!isLast) return undefined
    parts = undefined
    const text = whole.toString('utf8')
    if (!Buffer.from(text, 'utf8').equals(whole)) return 1007
    on.text(text)
    return undefined
  }

  /** Acts on one frame; returns the code with which the line must be closed, if so. */
  function take(opcode: number, isLast: boolean, payload: Buffer): number | undefined {
    switch (opcode) {
      case OPCODE.text:
      case OPCODE.continuation:
        // A message begins with text and goes on with continuations, nothing else.
        return (opcode === OPCODE.text) === (parts === undefined) ? takeText(payload, isLast) : 1002
      case OPCODE.close:
        return 1000
      case OPCODE.ping:
        socket.write(writeFrame(OPCODE.pong, payload))
        return undefined
      case OPCODE.pong:
        return undefined
      default:
        return 1003
    }
  }

  function read(bytes: Buffer): void {
    pending = Buffer.concat([pending, bytes])
    while (pending.length > 0 && socket.writable) {
      const frame = parseFrame(pending, MAX_MESSAGE)
      if (frame === undefined) return
      if ('wrong' in frame) {
        close(frame.wrong)
        return
      }
      pending = pending.subarray(frame.size)
      const code = take(frame.opcode, frame.isLast, frame.payload)
      if (code !== undefined) close(code)
    }
  }

  socket.on('data', read)
  socket.on('error', () => socket.destroy())
  socket.on('end', () => socket.end())
  socket.once('close', () => on.closed())
  if (head.length > 0) read(head)
  return {
    send(text) {
      if (socket.writable) socket.write(writeFrame(OPCODE.text, Buffer.from(text, 'utf8')))
    },
    cut: () => void socket.destroy(),
  }
}
