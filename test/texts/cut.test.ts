import { expect } from 'chai'
import { cutToChars } from '../../src/texts/cut.ts'

describe('cutToChars', () => {
  it('leaves alone what fits, and marks what was cut within the limit', () => {
    expect(cutToChars('三栋电梯', 4)).to.equal('三栋电梯')
    expect(cutToChars('三栋电梯停了', 5)).to.equal('三栋电梯…')
    expect(cutToChars('', 5)).to.equal('')
  })

  it('counts and keeps whole characters, and drops halves', () => {
    expect(cutToChars('😀😀😀', 2)).to.equal('😀…')
    expect(cutToChars('\ude00电梯', 2)).to.equal('电梯')
  })
})
