import { encodeDoc } from '../bson/encode.ts'
import { decodeDoc } from '../bson/decode.ts'
import type { Doc, Reply } from '../bson/value.ts'

/** One change as the journal keeps it. Applying an op twice is harmless, whatever happened in between. */
export type Op =
  | { kind: 'put'; collection: number; rid: number; bytes: Buffer }
  | { kind: 'delete'; collection: number; rid: number }
  | { kind: 'meta'; bytes: Buffer }

const PUT = 1
const DELETE = 2
const META = 3
const REF_BYTES = 13

/** An op about the catalogue: collections and indexes. */
export function metaOp(change: Reply | Doc): Op {
  return { kind: 'meta', bytes: encodeDoc(change) }
}

/** The payload of one record: all ops of one command, so that they are recovered together or not at all. */
export function encodeOps(ops: readonly Op[]): Buffer {
  const payload = Buffer.allocUnsafe(ops.reduce((sum, op) => sum + sizeOf(op), 0))
  let at = 0
  for (const op of ops) {
    at = payload.writeUInt8(op.kind === 'put' ? PUT : op.kind === 'delete' ? DELETE : META, at)
    if (op.kind !== 'meta') {
      at = payload.writeUInt32LE(op.collection, at)
      at = payload.writeDoubleLE(op.rid, at)
    }
    if (op.kind !== 'delete') at += op.bytes.copy(payload, at)
  }
  return payload
}

function sizeOf(op: Op): number {
  if (op.kind === 'delete') return REF_BYTES
  return op.kind === 'put' ? REF_BYTES + op.bytes.length : 1 + op.bytes.length
}

/** Reads a payload back; the bytes of the ops are copies of their own. */
export function decodeOps(payload: Buffer): Op[] {
  const ops: Op[] = []
  for (let at = 0; at < payload.length;) {
    const tag = payload.readUInt8(at)
    if (tag === META) {
      const bytes = docAt(payload, at + 1)
      ops.push({ kind: 'meta', bytes })
      at += 1 + bytes.length
      continue
    }
    const collection = payload.readUInt32LE(at + 1)
    const rid = payload.readDoubleLE(at + 5)
    at += REF_BYTES
    if (tag === DELETE) {
      ops.push({ kind: 'delete', collection, rid })
      continue
    }
    const bytes = docAt(payload, at)
    ops.push({ kind: 'put', collection, rid, bytes })
    at += bytes.length
  }
  return ops
}

function docAt(payload: Buffer, at: number): Buffer {
  const length = payload.readInt32LE(at)
  const bytes = Buffer.allocUnsafeSlow(length)
  payload.copy(bytes, 0, at, at + length)
  return bytes
}

/** The content of a catalogue op. */
export function readMeta(op: Extract<Op, { kind: 'meta' }>): Doc {
  return decodeDoc(op.bytes)
}
