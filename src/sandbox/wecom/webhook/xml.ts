import type { Switches } from '../switches.ts'

/** An element: text goes into CDATA, numbers stand bare (whole ones of any length), a list holds elements in their order. */
export type XmlNode = [name: string, content: string | number | bigint | XmlNode[]]

/** Writes an event's `<xml>` document in one of the forms seen on the real platform (wecom.md 2 and 12, check 10). */
export function writeXml(nodes: XmlNode[], style: Switches['xmlStyle']): string {
  switch (style) {
    case 'documented':
      return `<xml>${nodes.map((node) => writeNode(node, '')).join('')}</xml>`
    case 'live':
      return `<xml>${liveOrder(nodes)
        .map((node) => writeNode(node, ''))
        .join('')}</xml>`
    case 'spaced':
      return `<xml>\n${[...nodes, UNKNOWN].map((node) => ` ${writeNode(node, '\n  ')}`).join('\n')}\n</xml>\n`
  }
}

const UNKNOWN: XmlNode = ['NewPlatformField', [['Inner', '']]]

function writeNode([name, content]: XmlNode, blank: string): string {
  if (typeof content === 'number' || typeof content === 'bigint') {
    return `<${name}>${content.toString()}</${name}>`
  }
  if (typeof content === 'string') return `<${name}>${blank}${cdata(content)}${blank}</${name}>`
  return `<${name}>${content.map((node) => writeNode(node, blank)).join(blank)}</${name}>`
}

/** CDATA cannot hold its own end, so that end is divided between two sections. */
function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

/** As in a captured card event: AgentID before EventKey, SelectedItems before ResponseCode. */
function liveOrder(nodes: XmlNode[]): XmlNode[] {
  const moved = move(nodes, 'AgentID', 'EventKey')
  return move(moved, 'SelectedItems', 'ResponseCode')
}

function move(nodes: XmlNode[], name: string, before: string): XmlNode[] {
  const node = nodes.find(([each]) => each === name)
  const target = nodes.findIndex(([each]) => each === before)
  if (node === undefined || target < 0 || nodes.indexOf(node) < target) return nodes
  const rest = nodes.filter((each) => each !== node)
  return [...rest.slice(0, target), node, ...rest.slice(target)]
}
