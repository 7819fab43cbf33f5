import { expect } from 'chai'
import { CONTENT_TYPES, formatOf, MEDIA_FORMATS } from '../../src/media/format.ts'
import { judgeMedia } from '../../src/media/judge.ts'
import type { MediaKind } from '../../src/media/media-kind.ts'
import { samplePolicy } from '../support/builders.ts'

const bytes = (head: string, length = 64) =>
  Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(length)])
const boxed = (brand: string) => bytes(`\0\0\0\x18ftyp${brand}`)

describe('formatOf', () => {
  const BMP = bytes('BM\x46\0\0\0')
  const cases: [name: string, bytes: Buffer, format: string | undefined][] = [
    ['JPEG', bytes('\xff\xd8\xff\xe0'), 'jpeg'],
    ['PNG', bytes('\x89PNG\r\n\x1a\n'), 'png'],
    ['GIF', bytes('GIF89a'), 'gif'],
    ['WebP', bytes('RIFF\0\0\0\0WEBP'), 'webp'],
    ['WAV', bytes('RIFF\0\0\0\0WAVE'), 'wav'],
    ['BMP', BMP, 'bmp'],
    ['HEIC', boxed('heic'), 'heic'],
    ['MP4', boxed('isom'), 'mp4'],
    ['QuickTime', boxed('qt  '), 'mov'],
    ['M4A', boxed('M4A '), 'm4a'],
    ['AMR', bytes('#!AMR\n'), 'amr'],
    ['MP3 with tags', bytes('ID3\x04'), 'mp3'],
    ['PDF', bytes('%PDF-1.7'), 'pdf'],
    ['old Office', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'office'],
    ['new Office', bytes('PK\x03\x04'), 'zip'],
    ['Chinese words', Buffer.from('漏水的房间\r\n\t3-2-501'), 'text'],
    ['words that begin like a bitmap', Buffer.from('BM is not a picture'), 'text'],
    ['a Windows program', bytes('MZ\x90'), 'program'],
    ['a Linux program', bytes('\x7fELF'), 'program'],
    ['a script', Buffer.from('#!/bin/sh\nrm -rf /'), 'program'],
    ['a page', Buffer.from(' <!DOCTYPE html><script>1</script>'), undefined],
    ['a drawing with a script', Buffer.from('<svg onload="x()"/>'), undefined],
    ['noise', Buffer.from([0x00, 0x9c, 0x01]), undefined],
  ]
  for (const [name, given, format] of cases)
    it(`knows ${name} by its bytes`, () => {
      expect(formatOf(given)).to.equal(format)
    })

  it('has a content type for each format that a policy can allow', () => {
    expect(Object.keys(CONTENT_TYPES).sort()).to.deep.equal([...MEDIA_FORMATS].sort())
  })
})

describe('judgeMedia', () => {
  const limits = samplePolicy.media.kinds
  const JPEG = bytes('\xff\xd8\xff')

  it('takes a photo and tells its true content type', () => {
    expect(judgeMedia('image', JPEG, limits)).to.deep.equal({ bytes: JPEG, contentType: 'image/jpeg' })
  })

  it('takes nothing that is not what it was sent as', () => {
    const wrong: [MediaKind, Buffer][] = [
      ['image', bytes('%PDF-1.7')],
      ['image', bytes('MZ')],
      ['voice', JPEG],
      ['video', bytes('#!AMR\n')],
      ['file', bytes('\x7fELF')],
      ['file', Buffer.from('<html>')],
    ]
    for (const [kind, given] of wrong)
      expect(judgeMedia(kind, given, limits), kind).to.deep.equal({ refused: 'wrong_type' })
  })

  it('takes up to the limit of the policy and not a byte more', () => {
    const most = limits.image.mostBytes
    const photo = bytes('\xff\xd8\xff', most - 3)
    expect(judgeMedia('image', photo, limits)).to.have.property('contentType')
    expect(judgeMedia('image', bytes('\xff\xd8\xff', most - 2), limits)).to.deep.equal({ refused: 'too_big' })
    expect(judgeMedia('image', Buffer.alloc(0), limits)).to.deep.equal({ refused: 'empty' })
  })
})
