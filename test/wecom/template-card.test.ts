import { expect } from 'chai'
import { cutToBytes } from '../../src/wecom/template-card.ts'

describe('cutToBytes', () => {
  it('leaves alone what fits exactly', () => {
    expect(cutToBytes('电梯', 6)).to.equal('电梯')
    expect(cutToBytes('', 0)).to.equal('')
  })

  it('never splits a character', () => {
    expect(cutToBytes('电梯', 5)).to.equal('电')
    expect(cutToBytes('a😀', 4)).to.equal('a')
  })

  it('counts the ending that it adds, and adds it only to what was cut', () => {
    expect(cutToBytes('三栋电梯', 12, '…')).to.equal('三栋电梯')
    expect(cutToBytes('三栋电梯', 9, '…')).to.equal('三栋…')
  })

  it('leaves the ending out where it would not fit', () => {
    expect(cutToBytes('三栋', 3, '…')).to.equal('三')
    expect(cutToBytes('三栋', 2, '…')).to.equal('')
  })

  it('drops half characters, which the platform refuses (40033)', () => {
    expect(cutToBytes('a\ud83db', 10)).to.equal('ab')
  })

  it('stays within the limit for every length', () => {
    for (let max = 0; max <= 30; max += 1)
      for (const ending of ['', '…', '……'])
        expect(Buffer.byteLength(cutToBytes('3栋😀电梯é停了', max, ending))).to.be.at.most(max)
  })
})
