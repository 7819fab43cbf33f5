/** One instruction of a Dockerfile: `RUN`, its flags such as `--from=build`, and the rest of its line. */
export interface Instruction {
  name: string
  flags: Record<string, string>
  rest: string
}

/** One stage: what it starts from, its name, and its instructions in order. */
export interface Stage {
  base: string
  name: string | undefined
  instructions: Instruction[]
}

/** Reads the part of the Dockerfile language that ours uses; throws on an instruction outside of any stage. */
export function parseDockerfile(text: string): Stage[] {
  const lines = text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const stages: Stage[] = []
  const args: Record<string, string> = {}
  for (const line of lines) {
    const { name, flags, rest } = parseInstruction(line)
    const stage = stages.at(-1)
    if (name === 'FROM') {
      const [base = '', , as] = rest.split(/\s+/)
      stages.push({ base: fillIn(base, args), name: as, instructions: [] })
    } else if (stage !== undefined) stage.instructions.push({ name, flags, rest })
    else if (name === 'ARG') {
      const [key = '', value = ''] = rest.split('=')
      args[key] = value
    } else throw new Error(`${name} before any FROM`)
  }
  return stages
}

function parseInstruction(line: string): Instruction {
  const [name = '', ...words] = line.split(/\s+/)
  const flagCount = words.findIndex((word) => !word.startsWith('--'))
  const flags = words.slice(0, flagCount).map((word) => word.slice(2).split('='))
  // A HEALTHCHECK's own command comes after its flags and is kept as it stands.
  const rest = flagCount === -1 ? '' : line.slice(line.indexOf(words[flagCount] ?? '', name.length))
  return { name, flags: Object.fromEntries(flags) as Record<string, string>, rest }
}

/** Puts the values of variables in: `${NAME}` or `$NAME`. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{(\w+)\}|\$(\w+)/g, (_, braced?: string, bare?: string) => {
    const value = values[braced ?? bare ?? '']
    if (value === undefined) throw new Error(`${text}: no such variable`)
    return value
  })
}

/** `KEY=value KEY2=value2` of an ENV instruction. */
export function parseEnv(rest: string): Record<string, string> {
  return Object.fromEntries(
    rest.split(/\s+/).map((pair) => {
      const [key = '', ...value] = pair.split('=')
      return [key, value.join('=')]
    }),
  )
}

/** The program and arguments of `["node", "…"]`, which may stand after `CMD`. */
export function parseExecForm(rest: string): string[] {
  const words: unknown = JSON.parse(rest.replace(/^CMD\s+/, ''))
  if (!Array.isArray(words) || !words.every((word) => typeof word === 'string'))
    throw new Error(`not an exec form: ${rest}`)
  return words
}
