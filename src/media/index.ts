import type { Config } from '../config/index.ts'
import { createMediaService, type MediaService, type MediaStore } from '../services/media.ts'
import { createCollect, type CollectOptions } from './collect.ts'
import { createFolderStore } from './folder-store.ts'
import { createS3Store } from './s3-store.ts'

/** The media part of the desk: notes down what was sent, and fetches it into the folder or the bucket of the configuration. */
export function createMedia({
  config,
  store,
  ...rest
}: Omit<CollectOptions, 'media' | 'blobs' | 'policyFor'> & {
  config: Pick<Config, 'dataDir' | 'mediaBucket' | 'policyFor'>
  store: MediaStore
}): { service: MediaService; collect: () => Promise<number> } {
  const { dataDir, mediaBucket, policyFor } = config
  const blobs = mediaBucket === undefined ? createFolderStore(dataDir) : createS3Store(mediaBucket)
  return {
    service: createMediaService(store, policyFor),
    collect: createCollect({ ...rest, media: store, blobs, policyFor }),
  }
}
