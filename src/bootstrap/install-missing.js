import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findMissingPackages } from './missing-packages.js'
import { isNodeNewEnough } from './node-version.js'
import { runNpm } from './run-npm.js'

// Runs before `npm start`, `npm test` and their like: a fresh clone needs no other preparation.
const root = fileURLToPath(new URL('../..', import.meta.url))
const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

function prepare() {
  if (!isNodeNewEnough(process.versions.node, engines.node)) {
    console.error(
      `Node ${engines.node} is needed, this is ${process.versions.node}. 需要 Node ${engines.node}。`,
    )
    return 1
  }
  if (findMissingPackages(root).length === 0) return 0
  if (isLinked(join(root, 'node_modules'))) {
    // npm would empty the folder behind the link, which belongs to somebody else.
    console.error('node_modules is a link: nothing was installed. node_modules 是链接，未安装依赖。')
    return 0
  }
  console.error('Installing what is missing (once) … 正在安装依赖（仅一次）…')
  // A newcomer who has NODE_ENV=production set still needs the tools that start and test the desk.
  const options = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const { status, missing } = runNpm(['ci', ...options], root)
  if (missing) console.error('npm was not found; it comes with Node (https://nodejs.org). 未找到 npm。')
  else if (status !== 0)
    console.error('The packages could not be installed; npm says why above. 依赖安装失败，原因见上。')
  return missing ? 1 : status
}

function isLinked(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
}

process.exitCode = prepare()
