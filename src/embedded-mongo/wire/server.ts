import { createServer, type Server, type Socket } from 'node:net'
import { dispatch, errorReply } from '../commands/dispatch.ts'
import { MAX_MESSAGE_BYTES } from '../commands/about.ts'
import type { Engine } from '../commands/command.ts'
import { MongoError } from '../mongo-error.ts'
import type { Reply } from '../bson/value.ts'
import { parseMessage, ProtocolError, type Message } from './message.ts'
import { Splitter } from './splitter.ts'

/** What the server reports: `failed` is a state it cannot go on from. */
export interface ServerEvents {
  warn: (message: string, details: Record<string, unknown>) => void
  failed: (error: unknown) => void
}

/** A listening server; `close` ends the connections. */
export interface WireServer {
  server: Server
  close: () => Promise<void>
}

/**
 * Speaks the wire protocol for an engine. Commands run one after another, each to its end. Answers are held back
 * until the journal is on the disk; one sync serves all commands that arrived meanwhile (group commit).
 */
export function createWireServer(engine: Engine, events: ServerEvents): WireServer {
  const sockets = new Set<Socket>()
  const waiting: (() => void)[] = []
  let lastConnection = 0

  const flush = (): void => {
    const ready = waiting.splice(0)
    try {
      engine.store.journal.sync()
    } catch (error) {
      // Nobody may be told that his write is safe: the connections end without an answer.
      for (const socket of sockets) socket.destroy()
      events.failed(error)
      return
    }
    for (const send of ready) send()
  }

  const answer = (socket: Socket, bytes: Buffer): void => {
    const send = (): void => {
      if (socket.writable) socket.write(bytes)
    }
    if (!engine.store.journal.dirty) {
      send()
      return
    }
    if (waiting.length === 0) setImmediate(flush)
    waiting.push(send)
  }

  const handle = (socket: Socket, message: Message, connectionId: number): void => {
    const reply = runSafely({ ...message, connectionId }, engine, events)
    if (message.answer !== undefined) answer(socket, message.answer(reply))
    else if (engine.store.journal.dirty && waiting.length === 0) {
      setImmediate(flush)
      waiting.push(() => undefined)
    }
  }

  const server = createServer({ noDelay: true }, (socket) => {
    const splitter = new Splitter(MAX_MESSAGE_BYTES)
    const connectionId = ++lastConnection
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes) => {
      try {
        for (const message of splitter.push(bytes)) handle(socket, parseMessage(message), connectionId)
      } catch (error) {
        if (!(error instanceof ProtocolError) && !(error instanceof MongoError)) events.failed(error)
        else
          events.warn('closing a connection that broke the protocol', { connectionId, reason: error.message })
        socket.destroySoon()
      }
    })
  })
  return {
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** A bug in a command must not take the other connections down; the client is told, the log gets the stack. */
function runSafely(incoming: Parameters<typeof dispatch>[0], engine: Engine, events: ServerEvents): Reply {
  try {
    return dispatch(incoming, engine)
  } catch (error) {
    const [command = ''] = incoming.body.keys()
    events.warn('a command failed unexpectedly', {
      command,
      stack: error instanceof Error ? error.stack : String(error),
    })
    return errorReply(new MongoError('InternalError', `unexpected error in ${command}`))
  }
}
