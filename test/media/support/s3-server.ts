import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { MediaBucket } from '../../../src/config/env.ts'

const ACCESS_KEY = 'desk-access'
const SECRET_KEY = 'desk/secret+key'
const REGION = 'cn-north-1'

/** How the next calls go wrong: an answer with this status, none at all, or the line cut in the middle of the upload. */
export type S3Fault = number | 'silence' | 'cut_upload'

/** A bucket in memory that works the signature out for itself, as the documentation of SigV4 tells it. */
export interface S3Server {
  bucket: MediaBucket
  objects: Map<string, { bytes: Buffer; contentType: string }>
  /** Method and status of each call, in order. */
  calls: string[]
  failNext(...faults: S3Fault[]): void
  /** Whether what is not there is 403, as without the right to list. */
  hidesAbsence: boolean
  close(): Promise<void>
}

export async function startS3Server(): Promise<S3Server> {
  const faults: S3Fault[] = []
  const state: Omit<S3Server, 'bucket' | 'close'> = {
    objects: new Map(),
    calls: [],
    failNext: (...next) => void faults.push(...next),
    hidesAbsence: false,
  }

  const server = createServer((request, response) => {
    const fault = faults.shift()
    if (fault === 'silence') return
    if (fault === 'cut_upload') {
      request.once('data', () => request.socket.destroy())
      return
    }
    void readAll(request).then((body) => {
      if (body === undefined) return
      const status = fault ?? judge(request, body)
      state.calls.push(`${request.method ?? ''} ${String(status)}`)
      if (status === 200) answerGood(request, response, body)
      else answer(response, status)
    })
  })

  function judge(request: IncomingMessage, body: Buffer): number {
    if (request.headers['x-amz-content-sha256'] !== sha256(body)) return 400
    if (!isSigned(request)) return 403
    const isThere = state.objects.has(request.url ?? '')
    if (request.method === 'PUT' || isThere) return 200
    return state.hidesAbsence ? 403 : 404
  }

  function answerGood(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const path = request.url ?? ''
    if (request.method === 'PUT')
      state.objects.set(path, { bytes: body, contentType: request.headers['content-type'] ?? '' })
    const found = state.objects.get(path)
    response.writeHead(200, { 'content-type': found?.contentType ?? '' })
    response.end(request.method === 'GET' ? found?.bytes : undefined)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return Object.assign(state, {
    bucket: {
      endpoint: `http://127.0.0.1:${String(port)}`,
      bucket: 'desk-media',
      region: REGION,
      accessKey: ACCESS_KEY,
      secretKey: SECRET_KEY,
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}

/** `undefined` when the line broke before the whole body was there. */
async function readAll(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer)
  } catch {
    return undefined
  }
  const body = Buffer.concat(chunks)
  const told = request.headers['content-length']
  return told === undefined || Number(told) === body.length ? body : undefined
}

function answer(response: ServerResponse, status: number): void {
  const code =
    { 400: 'XAmzContentSHA256Mismatch', 403: 'AccessDenied', 404: 'NoSuchKey' }[status] ?? 'InternalError'
  response.writeHead(status, { 'content-type': 'application/xml' })
  response.end(`<Error><Code>${code}</Code></Error>`)
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()

/** Builds the canonical request from what arrived and compares the signature. */
function isSigned({ method = '', url = '', headers }: IncomingMessage): boolean {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/
  const [, accessKey, day = '', region = '', names = '', signature] =
    pattern.exec(headers.authorization ?? '') ?? []
  const signed = names.split(';')
  if (accessKey !== ACCESS_KEY || region !== REGION) return false
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => signed.includes(name))) return false
  const at = String(headers['x-amz-date'])
  const canonical = [
    method,
    url,
    '',
    ...signed.map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    names,
    String(headers['x-amz-content-sha256']),
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n')
  const key = ['s3', 'aws4_request'].reduce(
    (last, part) => hmac(last, part),
    hmac(hmac(`AWS4${SECRET_KEY}`, day), region),
  )
  return at.startsWith(day) && hmac(key, toSign).toString('hex') === signature
}
