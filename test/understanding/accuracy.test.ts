import { expect } from 'chai'
import { load } from '../../bench/understanding/labelled.ts'
import type { Labelled } from '../../bench/understanding/labelled.ts'
import { CATEGORIES, understand } from '../../src/understanding/index.ts'

const share = (rows: Labelled[], right: (row: Labelled) => boolean): number =>
  rows.filter(right).length / rows.length
const groupOf = (category: Labelled['category']): string | undefined => CATEGORIES.get(category)?.group

describe('accuracy on the sealed messages', () => {
  const sealed = load('sealed')

  it('keeps kind, group and category', () => {
    expect(share(sealed, (row) => understand(row.text).kind === row.kind)).to.be.above(0.92)
    expect(
      share(sealed, (row) => groupOf(understand(row.text).category) === groupOf(row.category)),
    ).to.be.above(0.92)
    expect(share(sealed, (row) => understand(row.text).category === row.category)).to.be.above(0.85)
  })
  it('keeps room and phone', () => {
    expect(share(sealed, (row) => understand(row.text).room === row.room)).to.be.at.least(0.98)
    expect(share(sealed, (row) => understand(row.text).phone === row.phone)).to.be.at.least(0.99)
  })
  it('misses no emergency and hardly anything urgent', () => {
    expect(
      sealed.filter((row) => row.kind === 'emergency' && understand(row.text).kind !== 'emergency'),
    ).to.deep.equal([])
    const urgent = sealed.filter((row) => row.urgent)
    expect(share(urgent, (row) => understand(row.text).urgent)).to.be.at.least(0.97)
    expect(
      share(
        sealed.filter((row) => understand(row.text).urgent),
        (row) => row.urgent,
      ),
    ).to.be.at.least(0.85)
  })
  it('is measured on messages the reader was not taught with', () => {
    const taught = new Set([...load('training'), ...load('development')].map(({ text }) => text))
    const shared = sealed.filter(({ text }) => text.length > 4 && taught.has(text))
    expect(shared.map(({ text }) => text)).to.deep.equal([])
  })
})
