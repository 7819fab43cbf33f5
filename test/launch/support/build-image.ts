import { cp, mkdir, readFile, stat } from 'node:fs/promises'
import { basename, join, posix } from 'node:path'
import { parseDockerfile, parseEnv, parseExecForm, type Stage } from './dockerfile.ts'
import { emptyFolder } from './folders.ts'
import { cleanEnv, run } from './run.ts'

/** What a Dockerfile builds, with a folder in the place of the root of its file system. */
export interface Image {
  root: string
  workdir: string
  env: Record<string, string>
  user: string | undefined
  command: string[]
  healthcheck: string[]
}

/** Runs the steps of a Dockerfile, without an engine: a folder for each stage, RUN in a shell, COPY as a copy. */
export async function buildImage(context: string): Promise<Image> {
  const stages = parseDockerfile(await readFile(join(context, 'Dockerfile'), 'utf8'))
  const allowed = await sentToTheBuilder(context)
  const built = new Map<string, Image>()
  let last: Image | undefined
  for (const stage of stages) {
    last = await buildStage(stage, context, allowed, built)
    built.set(stage.name ?? '', last)
  }
  if (last === undefined) throw new Error('a Dockerfile without a stage')
  return last
}

async function buildStage(
  { base, name, instructions }: Stage,
  context: string,
  allowed: ReadonlySet<string>,
  built: ReadonlyMap<string, Image>,
): Promise<Image> {
  if (!base.startsWith('node:')) throw new Error(`nothing here can stand in for ${base}`)
  const root = await emptyFolder(`image-${name ?? 'final'}`)
  const image: Image = { root, workdir: '/', env: {}, user: undefined, command: [], healthcheck: [] }
  for (const { name: instruction, flags, rest } of instructions) {
    switch (instruction) {
      case 'WORKDIR':
        image.workdir = posix.resolve(image.workdir, rest)
        await mkdir(join(root, image.workdir), { recursive: true })
        break
      case 'ENV':
        Object.assign(image.env, parseEnv(rest))
        break
      case 'COPY':
        if (flags.from === undefined) await copy(rest, context, image, (path) => allowed.has(path))
        else await copy(rest, requireStage(built, flags.from).root, image, () => true)
        break
      case 'RUN':
        await runStep(rest, image)
        break
      case 'USER':
        image.user = rest
        break
      case 'CMD':
        image.command = parseExecForm(rest)
        break
      case 'HEALTHCHECK':
        image.healthcheck = parseExecForm(rest)
        break
      case 'VOLUME':
      case 'EXPOSE':
        break
      default:
        throw new Error(`this test does not know ${instruction}`)
    }
  }
  return image
}

/** What `.dockerignore` leaves; ours ignores everything and takes some names back. */
async function sentToTheBuilder(context: string): Promise<Set<string>> {
  const lines = (await readFile(join(context, '.dockerignore'), 'utf8'))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  if (lines[0] !== '*' || !lines.slice(1).every((line) => /^!\.?[\w-][\w.-]*$/.test(line)))
    throw new Error('.dockerignore has a form that this test does not know')
  return new Set(lines.slice(1).map((line) => line.slice(1)))
}

async function copy(
  rest: string,
  from: string,
  image: Image,
  isSent: (path: string) => boolean,
): Promise<void> {
  const words = rest.split(/\s+/)
  const target = words.pop() ?? ''
  const into = join(image.root, posix.resolve(image.workdir, target))
  for (const source of words) {
    const top = posix.normalize(source).replace(/^\//, '').split('/')[0] ?? ''
    if (!isSent(top)) throw new Error(`COPY ${source}: .dockerignore keeps it from the builder`)
    const path = join(from, source)
    const intoFolder = target.endsWith('/') && !(await stat(path)).isDirectory()
    await cp(path, intoFolder ? join(into, basename(source)) : into, { recursive: true })
  }
}

async function runStep(command: string, { root, workdir, env }: Image): Promise<void> {
  const { code, stdout, stderr } = await run('sh', ['-c', command], {
    cwd: join(root, workdir),
    // What was downloaded once need not be downloaded for every run of this test.
    env: cleanEnv({ ...env, npm_config_prefer_offline: 'true' }),
  })
  if (code !== 0) throw new Error(`RUN ${command} ended with ${String(code)}:\n${stdout}\n${stderr}`)
}

function requireStage(built: ReadonlyMap<string, Image>, name: string): Image {
  const stage = built.get(name)
  if (stage === undefined) throw new Error(`COPY --from=${name}: no such stage`)
  return stage
}
