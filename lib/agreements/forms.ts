import { ANSWER_KEYS } from './definition'
import type { AgreementKind } from './kinds'
import { MATRIX_ROLES } from './responsibilities'

/**
 * The editors' forms as the terms that the schemas read. Fields are flat (`criterion-2-grades`): a list may hold one row
 * more than there is, left empty where nothing is to be added.
 */
type Fields = Readonly<Record<string, unknown>>

const said = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
const list = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []

/** "4,5" hours → 270 minutes; empty → null; what is no number stays as it is, for the schema to refuse. */
export function minutesOfHours(value: unknown): number | string | null {
  const text = said(value).replace(',', '.')
  if (text === '') return null
  return /^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * 60) : text
}

function wholeNumber(value: unknown): number | string {
  const text = said(value).replace(/[\s\u00a0\u202f]/g, '')
  if (text === '') return 0
  return /^\d+$/.test(text) ? Number(text) : text
}

const isOn = (value: unknown): boolean => value === 'on' || value === 'true'

const names = (value: unknown): string[] =>
  said(value)
    .split(/[,;\n]/)
    .map((name) => name.trim())
    .filter(Boolean)

/** The rows `<prefix>-0`, `<prefix>-1` … in order, as far as the form has them. */
function rows(fields: Fields, prefix: string): ((name: string) => unknown)[] {
  const indexes = new Set<number>()
  for (const name of Object.keys(fields)) {
    const [head, index] = name.split('-')
    if (head === prefix && /^\d{1,3}$/.test(index ?? '')) indexes.add(Number(index))
  }
  return [...indexes]
    .sort((a, b) => a - b)
    .map((index) => (name: string) => fields[`${prefix}-${index}-${name}`])
    .filter((row) => !isOn(row('remove')))
}

function definition(fields: Fields) {
  const criteria = rows(fields, 'criterion')
    .map((row) => ({
      isNew: isOn(row('new')),
      scope: {
        channelIds: list(row('channels')).map(Number),
        segments: names(row('segments')),
        regions: names(row('regions')),
      },
      grades: list(row('grades')),
      answers: Object.fromEntries(
        ANSWER_KEYS.flatMap((key) => {
          const wanted = names(row(key))
          return wanted.length > 0 ? [[key, wanted]] : []
        }),
      ),
      fields: list(row('fields')),
    }))
    // The empty row for one criterion more: nothing was said of whom it is for.
    .filter(({ isNew, scope, grades }) => {
      const { channelIds, segments, regions } = scope
      return !isNew || channelIds.length + segments.length + regions.length + grades.length > 0
    })
    .map(({ isNew: _, ...criterion }) => criterion)
  return {
    criteria,
    sales: {
      verdictWithin: {
        hot: minutesOfHours(fields.verdictHot),
        warm: minutesOfHours(fields.verdictWarm),
        cold: minutesOfHours(fields.verdictCold),
      },
      attempts: wholeNumber(fields.attempts),
    },
    marketing: {
      answerWithin: minutesOfHours(fields.answerWithin),
      completeShare: wholeNumber(fields.completeShare),
      monthlyVolume: wholeNumber(fields.monthlyVolume),
    },
    escalation: {
      atHalf: isOn(fields.atHalf),
      atDue: isOn(fields.atDue),
      headAfter: minutesOfHours(fields.headAfter),
      openQueueAfter: minutesOfHours(fields.openQueueAfter),
    },
  }
}

const bilingual = (row: (name: string) => unknown, name: string) => ({
  en: said(row(`${name}En`)),
  ru: said(row(`${name}Ru`)),
})

/** A new row's id from its words; a number where they give none or one that is taken. */
function idFor(words: { en: string; ru: string }, taken: Set<string>, prefix: string): string {
  const slug = words.en
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 50)
  let id = slug && !taken.has(slug) ? slug : ''
  for (let number = 1; id === ''; number++) {
    if (!taken.has(`${prefix}_${number}`)) id = `${prefix}_${number}`
  }
  taken.add(id)
  return id
}

function listed<T>(
  fields: Fields,
  prefix: string,
  nameOf: string,
  more: (row: (name: string) => unknown) => T,
): (T & { id: string })[] {
  const found = rows(fields, prefix).filter((row) => {
    const name = bilingual(row, nameOf)
    return said(row('id')) !== '' || name.en !== '' || name.ru !== ''
  })
  const taken = new Set(found.map((row) => said(row('id'))))
  return found.map((row) => ({
    id: said(row('id')) || idFor(bilingual(row, nameOf), taken, prefix),
    ...more(row),
  }))
}

function glossary(fields: Fields) {
  const terms = listed(fields, 'term', 'word', (row) => ({
    word: bilingual(row, 'word'),
    meaning: bilingual(row, 'meaning'),
  }))
  return { terms }
}

function responsibilities(fields: Fields) {
  const steps = listed(fields, 'step', 'name', (row) => ({
    name: bilingual(row, 'name'),
    duties: Object.fromEntries(MATRIX_ROLES.map((role) => [role, said(row(role))])),
  }))
  return { steps }
}

const READ = { definition, glossary, responsibilities }

/** What the editor of a kind of agreement sends, as an edit. */
export function editOfForm(kind: AgreementKind, fields: unknown): unknown {
  const given = (typeof fields === 'object' && fields !== null ? fields : {}) as Fields
  const over = isOn(given.over)
  return {
    kind,
    ...(over ? {} : { revision: given.revision }),
    content: READ[kind](given),
    inForceFrom: given.inForceFrom,
  }
}
