/** The kinds of frames (RFC 6455, 5.2); binary ones are not taken. */
export const OPCODE = { continuation: 0, text: 1, close: 8, ping: 9, pong: 10 } as const

const LONGEST_CONTROL = 125

/** One frame of a client, unmasked; `size` is how many bytes it took. */
interface Frame {
  opcode: number
  isLast: boolean
  payload: Buffer
  size: number
}

/** Reads the first frame; `undefined` while it is not complete, `wrong` is the code to close the line with. */
export function parseFrame(bytes: Buffer, most: number): Frame | { wrong: number } | undefined {
  if (bytes.length < 2) return undefined
  const [first = 0, second = 0] = bytes
  const opcode = first & 15
  const isLast = (first & 128) !== 0
  const short = second & 127
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0
  const isControl = opcode >= OPCODE.close
  // Clients must mask, extensions were not agreed upon, control frames are short and whole.
  const isWrong = (second & 128) === 0 || (first & 112) !== 0
  if (isWrong || (isControl && (!isLast || short > LONGEST_CONTROL))) return { wrong: 1002 }
  if (bytes.length < 2 + extra) return undefined
  const length = extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
  if (length > most) return { wrong: 1009 }
  const start = 2 + extra + 4
  if (bytes.length < start + length) return undefined
  const mask = bytes.subarray(start - 4, start)
  const payload = Buffer.from(bytes.subarray(start, start + length))
  for (let at = 0; at < length; at += 1) payload[at] = (payload[at] ?? 0) ^ (mask[at % 4] ?? 0)
  return { opcode, isLast, payload, size: start + length }
}

/** A whole frame as a server sends it, unmasked. */
export function writeFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10)
  head[0] = 128 | opcode
  if (length < 126) head[1] = length
  else if (length < 65_536) {
    head[1] = 126
    head.writeUInt16BE(length, 2)
  } else {
    head[1] = 127
    head.writeBigUInt64BE(BigInt(length), 2)
  }
  return Buffer.concat([head, payload])
}
