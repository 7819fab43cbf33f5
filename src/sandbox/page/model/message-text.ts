import type { ShownMessage } from '../../phones.ts'

/** A stretch of a message's text; with `href` it is a link. */
export interface TextPiece {
  text: string
  href?: string
}

/** Cuts a text at its http(s) addresses. */
export function splitLinks(text: string): TextPiece[] {
  return text
    .split(/(https?:\/\/[^\s<>"'，。；）」]+)/)
    .map((piece, index) => (index % 2 === 1 ? { text: piece, href: piece } : { text: piece }))
    .filter((piece) => piece.text !== '')
}

/**
 * What a card's text says beyond its title, fields, questions and buttons: the source (来源), which stands above the
 * title, and any lines between. A text of one line has no order to read and says nothing more.
 */
export function readCardText({ text, card }: ShownMessage): { source?: string; lines: string[] } {
  const all = text.split('\n').map((line) => line.trim())
  if (card === undefined || all.length < 2) return { lines: [] }
  const words = [
    card.title,
    card.replacedBy ?? '',
    ...card.fields.flatMap(({ name, value }) => [
      name,
      value,
      ...[' ', '：', ':', ': '].map((gap) => name + gap + value),
    ]),
    ...card.buttons.map((button) => button.text),
    ...card.questions.flatMap(({ title, options }) => [title, ...options.map((option) => option.text)]),
  ]
  const shown = new Set(words.flatMap((word) => word.split('\n').map((line) => line.trim())))
  const isOther = (line: string): boolean => line !== '' && !shown.has(line)
  const titleAt = all.indexOf(card.title)
  const [source] = all.slice(0, Math.max(titleAt, 0)).filter(isOther)
  const lines = all.slice(titleAt + 1).filter(isOther)
  return source === undefined ? { lines } : { source, lines }
}
