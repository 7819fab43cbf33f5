import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { createClockFile } from '../../src/sandbox/clock-file.ts'
import { createMovableClock } from '../../src/sandbox/movable-clock.ts'

const HOUR = 3_600_000
const at = (text: string): Date => new Date(`2026-11-24T${text}Z`)

describe('the movable clock', () => {
  it('runs with its base, ahead by the offset', () => {
    let real = at('01:00:00')
    const clock = createMovableClock({ base: { now: () => real } })
    clock.moveTo(at('03:00:00'))
    real = at('01:00:10')
    expect(clock.now()).to.deep.equal(at('03:00:10'))
    expect(clock.offsetMs).to.equal(2 * HOUR)
  })

  it('does not move for an instant already past', () => {
    const moves: number[] = []
    const clock = createMovableClock({
      base: { now: () => at('01:00:00') },
      offsetMs: HOUR,
      onMove: (offsetMs) => moves.push(offsetMs),
    })
    clock.moveTo(at('01:30:00'))
    clock.moveTo(at('02:00:00'))
    expect([clock.offsetMs, moves]).to.deep.equal([HOUR, []])
  })

  it('stays where it was when the new offset cannot be kept', () => {
    const clock = createMovableClock({
      base: { now: () => at('01:00:00') },
      onMove: () => {
        throw new Error('disk full')
      },
    })
    expect(() => clock.moveTo(at('02:00:00'))).to.throw('disk full')
    expect(clock.now()).to.deep.equal(at('01:00:00'))
  })

  it('refuses no date and a start in the past', () => {
    expect(() => createMovableClock().moveTo(new Date('no')))
      .to.throw()
      .with.property('code', 'bad_instant')
    for (const offsetMs of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => createMovableClock({ offsetMs }))
        .to.throw()
        .with.property('code', 'bad_clock_offset')
  })
})

describe('the clock file', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'clock-'))
  })
  afterEach(() => rmSync(dir, { recursive: true }))

  it('gives 0 at first, then what was written last, and leaves nothing else behind', () => {
    const data = join(dir, 'data')
    expect(createClockFile(data).read()).to.equal(0)
    createClockFile(data).write(HOUR)
    createClockFile(data).write(2 * HOUR)
    expect(createClockFile(data).read()).to.equal(2 * HOUR)
    expect(readdirSync(data)).to.deep.equal(['sandbox-clock.json'])
  })

  for (const broken of ['', '{', '{"offsetMs":-1}', '{"offsetMs":"1"}', '[]']) {
    it(`says clock_file_broken for ${JSON.stringify(broken)}`, () => {
      writeFileSync(join(dir, 'sandbox-clock.json'), broken)
      expect(() => createClockFile(dir).read())
        .to.throw()
        .with.property('code', 'clock_file_broken')
    })
  }
})
