import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sourceFiles } from '../support/source-files'

const files = sourceFiles()

const TOP_LEVEL = [
  'app',
  'components',
  'lib',
  'prisma',
  'tests',
  'public',
  '.ci',
  '.github',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'next.config.ts',
  'README.md',
  'LICENSE',
  // each of these is where its tool insists on finding it
  '.dependency-cruiser.cjs',
  '.dockerignore',
  '.gitignore',
  'Dockerfile',
  'biome.json',
  'compose.yaml',
  'instrumentation.ts',
  'knip.json',
  'playwright.config.ts',
  'postcss.config.mjs',
  'prisma.config.ts',
  'proxy.ts',
  'vitest.config.ts',
]

const NOT_DOMAINS = ['cli', 'i18n', 'platform']
const VAGUE = /(^|\/)(utils?|helpers?|common|misc|shared|index|types|constants)\.(ts|tsx)$/

describe('the shape of the house', () => {
  it('has a fixed top level', () => {
    const found = new Set(files.map((file) => file.split('/')[0] ?? ''))
    expect([...found].filter((name) => !TOP_LEVEL.includes(name))).toEqual([])
  })

  it('has no barrels and no rooms for everything', () => {
    const allowed = /^app\/api\/v1\/_resources\/common\.ts$/
    expect(files.filter((file) => VAGUE.test(file) && !allowed.test(file))).toEqual([])
  })

  it('keeps subfolders of a domain to commands and queries', () => {
    const folders = files.flatMap((file) => {
      const [, domain, folder] = /^lib\/([^/]+)\/([^/]+)\//.exec(file) ?? []
      return domain && folder && !NOT_DOMAINS.includes(domain) ? [`${domain}/${folder}`] : []
    })
    const strange = [...new Set(folders)].filter((path) => !/\/(commands|queries)$/.test(path))
    expect(strange).toEqual([])
  })

  it('has either a file or a folder for commands and for queries', () => {
    const doubled = files.filter((file) => {
      const [, room] = /^(lib\/[^/]+\/(?:commands|queries))\.ts$/.exec(file) ?? []
      return room && files.some((other) => other.startsWith(`${room}/`))
    })
    expect(doubled).toEqual([])
  })

  it('has messages in both languages wherever it has them in one', () => {
    const named = (locale: string) =>
      files
        .filter((file) => file.endsWith(`messages.${locale}.json`))
        .map((file) => file.replace(`.${locale}.`, '.'))
    expect(named('ru')).toEqual(named('en'))
  })

  it('keeps pages short', () => {
    const pages = files.filter((file) => /^app\/.*\/page\.tsx$/.test(file))
    expect(pages.filter((file) => linesOf(file) > 80)).toEqual([])
  })
})

function linesOf(file: string): number {
  return readFileSync(file, 'utf8').split('\n').length - 1
}
