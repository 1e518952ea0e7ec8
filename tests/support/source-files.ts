import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'

const NOT_SOURCE =
  /^(\.git|\.next|\.data|node_modules|test-results|playwright-report|next-env\.d\.ts)$|\.(log|tsbuildinfo)$/

/** The files that belong to the repository: git's word, or in a copy without git all but what is made here. */
export function sourceFiles(): string[] {
  try {
    const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return listed.split('\n').filter(Boolean)
  } catch {
    return walk('')
  }
}

function walk(folder: string): string[] {
  return readdirSync(folder || '.', { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name
    if ((!folder && NOT_SOURCE.test(entry.name)) || path === 'lib/platform/db/generated') return []
    return entry.isDirectory() ? walk(path) : [path]
  })
}
