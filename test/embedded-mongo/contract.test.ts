import { rm } from 'node:fs/promises'
import { startEmbeddedMongo } from '../../src/embedded-mongo/index.ts'
import { mongoContract } from './contract/contract.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

mongoContract('The embedded store', async () => {
  const dataDir = await temporaryDirectory()
  const { uri, stop } = await startEmbeddedMongo({ dataDir })
  return {
    uri,
    async stop() {
      await stop()
      await rm(dataDir, { recursive: true })
    },
  }
})

const { MONGODB_URI: uri } = process.env
if (uri !== undefined && uri !== '') {
  mongoContract('The MongoDB of MONGODB_URI', () => Promise.resolve({ uri, stop: () => Promise.resolve() }))
}
