import { withNote } from '../cards/card.ts'
import { sayDelay } from '../texts/delay.ts'
import type { Body } from './body.ts'
import { CARD_OVER } from './composer.ts'
import type { DispatchOptions } from './dispatch.ts'
import type { Message } from './message.ts'
import { TEXT_BYTES } from './request.ts'

/** Messages looked at for one fold; a text of 2048 bytes seldom holds more lines. */
const FOLD_AT_MOST = 20
/** Room for the word about the delay below a text. */
const NOTE_BYTES = 60

type Needs = Pick<DispatchOptions, 'messages' | 'composer' | 'quotas'>

/**
 * What the message says now: its own words, those of reminders folded into it, and how long the quota delayed it.
 * `undefined` when nothing of it is true any more.
 */
export async function buildBody(message: Message, token: string, needs: Needs): Promise<Body | undefined> {
  if (await isNeedless(message, needs)) return undefined
  const own = await needs.composer.compose(message)
  const delayMs = await needs.quotas.delayOf(message)
  const body =
    canFold(message) && own?.form !== 'card' ? await foldInto(message, token, own, delayMs > 0, needs) : own
  return body === undefined || delayMs === 0 ? body : addNote(body, sayDelay(delayMs))
}

/** The line in place of a card's end: the member may have heard of the change in the meantime. */
async function isNeedless({ kind, subject, to, queuedAt }: Message, { messages }: Needs): Promise<boolean> {
  if (kind !== CARD_OVER || subject === null || !('users' in to)) return false
  const told = await Promise.all(to.users.map((userId) => messages.isTold(subject, userId, queuedAt)))
  return told.every(Boolean)
}

/** Reminders in words to one person; cards stay apart, because each has buttons of its own. */
function canFold({ lane, isCard, to }: Message): boolean {
  return lane === 'reminder' && !isCard && 'users' in to && to.users.length === 1
}

/** Folds only while quota is short; what an attempt before a crash has folded already is told in any case. */
async function foldInto(
  message: Message,
  token: string,
  own: Body | undefined,
  isShort: boolean,
  { messages, composer }: Needs,
): Promise<Body | undefined> {
  const known = await textsOf(await messages.fold(message, token, []), composer)
  let texts = [...textOf(own), ...known.map(({ text }) => text)]
  if (isShort) {
    const fitting: string[] = []
    let bytes = sizeOf(texts)
    for (const { id, text } of await textsOf(await messages.foldable(message, FOLD_AT_MOST), composer)) {
      bytes += sizeOf([text])
      if (bytes > TEXT_BYTES - NOTE_BYTES) break
      fitting.push(id)
    }
    const folded = await textsOf(await messages.fold(message, token, fitting), composer)
    texts = [...textOf(own), ...folded.map(({ text }) => text)]
  }
  const said = texts.filter((text) => text !== '')
  return said.length === 0 ? undefined : { form: 'text', text: said.join('\n') }
}

async function textsOf(
  messages: readonly Message[],
  composer: Needs['composer'],
): Promise<{ id: string; text: string }[]> {
  const bodies = await Promise.all(messages.map((message) => composer.compose(message)))
  // What is no longer true adds nothing, but is taken along so that it does not wait either.
  return messages.map(({ id }, index) => ({ id, text: textOf(bodies[index])[0] ?? '' }))
}

function textOf(body: Body | undefined): string[] {
  return body?.form === 'text' ? [body.text] : []
}

function sizeOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0)
}

/** Nothing of the message itself is given up for the note. */
function addNote(body: Body, note: string): Body {
  if (body.form === 'card') return { form: 'card', card: withNote(body.card, note) }
  const text = `${body.text}\n${note}`
  return Buffer.byteLength(text) > TEXT_BYTES ? body : { form: 'text', text }
}
