import { startEmbeddedMongo } from '../../src/embedded-mongo/index.ts'
import { timed } from './measure.ts'

/** Started as a process of its own: milliseconds until the store of a directory answers, and the memory then. */
const [dataDir = ''] = process.argv.slice(2)
const [startMs, { stop }] = await timed(() => startEmbeddedMongo({ dataDir }))
console.log(JSON.stringify({ startMs, memoryMb: process.memoryUsage().rss / 2 ** 20 }))
await stop()
