import { decodeDoc } from '../bson/decode.ts'
import { encodeDoc } from '../bson/encode.ts'
import type { Doc, Reply } from '../bson/value.ts'

/** The bytes do not follow the wire protocol; nothing sensible can be answered, so the connection is closed. */
export class ProtocolError extends Error {}

/** A message header, in bytes. */
export const HEADER_BYTES = 16
const OP_REPLY = 1
const OP_QUERY = 2004
const OP_MSG = 2013

const CHECKSUM_PRESENT = 1
const MORE_TO_COME = 2

/** A request with its command; `answer` frames the reply as the client expects, or is undefined if it wants none. */
export interface Message {
  body: Doc
  sequences: Map<string, Buffer[]>
  answer: ((reply: Reply) => Buffer) | undefined
}

/** Parses one whole message; throws `ProtocolError` or the decoder's `MongoError`. */
export function parseMessage(message: Buffer): Message {
  const requestId = message.readInt32LE(4)
  const opcode = message.readInt32LE(12)
  if (opcode === OP_MSG) return parseMsg(message, requestId)
  if (opcode === OP_QUERY) return parseQuery(message, requestId)
  throw new ProtocolError(`unsupported opcode ${opcode}`)
}

function parseMsg(message: Buffer, requestId: number): Message {
  let at = HEADER_BYTES
  const flags = need(message, at, 4).readUInt32LE(at)
  at += 4
  if ((flags & CHECKSUM_PRESENT) !== 0) throw new ProtocolError('checksums are not supported')
  // Bits 16 to 31 are optional: a server may ignore what it does not know.
  if ((flags & 0xffff & ~MORE_TO_COME) !== 0) throw new ProtocolError('unknown required flag')
  let body: Doc | undefined
  const sequences = new Map<string, Buffer[]>()
  while (at < message.length) {
    const kind = message[at++]
    const length = need(message, at, 4).readInt32LE(at)
    if (length < 5 || at + length > message.length) throw new ProtocolError('section runs past its message')
    const section = message.subarray(at, at + length)
    at += length
    if (kind === 0) {
      if (body !== undefined) throw new ProtocolError('more than one body')
      body = decodeDoc(section)
    } else if (kind === 1) {
      const { name, documents } = parseSequence(section)
      if (sequences.has(name)) throw new ProtocolError(`sequence ${name} given twice`)
      sequences.set(name, documents)
    } else throw new ProtocolError(`unknown section kind ${kind ?? 'none'}`)
  }
  if (body === undefined) throw new ProtocolError('message without body')
  const isOneWay = (flags & MORE_TO_COME) !== 0
  return { body, sequences, answer: isOneWay ? undefined : (reply) => frameMsg(reply, requestId) }
}

function parseSequence(section: Buffer): { name: string; documents: Buffer[] } {
  const end = section.indexOf(0, 4)
  if (end === -1) throw new ProtocolError('sequence without name')
  const documents: Buffer[] = []
  for (let at = end + 1; at < section.length;) {
    const length = need(section, at, 4).readInt32LE(at)
    if (length < 5 || at + length > section.length) throw new ProtocolError('document runs past its section')
    documents.push(section.subarray(at, at + length))
    at += length
  }
  return { name: section.toString('utf8', 4, end), documents }
}

/** The old form, which drivers use for their first greeting only. */
function parseQuery(message: Buffer, requestId: number): Message {
  const nameEnd = message.indexOf(0, HEADER_BYTES + 4)
  if (nameEnd === -1) throw new ProtocolError('query without collection')
  const [db = '', name] = message.toString('utf8', HEADER_BYTES + 4, nameEnd).split('.')
  const at = nameEnd + 1 + 8
  const length = need(message, at, 4).readInt32LE(at)
  if (name !== '$cmd' || length < 5 || at + length > message.length)
    throw new ProtocolError('only commands can be queried')
  const body = decodeDoc(message.subarray(at, at + length))
  const [command = ''] = body.keys()
  if (!['hello', 'isMaster', 'ismaster'].includes(command))
    throw new ProtocolError('only hello may come as OP_QUERY')
  return { body: body.set('$db', db), sequences: new Map(), answer: (reply) => frameReply(reply, requestId) }
}

function need(bytes: Buffer, at: number, count: number): Buffer {
  if (at + count > bytes.length) throw new ProtocolError('message ends too early')
  return bytes
}

function frame(parts: Buffer[], responseTo: number, opcode: number): Buffer {
  const length = HEADER_BYTES + parts.reduce((sum, part) => sum + part.length, 0)
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeInt32LE(length, 0)
  header.writeInt32LE(responseTo, 8)
  header.writeInt32LE(opcode, 12)
  return Buffer.concat([header, ...parts], length)
}

function frameMsg(reply: Reply, responseTo: number): Buffer {
  return frame([Buffer.alloc(5), encodeDoc(reply)], responseTo, OP_MSG)
}

function frameReply(reply: Reply, responseTo: number): Buffer {
  const fixed = Buffer.alloc(20)
  fixed.writeInt32LE(8, 0) // AwaitCapable
  fixed.writeInt32LE(1, 16) // one document
  return frame([fixed, encodeDoc(reply)], responseTo, OP_REPLY)
}
