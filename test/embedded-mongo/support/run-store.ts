import { startEmbeddedMongo } from '../../../src/embedded-mongo/index.ts'

const [dataDir = '', compactAfterBytes = ''] = process.argv.slice(2)
const { uri } = await startEmbeddedMongo({ dataDir, compactAfterBytes: Number(compactAfterBytes) })
process.stdout.write(`${uri}\n`)
