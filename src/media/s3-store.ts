import { AwsV4Signer } from 'aws4fetch'
import type { MediaBucket } from '../config/env.ts'
import { codeOf, DeskError } from '../errors.ts'
import type { BlobStore } from './blob-store.ts'
import { hashOf, requireWhole } from './hash.ts'

const TIMEOUT_MS = 15_000
const NOTHING = Buffer.alloc(0)

/** What one call needs besides its address. */
interface Call {
  method: 'PUT' | 'GET' | 'HEAD'
  hash: string
  bytes?: Buffer
  contentType?: string
}

/**
 * Keeps media in a bucket of any S3-compatible service. The service checks signature, length and hash, so a broken
 * upload leaves nothing. Rejects with `media_store_away` or `media_store_refused` (keys, bucket or rights are wrong);
 * both can be tried again, because the operator may put it right.
 */
export function createS3Store(bucket: MediaBucket, timeoutMs = TIMEOUT_MS): BlobStore {
  async function call({ method, hash, bytes, contentType }: Call): Promise<Response> {
    const { url, headers } = await new AwsV4Signer({
      method,
      url: addressOf(bucket, hash),
      headers: {
        'x-amz-content-sha256': hashOf(bytes ?? NOTHING),
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
      },
      accessKeyId: bucket.accessKey,
      secretAccessKey: bucket.secretKey,
      service: 's3',
      region: bucket.region,
    }).sign()
    const body = bytes === undefined ? {} : { body: new Uint8Array(bytes) }
    const signal = AbortSignal.timeout(timeoutMs)
    return fetch(url, { method, headers, redirect: 'manual', signal, ...body })
  }

  /** The body of a good answer, `undefined` for 404; everything else throws. */
  async function exchange(request: Call): Promise<Buffer | undefined> {
    try {
      const response = await call(request)
      const body = Buffer.from(await response.arrayBuffer())
      if (response.ok) return body
      if (response.status === 404 && request.method !== 'PUT') return undefined
      throw refusal(request.method, response.status, body)
    } catch (error) {
      if (error instanceof DeskError) throw error
      const cause = error instanceof Error ? (error.cause ?? error) : error
      const reason = error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : codeOf(cause)
      throw new DeskError('media_store_away', `bucket: ${request.method} ${reason}`, {
        cause: error,
        retryable: true,
      })
    }
  }

  const has = async (hash: string) => (await exchange({ method: 'HEAD', hash })) !== undefined
  return {
    has,
    async put({ hash, bytes, contentType }) {
      // Without the right to list, S3 answers 403 for what is not there: the upload itself then shows what is wrong.
      const isThere = await has(hash).catch(() => false)
      if (!isThere) await exchange({ method: 'PUT', hash, bytes, contentType })
    },
    async get(hash) {
      const bytes = await exchange({ method: 'GET', hash })
      return bytes === undefined ? undefined : requireWhole(hash, bytes)
    },
  }
}

/** `<endpoint>/<bucket>/<hash>`, or `<endpoint>/<hash>` where the host itself begins with the bucket's name. */
function addressOf({ endpoint, bucket }: MediaBucket, hash: string): string {
  const isInHost = new URL(endpoint).hostname.startsWith(`${bucket}.`)
  return isInHost ? `${endpoint}/${hash}` : `${endpoint}/${bucket}/${hash}`
}

function refusal(method: string, status: number, body: Buffer): DeskError {
  const reason = /<Code>(\w{1,60})<\/Code>/.exec(body.toString('utf8'))?.[1] ?? 'no code'
  const code = status >= 500 || status === 429 ? 'media_store_away' : 'media_store_refused'
  return new DeskError(code, `bucket: ${method} ${String(status)} ${reason}`, { retryable: true })
}
