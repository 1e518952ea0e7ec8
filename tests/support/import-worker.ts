import { once } from 'node:events'
import { workOnImport } from '@/lib/imports/commands/run'
import { workOnUndo } from '@/lib/imports/commands/take-back'
import { isDatabaseAway } from '@/lib/platform/db/errors'

/** A worker of its own process, to be killed in the middle: told on its standard input what to work on. */
process.stdout.write('ready\n')
const [line] = await once(process.stdin, 'data')
const { importId, undo, at } = JSON.parse(String(line))
try {
  await (undo ? workOnUndo : workOnImport)(importId, new Date(at))
  process.exit(0)
} catch (error) {
  if (!isDatabaseAway(error)) process.stderr.write(`${error}\n`)
  process.exit(1) // the database is gone: the next worker goes on
}
