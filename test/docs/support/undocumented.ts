import ts from 'typescript'

/**
 * The names that a source file exports without a doc comment of its own. A type that zod infers from a schema may lean
 * on the comment of the schema, and what is exported together in one statement shares one comment; re-exports are
 * documented where they are made.
 */
export function findUndocumented(fileName: string, text: string): string[] {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true)
  const exported = file.statements.filter(isExported)
  return exported
    .filter((statement) => !hasComment(statement) && !isInferred(statement, file))
    .flatMap((statement) => namesOf(statement))
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  )
}

function hasComment(statement: ts.Statement): boolean {
  return ts.getJSDocCommentsAndTags(statement).some((comment) => ts.getTextOfJSDocComment(comment.comment))
}

/** `export type X = z.infer<typeof XSchema>`, or the type of a list's members `(typeof LIST)[number]`. */
function isInferred(statement: ts.Statement, file: ts.SourceFile): boolean {
  return ts.isTypeAliasDeclaration(statement) && /\btypeof \w/.test(statement.type.getText(file))
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText())
  const named = statement as ts.Statement & { name?: ts.Node }
  return [named.name?.getText() ?? 'default']
}
