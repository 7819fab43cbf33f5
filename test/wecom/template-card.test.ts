import { expect } from 'chai'
import { cutToBytes, cutToChars } from '../../src/wecom/template-card.ts'

describe('cutToBytes and cutToChars', () => {
  it('leave alone what fits exactly', () => {
    expect(cutToBytes('电梯', 6)).to.equal('电梯')
    expect(cutToChars('电梯', 2)).to.equal('电梯')
    expect(cutToBytes('', 0)).to.equal('')
  })

  it('never split a character', () => {
    expect(cutToBytes('电梯', 5)).to.equal('电')
    expect(cutToBytes('a😀', 4)).to.equal('a')
    expect(cutToChars('😀😀😀', 2)).to.equal('😀😀')
  })

  it('count the ending that they add, and add it only to what was cut', () => {
    expect(cutToChars('三栋电梯停了', 5, '…')).to.equal('三栋电梯…')
    expect(cutToChars('三栋电梯', 4, '…')).to.equal('三栋电梯')
    expect(cutToBytes('三栋电梯', 9, '…')).to.equal('三栋…')
  })

  it('leave the ending out where it would not fit', () => {
    expect(cutToBytes('三栋', 3, '…')).to.equal('三')
    expect(cutToChars('三栋', 0, '…')).to.equal('')
    expect(cutToBytes('三栋', 2, '…')).to.equal('')
  })

  it('drop half characters, which the platform refuses (40033)', () => {
    expect(cutToBytes('a\ud83db', 10)).to.equal('ab')
    expect(cutToChars('\ude00电梯', 10)).to.equal('电梯')
  })

  it('stay within the limit for every length', () => {
    const text = '3栋😀电梯é停了'
    for (let max = 0; max <= 30; max += 1) {
      for (const ending of ['', '…', '……']) {
        expect(Buffer.byteLength(cutToBytes(text, max, ending))).to.be.at.most(max)
        expect(Array.from(cutToChars(text, max, ending)).length).to.be.at.most(max)
      }
    }
  })
})
