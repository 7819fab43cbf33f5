import { expect } from 'chai'
import { API_METHODS } from '../../../src/sandbox/wecom/api/index.ts'
import { FaultSchema } from '../../../src/sandbox/wecom/faults/fault.ts'
import { ATTACKS } from '../../../src/sandbox/wecom/index.ts'
import { parseSwitches } from '../../../src/sandbox/wecom/switches.ts'
import { filesOf, readText } from '../../docs/support/sources.ts'
import { findTitles } from '../../docs/support/test-titles.ts'

const page = readText('docs/emulator.md')
const part = (title: string): string => page.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? ''
const codesOf = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '')
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^[|\s-]+$/.test(line))
    .slice(1)
    .map((line) => line.split('|').slice(1, -1))

describe('docs/emulator.md', () => {
  it('lists the methods that are played', () => {
    const listed = rowsOf(part('Methods')).flatMap(([, paths = '']) => codesOf(paths))
    expect(listed.map((path) => `/cgi-bin/${path}`).sort()).to.deep.equal(
      API_METHODS.map(({ path }) => path).sort(),
    )
  })

  it('lists the switches with their defaults', () => {
    const listed = rowsOf(part('Switches')).map(([name = '', standard = '']) => [
      ...codesOf(name),
      ...codesOf(standard),
    ])
    const real = Object.entries(parseSwitches({})).map(([name, value]) => [name, String(value)])
    expect(listed.sort()).to.deep.equal(real.sort())
  })

  it('lists the kinds of faults and of hostile requests', () => {
    const kinds = FaultSchema.options.map((option) => option.shape.kind.value)
    expect(rowsOf(part('Faults')).flatMap(([kind = '']) => codesOf(kind))).to.deep.equal(kinds)
    const hostile = /^Hostile requests: (.*)$/m.exec(part('Faults'))?.[1] ?? ''
    expect(codesOf(hostile)).to.deep.equal([...ATTACKS])
  })

  it('proves each of the 31 checks by tests that exist', () => {
    const rows = rowsOf(part('What is checked'))
    expect(rows.map(([check = '']) => Number.parseInt(check, 10))).to.deep.equal(
      Array.from({ length: 31 }, (_, index) => index + 1),
    )
    const titles = new Set(filesOf('test', ['.test.ts']).flatMap(({ path, text }) => findTitles(path, text)))
    const named = rows.flatMap(([, own = '', desk = '']) => [...codesOf(own), ...codesOf(desk)])
    expect(named.filter((title) => !titles.has(title))).to.deep.equal([])
  })

  it('tells every switch to be tested otherwise than by default', () => {
    const tests = filesOf('test/sandbox/wecom', ['.ts'])
    const words = tests.filter(({ path }) => !path.endsWith('document.test.ts')).map(({ text }) => text)
    const untested = Object.keys(parseSwitches({})).filter(
      (name) => !words.some((text) => text.includes(name)),
    )
    expect(untested).to.deep.equal([])
  })
})
