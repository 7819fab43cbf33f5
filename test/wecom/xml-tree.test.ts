import { expect } from 'chai'
import { parseXml } from '../../src/wecom/xml-tree.ts'

describe('parseXml', () => {
  it('reads values as text, without the whitespace around and inside CDATA', () => {
    const xml = '<xml>\n <A>\n  <![CDATA[ LiGong\n]]>\n </A><B> 007 </B><C/><D></D>\n</xml>\n'
    expect(parseXml(xml)).to.deep.equal({ A: 'LiGong', B: '007', C: '', D: '' })
  })

  it('leaves markup and ampersands inside CDATA alone and decodes the five entities outside', () => {
    const xml =
      '<xml><A><![CDATA[<!DOCTYPE html> a &amp; b <!-- c -->]]></A><B>a &amp; &lt;b&gt; &foo;</B></xml>'
    expect(parseXml(xml)).to.deep.equal({ A: '<!DOCTYPE html> a &amp; b <!-- c -->', B: 'a & <b> &foo;' })
  })

  it('reads repeatable elements as arrays even when there is one', () => {
    expect(parseXml('<xml><L><item><K>1</K></item></L></xml>')).to.deep.equal({ L: { item: [{ K: '1' }] } })
  })

  it('joins CDATA that was split to carry its own end mark', () => {
    expect(parseXml('<xml><A><![CDATA[a]]]]><![CDATA[>b]]></A></xml>')).to.deep.equal({ A: 'a]]>b' })
  })

  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "${'&a;'.repeat(50)}">]><xml><A>&b;</A></xml>`
  const refused: Record<string, string> = {
    nothing: '',
    'plain words': '电梯停了',
    JSON: '{"a":1}',
    'an unclosed element': '<xml><A>1</xml>',
    'an unclosed CDATA': '<xml><A><![CDATA[1</A></xml>',
    'words after the end': '<xml><A>1</A></xml>x',
    'another root': '<html><A>1</A></html>',
    'two roots': '<xml><A>1</A></xml><xml/>',
    'a root with text only': '<xml>text</xml>',
    'a document type': '<!DOCTYPE xml><xml><A>1</A></xml>',
    'an entity bomb': bomb,
    'an external entity': '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><A>&f;</A></xml>',
    'a document type in small letters': '<!doctype x><xml><A>1</A></xml>',
    'a document type hidden behind CDATA in comments':
      '<!-- <![CDATA[ --><!DOCTYPE x [<!ENTITY a "b">]><!-- ]]> --><xml><A>&a;</A></xml>',
    'a processing instruction': '<xml><?php echo 1 ?><A>1</A></xml>',
    'a name that would reach into objects': '<xml><__proto__><A>1</A></__proto__></xml>',
    'elements nested without end': `<xml>${'<A>'.repeat(30_000)}${'</A>'.repeat(30_000)}</xml>`,
  }
  for (const [title, xml] of Object.entries(refused)) {
    it(`refuses ${title}`, () => {
      expect(parseXml(xml)).to.equal(undefined)
    })
  }

  it('accepts an XML declaration in front', () => {
    expect(parseXml('<?xml version="1.0" encoding="UTF-8"?>\n<xml><A>1</A></xml>')).to.deep.equal({ A: '1' })
  })
})
