import { Checkbox, Input, Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { type GlossaryTerm, type GlossaryTerms, TERM_IDS } from '@/lib/agreements/glossary'
import type { AgreementWords } from './agreement-words'

const NEW: GlossaryTerm = { id: '', word: { en: '', ru: '' }, meaning: { en: '', ru: '' } }

/** The editor of the glossary: every term unfolds; an empty one waits to be filled. */
export function GlossaryForm({ terms, words }: { terms: GlossaryTerms; words: AgreementWords }) {
  return (
    <div className="flex flex-col gap-1.5">
      {[...terms.terms, NEW].map((term, index) => (
        <TermFields key={term.id || `new-${index}`} term={term} index={index} words={words} />
      ))}
    </div>
  )
}

function TermFields({ term, index, words }: { term: GlossaryTerm; index: number; words: AgreementWords }) {
  const { t } = words
  const isNew = term.id === ''
  const name = (field: string) => `term-${index}-${field}`
  const error = (field: string) => `content.terms.${index}.${field}`
  return (
    <details open={isNew} className="rounded-md border border-line">
      <summary className="cursor-pointer rounded-md px-3 py-2 hover:bg-hover">
        <span className="font-medium text-ink">
          {isNew ? `+ ${t('editor.termNew')}` : words.words(term.word)}
        </span>{' '}
        {!isNew && <span className="text-sm text-muted">{words.words(term.meaning)}</span>}
      </summary>
      <div className="grid gap-4 px-3 pt-1 pb-4 md:grid-cols-2">
        {!isNew && <input type="hidden" name={name('id')} value={term.id} />}
        {(['en', 'ru'] as const).map((locale) => {
          const suffix = locale === 'en' ? 'En' : 'Ru'
          return (
            <div key={locale} className="flex flex-col gap-3">
              <Field name={error(`word.${locale}`)} label={t('editor.word', { language: locale })}>
                <Input
                  name={name(`word${suffix}`)}
                  lang={locale}
                  maxLength={80}
                  defaultValue={term.word[locale]}
                />
              </Field>
              <Field name={error(`meaning.${locale}`)} label={t('editor.meaning', { language: locale })}>
                <Textarea
                  name={name(`meaning${suffix}`)}
                  lang={locale}
                  rows={3}
                  maxLength={1000}
                  defaultValue={term.meaning[locale]}
                />
              </Field>
            </div>
          )
        })}
        {!isNew &&
          ((TERM_IDS as readonly string[]).includes(term.id) ? (
            <p className="text-xs text-muted md:col-span-2">{t('editor.inUse')}</p>
          ) : (
            <Checkbox name={name('remove')} label={t('editor.removeStep')} className="md:col-span-2" />
          ))}
      </div>
    </details>
  )
}
