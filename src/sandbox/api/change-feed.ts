import type { Writable } from 'node:stream'
import type { Phones } from '../phones.ts'

/** Changes within this many milliseconds are told as one. */
const COALESCE_MS = 50
/** How often a silent stream sends a comment, so that a vanished browser is noticed. */
const HEARTBEAT_MS = 20_000

/** Tells every open page when something changed on any phone or on the clock. */
export interface ChangeFeed {
  /** Writes server-sent events to the stream, one `changed` after each change, until the server stops. */
  join(stream: Writable): void
  announce: () => void
}

/** Builds the feed; when `stopping` aborts, joined streams end, and later ones end at once. */
export function createChangeFeed({
  phones,
  stopping,
}: {
  phones: Phones
  stopping?: AbortSignal | undefined
}): ChangeFeed {
  const streams = new Set<Writable>()
  let pending: NodeJS.Timeout | undefined
  let forget: (() => void) | undefined
  let heartbeat: NodeJS.Timeout | undefined

  const tell = (line: string): void => {
    for (const stream of streams) stream.write(`${line}\n\n`)
  }
  const announce = (): void => {
    if (streams.size === 0) return
    pending ??= setTimeout(() => {
      pending = undefined
      tell('event: changed\ndata: {}')
    }, COALESCE_MS)
  }
  const leave = (stream: Writable): void => {
    if (!streams.delete(stream) || streams.size > 0) return
    forget?.()
    clearInterval(heartbeat)
    clearTimeout(pending)
    pending = undefined
  }
  stopping?.addEventListener('abort', () => {
    for (const stream of streams) stream.end()
  })

  return {
    announce,
    join(stream) {
      if (stopping?.aborted) {
        stream.end()
        return
      }
      if (streams.size === 0) {
        forget = phones.onChange(announce)
        heartbeat = setInterval(() => tell(':'), HEARTBEAT_MS)
      }
      streams.add(stream)
      stream.once('close', () => leave(stream))
      stream.write('retry: 1000\n\n')
    },
  }
}
