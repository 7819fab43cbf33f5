import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** The TypeScript files below a folder, parsed. */
function sourcesOf(folder: string): ts.SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const path = join(folder, name)
      return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
    })
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node)
  ts.forEachChild(node, (child) => {
    visit(child, see)
  })
}

/** The string literals that an expression can come to: itself, or what a condition chooses between. */
function literalsOf(expression: ts.Expression): string[] {
  if (ts.isStringLiteral(expression)) return [expression.text]
  if (ts.isConditionalExpression(expression))
    return [...literalsOf(expression.whenTrue), ...literalsOf(expression.whenFalse)]
  return []
}

/** Every literal given to the property of this name, in object literals below the folder. */
export function literalsOfProperty(folder: string, property: string): Set<string> {
  const found: string[] = []
  for (const source of sourcesOf(folder)) {
    visit(source, (node) => {
      if (ts.isPropertyAssignment(node) && node.name.getText() === property)
        found.push(...literalsOf(node.initializer))
    })
  }
  return new Set(found)
}

/** Every literal given as the n-th argument of calls of this function below the folder. */
export function literalsOfArgument(folder: string, callee: string, index: number): Set<string> {
  const found: string[] = []
  for (const source of sourcesOf(folder)) {
    visit(source, (node) => {
      if (!ts.isCallExpression(node) || node.expression.getText() !== callee) return
      const argument = node.arguments[index]
      if (argument !== undefined) found.push(...literalsOf(argument))
    })
  }
  return new Set(found)
}

/** The keys of the object literal that a constant of this name is declared as. */
export function keysOfConstant(folder: string, constant: string): Set<string> {
  const found: string[] = []
  for (const source of sourcesOf(folder)) {
    visit(source, (node) => {
      if (!ts.isVariableDeclaration(node) || node.name.getText() !== constant) return
      const value =
        node.initializer !== undefined && ts.isAsExpression(node.initializer)
          ? node.initializer.expression
          : node.initializer
      if (value !== undefined && ts.isObjectLiteralExpression(value))
        found.push(...value.properties.flatMap((property) => property.name?.getText() ?? []))
    })
  }
  return new Set(found)
}

/** The names read off a constant (`ANSWERS.help`) below the folder. */
export function namesReadFrom(folder: string, constant: string): Set<string> {
  const found: string[] = []
  for (const source of sourcesOf(folder)) {
    visit(source, (node) => {
      if (ts.isPropertyAccessExpression(node) && node.expression.getText() === constant)
        found.push(node.name.text)
    })
  }
  return new Set(found)
}
