import type { Side } from '@/lib/platform/db/generated/enums'
import { type Change, changesOfDefinition, changesOfGlossary, changesOfResponsibilities } from './changes'
import { DEFAULT_TERMS, type DefinitionTerms } from './definition'
import { DEFAULT_GLOSSARY, type GlossaryTerms } from './glossary'
import { DEFAULT_RESPONSIBILITIES, type ResponsibilityTerms } from './responsibilities'

export const SIDES = ['marketing', 'sales'] as const satisfies readonly Side[]

/** What both sides sign. */
export const AGREEMENT_KINDS = ['definition', 'glossary', 'responsibilities'] as const
export type AgreementKind = (typeof AGREEMENT_KINDS)[number]

export type AgreementTerms = {
  definition: DefinitionTerms
  glossary: GlossaryTerms
  responsibilities: ResponsibilityTerms
}

/** Version 1 of each: what a company starts from. It lives here and nobody has signed it. */
export const FIRST_TERMS: AgreementTerms = {
  definition: DEFAULT_TERMS,
  glossary: DEFAULT_GLOSSARY,
  responsibilities: DEFAULT_RESPONSIBILITIES,
}

const COMPARE: { [K in AgreementKind]: (before: AgreementTerms[K], after: AgreementTerms[K]) => Change[] } = {
  definition: changesOfDefinition,
  glossary: changesOfGlossary,
  responsibilities: changesOfResponsibilities,
}

/** What changed between two versions of one kind of agreement. */
export function changesBetween<K extends AgreementKind>(
  kind: K,
  before: AgreementTerms[K],
  after: AgreementTerms[K],
): Change[] {
  return COMPARE[kind](before, after)
}
