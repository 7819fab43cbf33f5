import { resolve } from 'node:path'
import { codeOf } from '../errors.ts'
import { backUp } from './data/backup.ts'
import { withDatabase } from './data/database.ts'
import { exportTo } from './data/export.ts'
import { importFrom } from './data/import.ts'
import { repair } from './data/repair.ts'
import { deskStore } from './desk-store.ts'

const USAGE = `Usage: npm run -s data -- <command>
  export <folder | file.jsonl>   writes every document as Extended JSON, one a line; a folder gets one file for each
                                 collection, ready for mongoimport
  import <folder | file.jsonl>   inserts documents written by export, or by mongoexport into a folder
  backup <folder>                copies the embedded store of DATA_DIR, which may be running
  repair                         keeps what is readable of a damaged store, which must not be running
export and import work on MONGODB_URI when it is set, else on the embedded store in DATA_DIR (default ./data).`

/** The command line of the data tools. Gives the exit code: 0, or 1 when something was refused or left out. */
async function run([command, path]: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const dataDir = deskStore(resolve(env.DATA_DIR ?? './data'))
  const source = { dataDir, uri: env.MONGODB_URI }
  if (command === 'repair') return report(await repair(dataDir))
  if (path === undefined) {
    console.error(USAGE)
    return 1
  }
  switch (command) {
    case 'export':
      return report(await withDatabase(source, (db) => exportTo(db, path)))
    case 'import': {
      const result = await withDatabase(source, (db) => importFrom(db, path))
      report(result)
      return result.duplicates > 0 ? 1 : 0
    }
    case 'backup':
      // The copy can serve as a DATA_DIR, so its store lies where a desk looks for it.
      return report({ ...(await backUp(dataDir, deskStore(path))), folder: path })
    default:
      console.error(USAGE)
      return 1
  }
}

function report(result: object): 0 {
  console.log(JSON.stringify(result))
  return 0
}

try {
  process.exitCode = await run(process.argv.slice(2), process.env)
} catch (error) {
  console.error(`${codeOf(error)}: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
