import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sourceFiles } from '../support/source-files'

const files = sourceFiles().filter((file) => /\.tsx?$/.test(file) && existsSync(file))

const isTest = (file: string) => file.includes('.test.') || file.startsWith('tests/')
const isDomain = (file: string) => /^lib\/(?!platform\/|cli\/|i18n\/)/.test(file)
const isPure = (file: string) => isDomain(file) && !/\/(queries|commands|actions|jobs)(\/|\.ts$)/.test(file)
const isCommand = (file: string) => isDomain(file) && /\/commands(\/|\.ts$)/.test(file)

type Rule = { name: string; where: (file: string) => boolean; word: RegExp }

const rules: Rule[] = [
  {
    name: 'pure files read no clock, no random, no environment',
    where: (file) => isPure(file) && !isTest(file) && !file.startsWith('lib/demo/'),
    word: /new Date\(\)|Date\.now\(|Math\.random\(|process\.env|randomUUID\(/,
  },
  {
    name: 'commands take the time from their actor',
    where: (file) => isCommand(file),
    word: /new Date\(\)|Date\.now\(|\bnow\(\)|current_timestamp|clock_timestamp/i,
  },
  { name: 'no SQL from text', where: () => true, word: /\$queryRawUnsafe|\$executeRawUnsafe|\bSql\.raw\(/ },
  {
    name: 'raw() of the sql tag stays where its names come from an enum',
    where: (file) => !isTest(file) && !file.startsWith('lib/platform/db/') && !file.startsWith('lib/funnel/'),
    word: /import \{[^}]*\braw\b[^}]*\} from '(sql-template-tag|@\/lib\/platform\/db\/sql)'/,
  },
  {
    name: 'nothing is switched off',
    where: () => true,
    word: /biome-ignore|@ts-(ignore|expect-error|nocheck)|eslint-disable/,
  },
  {
    name: 'no test is left alone or left out',
    where: isTest,
    word: /\b(it|test|describe)\.(only|skip|todo)\(/,
  },
  {
    name: 'no message of an error reaches a browser',
    where: (file) => /^(app|components)\//.test(file),
    word: /^(?!.*\blog\.).*\b(error|cause)\.message\b/,
  },
  {
    name: 'actors are minted at the gates only',
    where: (file) =>
      !isTest(file) &&
      !/^(lib\/platform\/(auth|actor)|lib\/cli\/|prisma\/seed\/|lib\/demo\/)|\/jobs\.ts$/.test(file),
    word: /\bmintActor\(/,
  },
]

const SELF = 'tests/architecture/forbidden-words.test.ts'

it('every property test has a seed: what fails once fails again', () => {
  const unseeded = files.filter((file) => {
    const text = readFileSync(file, 'utf8')
    if (file === SELF || text.includes('fc.configureGlobal({ seed:')) return false
    return count(text, 'fc.assert(') > count(text, 'seed:')
  })
  expect(unseeded).toEqual([])
})

const count = (text: string, word: string) => text.split(word).length - 1

describe('words that stand in the wrong place', () => {
  it.each(rules)('$name', ({ where, word }) => {
    const found = files
      .filter((file) => file !== SELF && where(file))
      .flatMap((file) =>
        readFileSync(file, 'utf8')
          .split('\n')
          .flatMap((line, index) => (word.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
      )
    expect(found).toEqual([])
  })
})
