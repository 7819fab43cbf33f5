import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { openSealed, sealReply } from '../../src/wecom/sealed-message.ts'
import { parseXml } from '../../src/wecom/xml-tree.ts'
import { SEALED_VECTORS } from '../fixtures/sealed-vectors.ts'
import { CORP_ID, KEY, NONCE, OLD_KEY, sealed, signed, TIMESTAMP } from './support/keys.ts'

describe('openSealed', () => {
  for (const vector of SEALED_VECTORS) {
    it(`opens ${vector.title}`, () => {
      expect(openSealed(vector, [vector.key], vector.receiveId)).to.deep.equal({ message: vector.message })
    })
    it(`refuses ${vector.title} for another receiver`, () => {
      expect(openSealed(vector, [vector.key], 'ww_somebody_else')).to.deep.equal({ refused: 'receive_id' })
    })
  }

  it('opens with an older key while keys are rotated', () => {
    const text = sealed('老钥匙', { key: OLD_KEY })
    expect(openSealed(text, [KEY, OLD_KEY], CORP_ID)).to.deep.equal({ message: '老钥匙' })
    expect(openSealed(text, [KEY], CORP_ID)).to.deep.equal({ refused: 'signature' })
  })

  it('opens when two keys share a token and only the AES key was changed', () => {
    const older = { ...OLD_KEY, token: KEY.token }
    const text = sealed('同一个令牌', { key: older })
    expect(openSealed(text, [KEY, older], CORP_ID)).to.deep.equal({ message: '同一个令牌' })
  })

  const good = sealed('消息')
  const forged = {
    'another signature': { ...good, signature: 'a'.repeat(40) },
    'an empty signature': { ...good, signature: '' },
    'a signature in capitals': { ...good, signature: good.signature.toUpperCase() },
    'a signature that is too long': { ...good, signature: `${good.signature}00` },
    'a signature of as many characters but more bytes': { ...good, signature: '签'.repeat(40) },
    'another timestamp': { ...good, timestamp: '1793606401' },
    'another nonce': { ...good, nonce: '7031553' },
    'another ciphertext': { ...good, encrypted: sealed('别的').encrypted },
  }
  for (const [title, text] of Object.entries(forged)) {
    it(`refuses ${title} before looking inside`, () => {
      expect(openSealed(text, [KEY], CORP_ID)).to.deep.equal({ refused: 'signature' })
    })
  }

  it('refuses everything when there is no key', () => {
    expect(openSealed(good, [], CORP_ID)).to.deep.equal({ refused: 'signature' })
  })

  const damaged = {
    'no ciphertext at all': '',
    'what is no Base64': '这不是密文',
    'Base64 with a foreign character inside': `${good.encrypted.slice(0, 20)}*${good.encrypted.slice(21)}`,
    'a ciphertext with a space for a plus sign': good.encrypted.replace(/.{3}/, 'a b'),
    'a cut ciphertext': good.encrypted.slice(0, 40),
    'half a block': randomBytes(16).toString('base64'),
    'random blocks': randomBytes(64).toString('base64'),
    'one changed byte': flipByte(good.encrypted, 40),
  }
  for (const [title, encrypted] of Object.entries(damaged)) {
    it(`refuses ${title} although it is signed`, () => {
      expect(openSealed(signed(encrypted), [KEY], CORP_ID)).to.deep.equal({ refused: 'ciphertext' })
      expect(openSealed(signed(encrypted), [KEY], '')).to.deep.equal({ refused: 'ciphertext' })
    })
  }

  it('refuses a text sealed with another AES key, even where the receiver is empty', () => {
    const text = signed(sealed('垃圾', { key: OLD_KEY, receiveId: '' }).encrypted)
    expect(openSealed(text, [KEY], '')).to.deep.equal({ refused: 'ciphertext' })
  })

  it('refuses with a key that is none instead of throwing', () => {
    const broken = { token: KEY.token, encodingAesKey: 'short' }
    expect(openSealed(good, [broken], CORP_ID)).to.deep.equal({ refused: 'ciphertext' })
  })

  it('keeps every character of a long text', () => {
    const long = '电梯😀\n'.repeat(5000)
    expect(openSealed(sealed(long), [KEY], CORP_ID)).to.deep.equal({ message: long })
  })
})

describe('sealReply', () => {
  it('makes an envelope that the platform can open', () => {
    const xml = '<xml><MsgType><![CDATA[text]]></MsgType></xml>'
    const reply = parseXml(sealReply({ xml, timestamp: TIMESTAMP, nonce: NONCE }, KEY, CORP_ID))
    expect(reply).to.include({ TimeStamp: TIMESTAMP, Nonce: NONCE })
    const { Encrypt: encrypted, MsgSignature: signature } = reply ?? {}
    if (typeof encrypted !== 'string' || typeof signature !== 'string') throw new Error('incomplete reply')
    const text = { signature, timestamp: TIMESTAMP, nonce: NONCE, encrypted }
    expect(openSealed(text, [KEY], CORP_ID)).to.deep.equal({ message: xml })
  })
})

/** The same Base64 text with one bit of byte `index` turned over. */
function flipByte(base64: string, index: number): string {
  const bytes = Buffer.from(base64, 'base64')
  bytes[index] = (bytes[index] ?? 0) ^ 1
  return bytes.toString('base64')
}
