import { expect } from 'chai'
import { createHash } from 'node:crypto'
import { createS3Store } from '../../src/media/s3-store.ts'
import { blobOf, blobStoreContract } from './blob-store-contract.ts'
import { startS3Server, type S3Fault, type S3Server } from './support/s3-server.ts'

blobStoreContract('a bucket', async () => {
  const server = await startS3Server()
  return {
    store: createS3Store(server.bucket),
    another: createS3Store(server.bucket),
    count: () => Promise.resolve(server.objects.size),
    spoil: (hash, bytes) =>
      Promise.resolve(void server.objects.set(`/desk-media/${hash}`, { bytes, contentType: '' })),
    close: () => server.close(),
  }
})

describe('a bucket', () => {
  let server: S3Server
  beforeEach(async () => {
    server = await startS3Server()
  })
  afterEach(() => server.close())
  const photo = blobOf(Buffer.from('a photo'))
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => 'no failure',
      (error: unknown) => error,
    )

  it('keeps the content type and uploads what is there already only once', async () => {
    const store = createS3Store(server.bucket)
    await store.put(photo)
    await store.put(photo)
    expect(server.objects.get(`/desk-media/${photo.hash}`)?.contentType).to.equal('image/jpeg')
    expect(server.calls).to.deep.equal(['HEAD 404', 'PUT 200', 'HEAD 200'])
  })

  it('uploads without the right to list, where what is not there is forbidden', async () => {
    server.hidesAbsence = true
    await createS3Store(server.bucket).put(photo)
    expect(server.calls).to.deep.equal(['HEAD 403', 'PUT 200'])
    expect(server.objects.size).to.equal(1)
  })

  for (const wrong of [{ secretKey: 'other' }, { accessKey: 'other' }, { region: 'us-east-1' }])
    it(`refuses a wrong ${Object.keys(wrong).join('')}, which an operator has to put right`, async () => {
      const store = createS3Store({ ...server.bucket, ...wrong })
      expect(await failureOf(store.put(photo))).to.include({ code: 'media_store_refused', retryable: true })
      expect(server.objects.size).to.equal(0)
    })

  it('never says its secret', async () => {
    const store = createS3Store({ ...server.bucket, region: 'us-east-1' })
    const failure = await failureOf(store.get(photo.hash))
    expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.to.include('secret+key')
  })

  it('finds a bucket that is named in the host', async () => {
    const endpoint = server.bucket.endpoint.replace('127.0.0.1', 'localhost')
    await createS3Store({ ...server.bucket, endpoint, bucket: 'other' }).has(photo.hash)
    const inHost = createS3Store({ ...server.bucket, bucket: '127' })
    await inHost.put(photo)
    expect([...server.objects.keys()]).to.deep.equal([`/${photo.hash}`])
  })

  const outages: [name: string, faults: S3Fault[]][] = [
    ['answers 503', [404, 503]],
    ['answers 500 to everything', [500, 500]],
    ['limits the rate', [404, 429]],
    ['does not answer', ['silence', 'silence']],
    ['cuts the line in the middle of the upload', [404, 'cut_upload']],
  ]
  for (const [name, faults] of outages)
    it(`that ${name} keeps nothing and can be tried again`, async () => {
      const store = createS3Store(server.bucket, 200)
      const film = blobOf(Buffer.alloc(3_000_000, 7))
      server.failNext(...faults)
      expect(await failureOf(store.put(film))).to.include({ code: 'media_store_away', retryable: true })
      expect(server.objects.size).to.equal(0)
      await createS3Store(server.bucket).put(film)
      expect(server.objects.size).to.equal(1)
    })

  it('that is not there at all can be tried again', async () => {
    await server.close()
    expect(await failureOf(createS3Store(server.bucket).get(photo.hash))).to.include({
      code: 'media_store_away',
    })
  })
})

describe('the bucket of these tests', () => {
  it('refuses bytes of another hash, and what is not signed', async () => {
    const server = await startS3Server()
    const url = `${server.bucket.endpoint}/desk-media/x`
    const hash = createHash('sha256').update('one').digest('hex')
    const put = async (headers: Record<string, string>, body: string) =>
      (await fetch(url, { method: 'PUT', headers, body })).status
    expect(await put({ 'x-amz-content-sha256': hash }, 'two')).to.equal(400)
    expect(await put({ 'x-amz-content-sha256': hash }, 'one')).to.equal(403)
    expect(await put({ 'x-amz-content-sha256': hash, authorization: 'AWS4-HMAC-SHA256 x' }, 'one')).to.equal(
      403,
    )
    expect(server.objects.size).to.equal(0)
    await server.close()
  })
})
