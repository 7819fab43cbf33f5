import ts from 'typescript'

const TITLED = new Set(['it', 'describe', 'describeInBrowser'])

/** The titles of the tests and suites in a test file, as they are written there; `it.skip` and the like count. */
export function findTitles(fileName: string, text: string): string[] {
  const titles: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const called = ts.isPropertyAccessExpression(node.expression)
        ? node.expression.expression
        : node.expression
      const [title] = node.arguments
      if (ts.isIdentifier(called) && TITLED.has(called.text) && title !== undefined)
        titles.push(textOf(title))
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true))
  return titles
}

function textOf(title: ts.Expression): string {
  return ts.isStringLiteralLike(title) ? title.text : title.getText().slice(1, -1)
}
