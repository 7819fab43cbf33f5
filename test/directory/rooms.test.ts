import { expect } from 'chai'
import sample from '../../config/communities.json' with { type: 'json' }
import { communitySchema } from '../../src/config/communities.ts'
import { createDirectory } from '../../src/directory/index.ts'
import { buildRooms } from '../../src/directory/rooms.ts'

describe('rooms', () => {
  const directory = createDirectory([communitySchema.parse(sample.communities[0])], [])

  for (const room of ['1-1-101', '3-2-501', '8-2-1804', 'S1-103']) {
    it(`REC-4.2 knows the room ${room}`, () => expect(directory.hasRoom('cuihu', room)).to.be.true)
  }

  for (const room of [
    '',
    '501',
    '3-501',
    '9-1-101',
    '0-1-101',
    '3-3-501',
    '3-2-1901',
    '3-2-505',
    '3-2-0501',
    'S1-104',
  ]) {
    it(`REC-4.2 does not know "${room}"`, () => expect(directory.hasRoom('cuihu', room)).to.be.false)
  }

  it('builds towers without units, with letters, without the fourth floor', () => {
    const rooms = buildRooms({
      buildings: [
        { names: ['A', '西区-6'], floors: { from: 3, to: 5, without: [4] }, flats: ['01', '02'] },
        { names: ['3'], floors: { from: 21, to: 21 }, flats: ['C'], rooms: ['云栖苑-8'] },
      ],
    })
    expect([...rooms]).to.deep.equal([
      'A-301',
      'A-302',
      'A-501',
      'A-502',
      '西区-6-301',
      '西区-6-302',
      '西区-6-501',
      '西区-6-502',
      '3-21C',
      '云栖苑-8',
    ])
  })
})
